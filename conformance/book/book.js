// Search, filters, language, light or dark. Everything else of the book works without it.
const UP = document.currentScript.dataset.up;
const CHINESE = /*words*/;
const MOST_SHOWN = 30;
const byId = (id) => document.getElementById(id);

// Where a browser lets no page keep anything, nothing is kept.
function kept(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(`mqttspec-book-${key}`);
    localStorage.setItem(`mqttspec-book-${key}`, value);
  } catch { /* not allowed */ }
  return null;
}

let loading;
function loadData() {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = `${UP}search-data.js`;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  return loading;
}

function resultOf(position) {
  const [kind, title, version, path, summary] = searchData.entries[position];
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `${UP}${path}.html`;
  link.textContent = title;
  const what = document.createElement('em');
  what.textContent = ` ${searchData.kinds[kind]}${version && ` of ${version}`} `;
  const words = document.createElement('span');
  words.textContent = summary;
  item.append(link, what, words);
  return item;
}

async function showFound() {
  const query = byId('q').value.trim();
  const place = byId('found');
  place.hidden = !query;
  place.lang = 'en';
  if (!query) return place.replaceChildren();
  await loadData();
  if (byId('q').value.trim() !== query) return undefined;
  const plain = query.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  const named = searchData.entries.flatMap(([, title, , , , names], at) =>
    (names.includes(plain) || title.toLowerCase() === plain ? [at] : []));
  const hits = findEntries(searchData, query).map((hit) => hit.entry)
    .filter((at) => !named.includes(at));
  const all = [...named, ...hits];
  const head = document.createElement('p');
  head.textContent = all.length ? `${all.length} found` : `Nothing is found for "${query}"`;
  const list = document.createElement('ol');
  list.append(...all.slice(0, MOST_SHOWN).map(resultOf));
  return place.replaceChildren(head, list);
}

function moveIn(links, step) {
  const at = links.indexOf(document.activeElement);
  if (at + step < 0) return byId('q').focus();
  return links[Math.min(at + step, links.length - 1)]?.focus();
}

// Verdicts in Chinese, or as they were written.
function speak(language) {
  for (const word of document.querySelectorAll('.word')) {
    word.dataset.word ??= word.textContent;
    const isChinese = language === 'zh-Hans' && CHINESE[word.dataset.word];
    word.textContent = isChinese ? CHINESE[word.dataset.word] : word.dataset.word;
    if (isChinese) word.lang = 'zh-Hans';
    else word.removeAttribute('lang');
  }
  for (const link of document.querySelectorAll('.languages a'))
    link.toggleAttribute('aria-current', link.lang === language);
}

const SCHEMES = ['light dark', 'light', 'dark'];
function paint(scheme) {
  document.documentElement.style.colorScheme = scheme;
}

// Lists of some length get a line that leaves what has its words.
function addFilter() {
  const items = [...document.querySelectorAll('ul.entries > li')];
  if (items.length < 20) return;
  const label = document.createElement('label');
  label.className = 'filter';
  label.append('Only with ');
  const input = document.createElement('input');
  input.type = 'search';
  input.id = 'filter';
  label.append(input);
  document.querySelector('h1').after(label);
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/);
    for (const item of items)
      item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
    for (const list of document.querySelectorAll('ul.entries')) {
      const isEmpty = ![...list.children].some((item) => !item.hidden);
      if (list.previousElementSibling?.tagName === 'H2') list.previousElementSibling.hidden = isEmpty;
    }
  });
}

function readAddress() {
  const query = new URLSearchParams(location.hash.slice(1)).get('q');
  if (query === null) return;
  byId('q').value = query;
  showFound();
}

byId('search').hidden = false;
byId('theme').hidden = false;
let scheme = Number(kept('scheme') ?? 0);
paint(SCHEMES[scheme]);
const isFirst = !!document.getElementById('legend');
const onPage = document.documentElement.lang;
if (isFirst) kept('language', onPage);
speak(isFirst ? onPage : kept('language') ?? onPage);
addFilter();
readAddress();

addEventListener('hashchange', readAddress);
byId('search').addEventListener('submit', (event) => event.preventDefault());
byId('q').addEventListener('focus', loadData, {once: true});
byId('q').addEventListener('input', () => {
  const query = byId('q').value.trim();
  history.replaceState(null, '', query ? `#${new URLSearchParams({q: query})}` : '#');
  showFound();
});
byId('theme').addEventListener('click', () => {
  scheme = (scheme + 1) % SCHEMES.length;
  paint(SCHEMES[scheme]);
  kept('scheme', scheme);
});
for (const link of document.querySelectorAll('.languages a'))
  link.addEventListener('click', (event) => {
    kept('language', link.lang);
    if (isFirst) return;
    event.preventDefault();
    speak(link.lang);
  });
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.closest?.('input');
  const links = [...document.querySelectorAll('#found a')];
  const isThere = isTyping?.id === 'q' || links.includes(document.activeElement);
  if (isThere && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    moveIn(links, event.key === 'ArrowDown' ? 1 : -1);
  } else if (event.key === 'Enter' && isTyping?.id === 'q') {
    links[0]?.click();
  } else if (event.key === 'Escape' && isThere) {
    byId('q').value = '';
    history.replaceState(null, '', '#');
    showFound();
    byId('q').blur();
  } else if (event.key === '/' && !isTyping) {
    event.preventDefault();
    byId('q').focus();
  } else if (event.key === 't' && !isTyping) {
    byId('theme').click();
  }
});
