// The pages of one case on one target, of one statement, and of the targets.

function terms(pairs) {
  const rows = pairs.filter(([, value]) => value)
    .map(([term, value]) => `<dt>${term}</dt><dd>${value}</dd>`).join('');
  return `<dl class="terms">${rows}</dl>`;
}

// Options are not broken at their hyphens.
const commandText = (command) => command && '<code class="command">' +
  command.split(' ').map((word) => word.startsWith('--') ?
    `<span>${escape(word)}</span>` : escape(word)).join(' ') + '</code>';

// A shortened report has the command of the whole run alone; a Client's own stands behind --.
function commandOf(result, which, version, target) {
  const [own, client] = data.targets[target].command.split(' -- ');
  const pattern = text(result.more.again) || (own && !own.includes('--version') &&
    `${own} {case} --version {version}${client ? ` -- ${client}` : ''}`);
  return pattern && pattern.replace('{case}', () => data.cases[which].name)
    .replace('{version}', VERSIONS[version]);
}

function statementList(which, version, result) {
  const checks = new Map();
  for (const [id, verdict] of result.more.checks ?? [])
    checks.set(id, Math.max(verdict, checks.get(id) ?? 0));
  const ids = new Set([...(data.cases[which].statements[VERSIONS[version]] ?? []), ...checks.keys()]);
  return [...ids].map((id) => {
    const known = statements[VERSIONS[version]].get(id);
    const verdict = checks.has(id) ? ' ' + badge(STATEMENT_VERDICTS[checks.get(id)]) : '';
    return `<li><a href="${statementLink(VERSIONS[version], id)}">${escape(id)}</a> ` +
      `<em>${known?.level ?? ''}</em>${verdict}<br>${escape(known?.summary ?? '')}</li>`;
  }).join('');
}

function newsText({news, known_reason: reason}) {
  if (news === 'fresh') return 'it is not in the file of known deviations';
  if (news === 'known') return `known: ${lines(text(reason))}`;
  return news === 'unexpected pass' ? `it passes, though it is known as: ${lines(text(reason))}` : '';
}

function showCase(which, version, target) {
  const result = results[which][version][target];
  const {more} = result;
  const named = data.cases[which];
  const command = commandOf(result, which, version, target);
  const behaves = (more.attribution ?? []).map((each) => `as if it ${lines(text(each))}`);
  const wrong = result.verdict >= WRONG;
  const noWire = `<p class="quiet">The packets of what is ${wrong ? 'wrong here' : 'right'} are not ` +
    'part of this page; the command shows them with <code>--wire</code>.</p>';
  byId('main').innerHTML = `<article><p class="path"><a href="${listAddress()}">All cases</a> · ` +
    `<a href="${link({view: 'cases', section: named.section})}">` +
    `${escape(data.sections[named.section] ?? named.section)}</a></p>` +
    `<h2>${breakable(named.name)}</h2><p class="verdict">${badge(VERDICTS[result.verdict])} ` +
    `MQTT ${VERSIONS[version]} on ${escape(data.targets[target].title)}</p>` +
    terms([
      ['Expected', lines(text(more.expected))],
      ['What came', lines(text(more.actual))],
      ['Closing', escape(closing(result).words) + (more.unexplained_close ?
        ' The target hung up where it owed an answer.' : '')],
      ['Behaves', behaves.join('<br>or ')],
      ['Circumstances', more.circumstances && `${escape(more.circumstances.join(', '))}; without ` +
        `them it comes to: ${escape(more.plain)}`],
      ['Beside it', lines(text(more.explanation))],
      ['Tracker', more.tracker && lines(text(more.tracker[1]))],
      ['News', newsText(more)],
      ['Tries', more.tries],
      ['Other worlds', more.worlds && `played in ${more.worlds} more`],
      ['It ends the target', more.ends_target && 'while this case alone was played'],
      ['Again', commandText(command)],
    ]) +
    `<h3>Statements</h3><ul class="statements">${statementList(which, version, result)}</ul>` +
    `<h3>On the wire</h3>${more.wire ? ladder(more.wire) : noWire}` +
    `<h3>The same case elsewhere</h3>${elsewhere(which)}</article>`;
  document.title = `${VERDICTS[result.verdict].word}: ${named.name} - mqttspec`;
}

function elsewhere(which) {
  const versions = [0, 1].filter((version) => results[which][version].length);
  const head = versions.map((version) => `<th scope="col">${VERSIONS[version]}</th>`).join('');
  const rows = data.targets.map((target, at) => `<tr><th scope="row">${escape(target.title)}</th>` +
    versions.map((version) => cell(results[which][version][at], caseLink(which, version, at),
      `${target.title}, ${VERSIONS[version]}`)).join('') + '</tr>').join('');
  return `<div class="scroll"><table class="matrix small"><thead><tr><th scope="col">Target</th>` +
    `${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function showStatement(statement) {
  const version = VERSIONS.indexOf(statement.version);
  const verdicts = data.targets.map((target) => {
    const verdict = STATEMENT_VERDICTS[verdictOn(target, statement)];
    return `<li>${escape(target.title)} ${verdict ? badge(verdict) : 'was not asked'}</li>`;
  }).join('');
  const heads = data.targets.map((each) => `<th scope="col">${escape(each.title)}</th>`).join('');
  const rows = statement.cases.filter((at) => results[at][version].length).map((at) =>
    `<tr><th scope="row">${breakable(data.cases[at].name)}</th>` +
    data.targets.map((target, place) => cell(results[at][version][place],
      caseLink(at, version, place), `${target.title}, ${statement.version}`)).join('') + '</tr>');
  byId('main').innerHTML = `<article><p class="path"><a href="#view=statements">All statements</a>` +
    ` · <a href="${link({view: 'statements', section: statement.section})}">section ` +
    `${statement.section}</a></p><h2>${statement.id}</h2>` +
    `<p class="verdict">MQTT ${statement.version}, ${statement.level}</p>` +
    `<p class="summary">${escape(statement.summary)}</p><ul class="plain">${verdicts}</ul>` +
    `<h3>Cases that cite it</h3>` + (rows.length ? `<div class="scroll"><table class="matrix">` +
    `<thead><tr><th scope="col">Case</th>${heads}</tr></thead><tbody>${rows.join('')}</tbody>` +
    `</table></div>` : '<p>No case of these reports cites it.</p>') + '</article>';
  document.title = `${statement.id} - mqttspec`;
}

// What was declined or not run, by the reason that is given for it.
function leftOut(target, at) {
  const groups = new Map();
  results.forEach((versions, which) => versions.forEach((all, version) => {
    const result = all[at];
    if (!result || result.verdict > data.verdicts.indexOf('declined')) return;
    const reason = text(result.more.actual) || text(result.more.explanation);
    const key = `${result.verdict}\n${VERSIONS[version]}\n${reason}`;
    if (!groups.has(key)) groups.set(key, {verdict: result.verdict, version, reason, cases: []});
    groups.get(key).cases.push(which);
  }));
  if (!groups.size) return '<p>Everything was played.</p>';
  return [...groups.values()].map(({verdict, version, reason, cases}) =>
    `<details><summary>${badge(VERDICTS[verdict])} ${cases.length} of ${VERSIONS[version]}: ` +
    `${escape(reason || 'no reason is given')}</summary><ul>${cases.map((which) =>
      `<li><a href="${caseLink(which, version, at)}">${escape(data.cases[which].name)}</a></li>`)
      .join('')}</ul></details>`).join('');
}

function showTargets(slug) {
  byId('main').innerHTML = data.targets.map((target, at) => {
    if (slug && target.slug !== slug) return '';
    const facts = target.facts.map((each) => `MQTT ${escape(each.version)}: ${escape(each.evidence)}` +
      `${each.served ? '' : ' (not served)'}${each.lacks.length ?
        '; lacks ' + escape(each.lacks.join(', ')) : ''}`).join('<br>');
    const counts = VERDICTS.map(() => 0);
    for (const [, , verdict] of target.results) ++counts[verdict];
    return `<article><h2>${escape(target.title)}</h2><p class="summary">${escape(target.summary)}` +
      `${target.complete ? '' : ` (the run is not whole: ${escape(target.cut_short)})`}</p>` +
      terms([
        ['Cases', counts.map((count, verdict) => count && `${badge(VERDICTS[verdict])} ${count}`)
          .filter(Boolean).reverse().join(' ')],
        ['Says of itself', facts],
        ['From', escape(target.package)],
        ['Run', [target.date, `mqttspec ${target.tool}`, `${target.duration_s.toFixed(0)} s`]
          .filter(Boolean).map(escape).join(', ')],
        ['Excluded', target.excluded.map(({select, reason}) =>
          `${escape(select)}: ${escape(reason)}`).join('<br>')],
        ['Again', commandText(target.command)],
      ]) + `<h3>Declined and not run</h3>${leftOut(target, at)}</article>`;
  }).join('');
}
