// Words and ranking as search.cpp has them: what one finds here, `mqttspec explain` finds too.
'use strict';

const IDLE = new Set(('a an and are as at be by for from has have if in is it its mqtt of on or ' +
  'that the their them then there they this to was what when which with').split(' '));
const ENDINGS = ['ing', 'ies', 'ed', 'es', 's', 'y', 'e'];
const LEAST_STEM = 3;
const LEAST_PREFIX = 3;

function stem(word) {
  for (;;) {
    const ending = ENDINGS.find((each) => word.endsWith(each) &&
      word.length >= each.length + LEAST_STEM && !(each === 's' && word.endsWith('ss')));
    if (!ending) return word;
    word = word.slice(0, -ending.length);
  }
}

function wordsOf(text) {
  const small = text.replace(/[A-Z]/g, (c) => c.toLowerCase());
  const words = [];
  for (const run of small.match(/[a-z0-9.\-/]+/g) ?? []) {
    const bare = run.replace(/^[.\-/]+|[.\-/]+$/g, '');
    const isOne = /[0-9]/.test(bare) && /[.\-/]/.test(bare);
    for (const word of isOne ? [bare] : bare.split(/[.\-/]/))
      if (word && !IDLE.has(word)) words.push(/[0-9]/.test(word) ? word : stem(word));
  }
  return words;
}

/// Positions of entries, the best first.
function findEntries(data, query) {
  const sums = new Map();
  for (const word of new Set(wordsOf(query))) {
    const isWhole = Object.hasOwn(data.words, word);
    if (!isWhole && word.length < LEAST_PREFIX) continue;
    const meant = isWhole ? [word] : Object.keys(data.words).filter((w) => w.startsWith(word));
    const best = new Map();
    for (const each of meant) {
      const list = data.words[each];
      for (let i = 0; i < list.length; i += 2)
        best.set(list[i], Math.max(best.get(list[i]) ?? 0, list[i + 1]));
    }
    for (const [entry, weight] of best) {
      const sum = sums.get(entry) ?? {weight: 0, words: 0};
      sums.set(entry, {weight: sum.weight + weight, words: sum.words + 1});
    }
  }
  return [...sums].map(([entry, {weight, words}]) => ({entry, score: weight * words * words}))
    .sort((a, b) => b.score - a.score || a.entry - b.entry);
}
