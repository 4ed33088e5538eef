// Drives the book in Chromium: search, every link, languages, keys, contrast, width.
// node test.mjs BOOK MODULES MQTTSPEC [PICTURES]: BOOK is the folder that was made with a grid,
// MODULES the folder that has playwright-core, MQTTSPEC the program.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {startBrowser} from '../report/html/browser.mjs';

const [folder, modules, program, pictures] = process.argv.slice(2);
const base = `${pathToFileURL(resolve(folder)).href}/`;
const browser = await startBrowser(modules, base);
let page;

async function open(path = 'index.html', options = {}) {
  page = await browser.open(base + path, options);
  await settled();
}
const settled = () => page.evaluate(() => new Promise((done) => { setTimeout(done, 30); }));
const go = (path) => page.goto(base + path);
const texts = (selector) => page.locator(selector).allTextContents();
const first = (selector) => page.locator(selector).first();

async function search(query) {
  await page.fill('#q', query);
  await page.waitForFunction((asked) => {
    const found = document.getElementById('found');
    return !found.hidden && found.childElementCount > 0 && document.getElementById('q').value === asked;
  }, query);
  await settled();
}

// All pages, as paths below the folder.
function pagesBelow(path = '') {
  return readdirSync(join(folder, path), {withFileTypes: true}).flatMap((each) => {
    const inside = path ? `${path}/${each.name}` : each.name;
    if (each.isDirectory()) return pagesBelow(inside);
    return inside.endsWith('.html') ? [inside] : [];
  });
}

const QUERIES = ['password', 'session expiry', 'may a server close', 'retained message', 'QoS 2',
  'wildcard in a topic name', 'passw', 'keep alive is late', 'MQTT-3.1.2-24', 'shared subscription order'];

const checks = {
  async 'ranks as the program does'() {
    await page.focus('#q');
    await page.waitForFunction(() => typeof searchData !== 'undefined');
    for (const query of QUERIES) {
      const here = await page.evaluate((asked) => findEntries(searchData, asked)
        .map(({entry, score}) => [searchData.entries[entry][3], score]), query);
      const said = JSON.parse(execFileSync(program, ['explain', '--json', query], {encoding: 'utf8'}));
      if (said[0].score === undefined) {
        assert.ok(said.some(({path}) => path === here[0][0]), `${query}: a name`);
        continue;
      }
      assert.deepEqual(here, said.map(({path, score}) => [path, score]), query);
    }
  },

  async 'search shows what is found, by keys and by address'() {
    await page.keyboard.press('/');
    await page.keyboard.type('session expiry');
    await page.waitForSelector('#found li');
    await settled();
    assert.match(await first('#found li').textContent(), /Session Expiry Interval/);
    assert.match(page.url(), /#q=session\+expiry$/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.closest('ol')?.parentElement.id), 'found');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/properties\/session-expiry-interval\.html$/);
    await go('index.html#q=may%20a%20server%20close');
    await page.waitForSelector('#found li');
    assert.match(await first('#found li').textContent(), /A Server may close at any time/);
    await page.focus('#q');
    await page.keyboard.press('Escape');
    assert.equal(await page.isVisible('#found'), false);
  },

  async 'a name comes first, and what is nowhere is said'() {
    await search('0x8F');
    assert.match(await first('#found li').textContent(), /^0x8F Topic Filter invalid code of 5\.0/);
    await search('mqtt-3.1.0-2');
    assert.deepEqual((await texts('#found li a')).slice(0, 2), ['[MQTT-3.1.0-2]', '[MQTT-3.1.0-2]']);
    await search('xyzzy');
    assert.match(await page.textContent('#found'), /Nothing is found for "xyzzy"/);
  },

  async 'a statement is told on one screen'() {
    await go('statements/5.0/MQTT-3.1.2-24.html');
    const seen = await page.evaluate(() => [...document.querySelectorAll('h1, .lead, .targets')]
      .every((each) => each.getBoundingClientRect().top < innerHeight));
    assert.ok(seen);
    assert.match(await page.title(), /^MQTT-3\.1\.2-24, MQTT 5\.0/);
    assert.ok((await texts('.targets .word')).includes('violated'));
    await first('.targets a').click();
    await page.waitForURL(/\/cases\//);
    assert.ok((await texts('.targets .word')).length > 0);
  },

  async 'verdicts in Chinese, and back, on every page'() {
    await go('statements/5.0/MQTT-3.1.2-24.html');
    await page.click('.languages a[lang="zh-Hans"]');
    assert.ok((await texts('.word[lang="zh-Hans"]')).includes('违反'));
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await go('statements/5.0/MQTT-3.1.2-25.html');
    assert.ok((await texts('.word[lang="zh-Hans"]')).length > 0, 'it is kept');
    await page.click('.languages a[lang="en"]');
    assert.equal(await page.locator('.word[lang]').count(), 0);
    await page.click('.home a');
    await page.click('.languages a[lang="zh-Hans"]');
    await page.waitForURL(/zh\.html$/);
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-Hans');
    assert.match(await page.textContent('.legend-of-words'), /违反.*必须/s);
    assert.ok(await page.locator('main [lang="en"]').count() > 5);
    await page.click('.languages a[lang="en"]');
    await page.waitForURL(/index\.html$/);
  },

  async 'a long list keeps what has the words'() {
    await go('statements/index.html');
    const all = await page.locator('.entries li:visible').count();
    await page.fill('#filter', 'keep alive');
    const some = await page.locator('.entries li:visible').count();
    assert.ok(some > 3 && some < all / 10, `${some} of ${all}`);
  },

  async 'light or dark is kept'() {
    const scheme = () => page.evaluate(() => document.documentElement.style.colorScheme);
    await page.keyboard.press('t');
    await page.keyboard.press('t');
    assert.equal(await scheme(), 'dark');
    await page.reload();
    assert.equal(await scheme(), 'dark');
  },

  async 'on paper there is nothing to press'() {
    await page.emulateMedia({media: 'print'});
    assert.equal(await page.isVisible('header'), false);
    await page.emulateMedia({media: 'screen'});
  },

  async 'no link on any page leads nowhere'() {
    const all = pagesBelow();
    assert.ok(all.length > 2000);
    const known = new Set([...all, 'book.css', 'book.js'].map((each) => base + each));
    for (const path of all)
      for (const [, link] of readFileSync(join(folder, path), 'utf8').matchAll(/(?:href|src)="([^"]*)"/g)) {
        const target = new URL(link, base + path).href.split('#')[0];
        assert.ok(known.has(target), `${path} leads to ${link}`);
      }
  },

  async 'nothing needs a script but search'() {
    page = await browser.open(`${base}index.html`, {javaScriptEnabled: false});
    assert.equal(await page.isVisible('#search'), false);
    for (const path of pagesBelow().filter((_, at) => at % 100 === 0)) {
      await go(path);
      assert.ok((await page.textContent('main')).trim().length > 20, path);
    }
  },
};

const LOOKS = {first: 'index.html', chinese: 'zh.html', statement: 'statements/5.0/MQTT-3.1.2-24.html',
  code: 'codes/5.0/0x8F.html', ambiguity: 'ambiguities/17.html', packet: 'packets/PUBACK.html',
  property: 'properties/receive-maximum.html', section: 'sections/5.0/4.9.html', table: 'seed-table.html',
  errata: 'seed-errata.html', list: 'ambiguities/index.html', search: 'index.html#q=session+expiry',
  case: 'cases/qos2/message-is-delivered-once.html'};

for (const [name, check] of Object.entries(checks)) {
  await open();
  await check().catch((error) => { throw new Error(`${name}: ${error.message}`); });
}
const views = Object.entries(LOOKS).map(([name, path]) => [name, base + path]);
const looks = await browser.lookAt(views, pictures);
await browser.end();
console.log(`${Object.keys(checks).length} checks and ${looks} looks of the book passed`);
