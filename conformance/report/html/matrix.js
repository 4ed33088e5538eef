// The lists: cases or statements as rows, targets as columns.

// Long lists are put in by parts, so that the first of them is seen at once.
let filling = 0;

function fill(table, parts) {
  const mine = ++filling;
  table.dataset.filling = '';
  const put = () => {
    if (mine !== filling) return;
    const until = performance.now() + 12;
    do {
      const part = parts.shift();
      if (part === undefined) return void delete table.dataset.filling;
      table.insertAdjacentHTML('beforeend', part());
    } while (performance.now() < until);
    setTimeout(put);
  };
  put();
}

function targetHeads(counts, span) {
  return data.targets.map((target, at) =>
    `<th scope="col"${span > 1 ? ` colspan="${span}"` : ''}>` +
    `<a href="${link({view: 'targets', target: target.slug})}">${escape(target.title)}</a>` +
    `<small>${counts(target, at)}</small></th>`).join('');
}

// "16 ✗ 38 !": how many of the worst two verdicts a target has.
function countsOf(target) {
  const counts = VERDICTS.map(() => 0);
  for (const [, , verdict] of target.results) ++counts[verdict];
  return ['fail', 'warn'].map((word) => data.verdicts.indexOf(word))
    .map((verdict) => `${counts[verdict]}&nbsp;${VERDICTS[verdict].sign}`).join(' ');
}

function legend() {
  const one = (word, meaning) => {
    const verdict = VERDICTS[data.verdicts.indexOf(word)];
    return `<span class="cell ${verdict.kind}"><b>${verdict.sign}</b></span> ${word}: ${meaning}`;
  };
  const parts = [
    [one('pass', 'what the Standard demands was seen'),
      one('note', 'a permission was observed, either way is right')],
    [one('fail', 'a MUST is violated, and nothing excuses it'), one('error', 'our own fault')],
    [one('warn', 'a SHOULD is not followed, an illegal packet was accepted, or it came late')],
    [one('inconclusive', 'what the case needs did not come about'),
      one('declined', 'the target lacks it'), one('not run', 'left out')],
    ['Below a verdict: how the target closed, <i>fin</i> in order, <i>rst</i> by a reset, ' +
      '<i>82</i> after this Reason Code. A ring marks news.'],
  ];
  const isWide = innerWidth > 640;
  return `<details class="legend"${isWide ? ' open' : ''}><summary>What the signs mean</summary>` +
    `<ul>${parts.map((each) => `<li>${each.join('; ')}</li>`).join('')}</ul></details>`;
}

function tableOf(head, caption) {
  byId('main').innerHTML = `${legend()}<div class="scroll" tabindex="-1"><table class="matrix">` +
    `<caption>${caption}</caption><thead>${head}</thead></table></div>`;
  return byId('main').querySelector('table');
}

function nothing(count) {
  if (!count) byId('main').querySelector('table').insertAdjacentHTML('beforeend',
    '<tbody><tr><td class="nothing" colspan="99">Nothing is left by these filters. ' +
    '<a href="#view=' + state.view + '">Show all</a></td></tr></tbody>');
}

let shownCases = [];  // [case, version] in order, for the keys j and k

function showCases() {
  const columns = [0, 1].filter((version) =>
    (!state.version || state.version === VERSIONS[version]) &&
    results.some((each) => each[version].length));
  const sections = new Map();
  shownCases = [];
  data.cases.forEach((which, at) => {
    const versions = versionsShown(at);
    if (!versions.length) return;
    for (const version of versions) shownCases.push([at, version]);
    if (!sections.has(which.section)) sections.set(which.section, []);
    sections.get(which.section).push([at, versions]);
  });
  const table = tableOf(
    `<tr><th scope="col" rowspan="2">Case</th>${targetHeads(countsOf, columns.length)}</tr><tr>` +
    data.targets.map(() => columns.map((version) =>
      `<th scope="col">${VERSIONS[version]}</th>`).join('')).join('') + '</tr>',
    'Cases by section of the Standards, and what they came to');
  fill(table, [...sections].map(([section, rows]) => () => caseRows(section, rows, columns)));
  byId('count').textContent = `${shownCases.length} of ${caseTotal()} cases`;
  nothing(shownCases.length);
}

const caseTotal = () =>
  results.reduce((sum, each) => sum + each.filter((version) => version.length).length, 0);

function caseRows(section, rows, columns) {
  const body = rows.map(([at, versions]) => {
    const name = data.cases[at].name;
    const cells = data.targets.map((target, place) => columns.map((version) => cell(
      versions.includes(version) ? results[at][version][place] : undefined,
      caseLink(at, version, place), `${target.title}, ${VERSIONS[version]}`)).join('')).join('');
    return `<tr><th scope="row">${breakable(name)}</th>${cells}</tr>`;
  });
  return `<tbody><tr class="section"><th scope="rowgroup" colspan="99"><a href="` +
    `${link({view: 'cases', section})}">${escape(data.sections[section] ?? section)}</a></th></tr>` +
    `${body.join('')}</tbody>`;
}

// Names are long words: they may be broken behind a slash.
const breakable = (name) => escape(name).replace(/\//g, '/<wbr>');

function showStatements() {
  const shown = VERSIONS.flatMap((version) => [...statements[version].values()])
    .filter(statementShown);
  const count = (target) => {
    const broken = VERSIONS.flatMap((version) => target.statements[version] ?? [])
      .filter((verdict) => data.statement_verdicts[verdict] === 'violated').length;
    return `${broken} violated`;
  };
  const table = tableOf(`<tr><th scope="col">Statement</th>${targetHeads(count, 1)}</tr>`,
    'Statements of the Standards, and what the cases say of them');
  const groups = new Map();
  for (const each of shown) {
    const group = `MQTT ${each.version}, section ${each.section}`;
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(each);
  }
  fill(table, [...groups].map(([title, rows]) => () => statementRows(title, rows)));
  const all = VERSIONS.reduce((sum, version) => sum + statements[version].size, 0);
  byId('count').textContent = `${shown.length} of ${all} statements`;
  nothing(shown.length);
}

function statementRows(title, rows) {
  const body = rows.map((each) => {
    const href = statementLink(each.version, each.id);
    const cells = data.targets.map((target) => {
      const verdict = STATEMENT_VERDICTS[verdictOn(target, each)];
      if (!verdict) return '<td class="none"></td>';
      const name = escape(`${target.title}: ${verdict.word}`);
      return `<td><a class="cell ${verdict.kind}" href="${escape(href)}" title="${name}"` +
        ` aria-label="${name}"><b>${verdict.sign}</b></a></td>`;
    }).join('');
    return `<tr><th scope="row"><a href="${escape(href)}">${each.id}</a> <em>${each.level}</em>` +
      `<span>${escape(each.summary)}</span></th>${cells}</tr>`;
  });
  return `<tbody><tr class="section"><th scope="rowgroup" colspan="99">${title}</th></tr>` +
    `${body.join('')}</tbody>`;
}
