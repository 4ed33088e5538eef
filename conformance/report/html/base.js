// What all views share: the data, texts made safe for HTML, verdicts, links.
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const VERSIONS = ['3.1.1', '5.0'];

const VERDICTS = data.verdicts.map((word) => ({
  word,
  sign: {'not run': '·', declined: '–', note: 'i', pass: '✓', warn: '!', inconclusive: '?',
    fail: '✗', error: 'E'}[word],
  kind: word.replace(' ', '-'),
}));
const WRONG = data.verdicts.indexOf('warn');

const STATEMENT_VERDICTS = data.statement_verdicts.map((word) => {
  const [sign, kind] = {
    'not exercised': ['·', 'not-run'], 'not testable': ['·', 'not-run'],
    declined: ['–', 'declined'], observed: ['i', 'note'], satisfied: ['✓', 'pass'],
    undecided: ['?', 'inconclusive'], violated: ['✗', 'fail'],
  }[word] ?? ['!', 'warn'];
  return {word, sign, kind};
});
const BROKEN = data.statement_verdicts.indexOf('not followed');

const byId = (id) => document.getElementById(id);
const text = (position) => (position === undefined ? '' : data.texts[position]);

function escape(value) {
  return String(value).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
const lines = (value) => escape(value).replace(/\n/g, '<br>');

// Names of targets as they are shown and as they stand in links: two of one name are numbered.
for (const target of data.targets) {
  const plain = target.name.toLowerCase().replace(/[^a-z0-9.]+/g, '-').replace(/^-|-$/g, '');
  const same = data.targets.filter((other) => other.slug?.replace(/~\d+$/, '') === plain).length;
  target.slug = same ? `${plain}~${same + 1}` : plain;
  target.title = same ? `${target.name} (${same + 1})` : target.name;
}

// results[case][version] is a list with the result on each target, or undefined.
const results = data.cases.map(() => [[], []]);
data.targets.forEach((target, at) => {
  for (const [which, version, verdict, more = {}] of target.results) {
    const known = results[which][version][at];
    if (!known || known.verdict < verdict) results[which][version][at] = {verdict, more};
  }
});

const statements = {};  // by version and identifier
for (const version of VERSIONS) {
  statements[version] = new Map((data.statements[version] ?? []).map(
    ([id, level, section, summary], position) =>
      [id, {id, version, level, section, summary, position, cases: []}]));
}
data.cases.forEach((which, at) => {
  for (const [version, ids] of Object.entries(which.statements))
    for (const id of ids) statements[version].get(id)?.cases.push(at);
});

function link(parts) {
  return '#' + new URLSearchParams(parts).toString().replace(/%2F/g, '/');
}
const caseLink = (which, version, target) =>
  link({case: data.cases[which].name, version: VERSIONS[version], target: data.targets[target].slug});
const statementLink = (version, id) => link({statement: id, version});

// "fin", "rst", "82": how the target closed, where closing was the point.
function closing(result) {
  const {closing: how, code} = result.more;
  const words = {fin: 'fin', reset: 'rst'};
  const mark = words[how] ?? '';
  const hex = code === undefined ? '' : Number(code).toString(16).padStart(2, '0');
  return {
    mark: hex ? `${hex}${mark === 'rst' ? ' r' : ''}` : mark,
    words: [{fin: 'closed in order (FIN)', reset: 'reset (RST)',
      ours: 'closed by the case itself'}[how], hex && `Reason Code 0x${hex.toUpperCase()}`]
      .filter(Boolean).join(' after '),
  };
}

const isNews = (result) => result.more.news === 'fresh' || result.more.news === 'unexpected pass';

// A cell of a matrix: the verdict and, below it, how the target closed.
function cell(result, href, label) {
  if (!result) return '<td class="none"></td>';
  const {sign, kind, word} = VERDICTS[result.verdict];
  const end = closing(result);
  const name = `${label}: ${word}${end.words && ', ' + end.words}${isNews(result) ? ', news' : ''}`;
  return `<td><a class="cell ${kind}${isNews(result) ? ' is-news' : ''}" href="${escape(href)}"` +
    ` title="${escape(name)}" aria-label="${escape(name)}"><b>${sign}</b>` +
    `${end.mark && `<i>${end.mark}</i>`}</a></td>`;
}

const badge = ({word, kind, sign}) => `<span class="badge ${kind}">${sign} ${escape(word)}</span>`;
