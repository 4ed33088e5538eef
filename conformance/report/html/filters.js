// What is shown of the lists: the filters of the form, kept in the address so that a link has them.

const FILTERS = ['news', 'must', 'wrong', 'differ'];

const state = {view: 'cases', q: '', version: '', section: ''};

function readAddress() {
  let hash = location.hash.slice(1);
  if (hash === 'main') hash = '';
  return Object.fromEntries(new URLSearchParams(hash));
}

function listAddress() {
  const parts = {view: state.view};
  for (const name of ['q', 'version', 'section']) if (state[name]) parts[name] = state[name];
  for (const name of FILTERS) if (state[name]) parts[name] = '1';
  return link(parts);
}

function takeAddress(parts) {
  state.view = parts.view ?? 'cases';
  for (const name of ['q', 'version', 'section']) state[name] = parts[name] ?? '';
  for (const name of FILTERS) state[name] = parts[name] === '1';
  for (const name of ['q', 'version', 'section']) byId(name).value = state[name];
  for (const name of FILTERS) byId(name).checked = state[name];
}

// Everything by which a case is found, in lower case; made when it is first wanted.
function wordsOf(which) {
  if (which.words) return which.words;
  const all = [which.name, which.section, data.sections[which.section]];
  for (const [version, ids] of Object.entries(which.statements))
    for (const id of ids) all.push(id, statements[version].get(id)?.summary);
  which.words = all.join(' ').toLowerCase();
  return which.words;
}

const matches = (haystack) =>
  state.q.toLowerCase().split(/\s+/).every((word) => haystack.includes(word));

const isBelow = (section, top) => !top || section === top || section.startsWith(top + '.');

// The versions in which the filters let a case be shown.
function versionsShown(at) {
  const which = data.cases[at];
  if (!isBelow(which.section, state.section) || !matches(wordsOf(which))) return [];
  return [0, 1].filter((version) => {
    const all = results[at][version].filter(Boolean);
    if (!all.length || (state.version && state.version !== VERSIONS[version])) return false;
    if (state.news && !all.some(isNews)) return false;
    if (state.wrong && !all.some((result) => result.verdict >= WRONG)) return false;
    if (state.differ && new Set(all.map((result) => result.verdict)).size < 2) return false;
    const ids = which.statements[VERSIONS[version]] ?? [];
    const isMust = (id) => statements[VERSIONS[version]].get(id)?.level === 'must';
    return !state.must || ids.some(isMust);
  });
}

function statementShown(statement) {
  if (state.version && state.version !== statement.version) return false;
  if (state.must && statement.level !== 'must') return false;
  if (!isBelow(statement.section, state.section)) return false;
  const verdicts = data.targets.map((each) => verdictOn(each, statement)).filter((v) => v >= 0);
  if (state.wrong && !verdicts.some((verdict) => verdict >= BROKEN)) return false;
  if (state.differ && new Set(verdicts).size < 2) return false;
  if (state.news && !hasNews(statement)) return false;
  return matches(`${statement.id} ${statement.section} ${statement.summary}`.toLowerCase());
}

function hasNews(statement) {
  const version = VERSIONS.indexOf(statement.version);
  return statement.cases.some((at) => results[at][version].some((result) => result &&
    isNews(result) && (result.more.checks ?? []).some(
      ([id, verdict]) => id === statement.id && verdict >= BROKEN)));
}

const verdictOn = (target, statement) =>
  target.statements[statement.version]?.[statement.position] ?? -1;
