// Which page is shown: by the address. Keys, filters, and light or dark.

let lastList = '#view=cases';
let current;  // [case, version, target] of the page that is shown

function showMissing() {
  byId('main').innerHTML = '<article><h2>There is no such page in this report</h2>' +
    '<p><a href="#view=cases">All cases</a></p></article>';
}

function show() {
  const parts = readAddress();
  current = undefined;
  ++filling;
  document.title = 'mqttspec';
  const isList = !parts.case && !parts.statement;
  if (isList) {
    takeAddress(parts);
    lastList = location.hash || '#view=cases';
  }
  byId('filters').hidden = !isList || state.view === 'targets';
  for (const each of byId('views').children)
    each.toggleAttribute('aria-current', isList && each.dataset.view === state.view);
  if (parts.case) return showOneCase(parts);
  if (parts.statement) {
    const found = statements[parts.version]?.get(parts.statement);
    if (found) showStatement(found);
    else showMissing();
  } else if (state.view === 'statements') showStatements();
  else if (state.view === 'targets') showTargets(parts.target);
  else showCases();
}

function showOneCase(parts) {
  const which = data.cases.findIndex((each) => each.name === parts.case);
  const version = VERSIONS.indexOf(parts.version);
  const target = data.targets.findIndex((each) => each.slug === parts.target);
  if (which < 0 || version < 0 || !results[which][version][target]) return showMissing();
  current = [which, version, target];
  showCase(which, version, target);
}

// j and k: the next case of the list that this target was asked, or the next row of the list.
function move(step) {
  if (!current) return moveFocus(0, step);
  if (!shownCases.length)
    data.cases.forEach((_, at) => shownCases.push(...versionsShown(at).map((v) => [at, v])));
  const [which, version, target] = current;
  let at = shownCases.findIndex((each) => each[0] === which && each[1] === version);
  do {
    at += step;
    if (!shownCases[at]) return;
  } while (!results[shownCases[at][0]][shownCases[at][1]][target]);
  location.hash = caseLink(...shownCases[at], target);
}

// From cell to cell of a matrix, over what has none.
function moveFocus(across, down) {
  const table = document.querySelector('#main table.matrix');
  const here = document.activeElement?.closest?.('a.cell');
  if (!table) return;
  if (!here) return table.querySelector('a.cell')?.focus();
  let row = here.closest('tr');
  let place = here.parentElement.cellIndex;
  for (;;) {
    if (across) {
      place += across;
    } else {
      const rows = [...table.querySelectorAll('tbody tr')];
      row = rows[rows.indexOf(row) + down];
    }
    if (!row || place < 0 || (across && place >= row.cells.length)) return;
    const found = row.cells[place]?.querySelector('a.cell');
    if (found) return found.focus();
  }
}

const KEYS = {
  '/': () => byId('q').focus(),
  n: () => byId('news').click(),
  m: () => byId('must').click(),
  w: () => byId('wrong').click(),
  j: () => move(1),
  k: () => move(-1),
  t: () => byId('theme').click(),
  '?': () => byId('help').showModal(),
  Escape: () => { if (location.hash !== lastList) location.hash = lastList; },
  ArrowLeft: () => moveFocus(-1, 0),
  ArrowRight: () => moveFocus(1, 0),
  ArrowUp: () => moveFocus(0, -1),
  ArrowDown: () => moveFocus(0, 1),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
  if (event.target.closest?.('input, select')) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const isArrow = event.key.startsWith('Arrow');
  if (isArrow && !document.activeElement?.closest?.('a.cell')) return;
  const action = KEYS[event.key];
  if (!action || (byId('filters').hidden && '/nmw'.includes(event.key))) return;
  event.preventDefault();
  action();
});

document.addEventListener('toggle', (event) => {
  if (event.target.matches?.('details.event') && event.target.open) openPacket(event.target);
}, true);

byId('filters').addEventListener('input', () => {
  for (const name of ['q', 'version', 'section']) state[name] = byId(name).value;
  for (const name of FILTERS) state[name] = byId(name).checked;
  history.replaceState(null, '', listAddress());
  show();
});
byId('filters').addEventListener('submit', (event) => event.preventDefault());

// The choice is kept where the browser lets a page keep something.
const THEMES = ['light dark', 'light', 'dark'];
function setTheme(theme) {
  document.documentElement.style.colorScheme = theme;
  byId('theme').textContent = {light: 'Light', dark: 'Dark'}[theme] ?? 'As the system';
  try { localStorage.setItem('mqttspec-theme', theme); } catch { /* it is not kept */ }
}
byId('theme').addEventListener('click', () => {
  const theme = document.documentElement.style.colorScheme || THEMES[0];
  setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
});

function begin() {
  let theme;
  try { theme = localStorage.getItem('mqttspec-theme'); } catch { /* none is kept */ }
  setTheme(THEMES.includes(theme) ? theme : THEMES[0]);
  const names = data.targets.map((each) => each.title);
  byId('about').textContent = names.length === 1 ? `${names[0]}: ${data.targets[0].summary}` :
    `${names.length} targets, ${caseTotal()} cases of MQTT 3.1.1 and 5.0`;
  byId('made').textContent = `Made by mqttspec ${data.tool}.`;
  byId('views').innerHTML = ['cases', 'statements', 'targets'].map((view) =>
    `<a href="#view=${view}" data-view="${view}">${view[0].toUpperCase()}${view.slice(1)}</a>`)
    .join('');
  byId('section').insertAdjacentHTML('beforeend', Object.entries(data.sections).map(
    ([section, title]) => `<option value="${escape(section)}">${escape(title)}</option>`).join(''));
  document.body.classList.toggle('one', names.length === 1);
  addEventListener('hashchange', () => { show(); scrollTo(0, 0); });
  show();
}

begin();
