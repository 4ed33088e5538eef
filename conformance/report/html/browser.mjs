// What the tests of pages share: Chromium, complaints of its console, and looks at pages.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {contrastOf} from './contrast.mjs';

const LOOKS = ['light', 'dark'].flatMap((colorScheme) =>
  [1440, 390].map((width) => ({colorScheme, viewport: {width, height: 900}})));

/// Starts Chromium with playwright-core out of the folder `modules`. Whatever a page says on its
/// console, or asks for that does not begin with `base`, is a complaint.
export async function startBrowser(modules, base) {
  const {chromium} = createRequire(join(resolve(modules), 'x.js'))('playwright-core');
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  const complaints = [];
  let page;

  /// A page of a new visitor; the one before is closed.
  async function open(address, options = {}) {
    await page?.context().close();
    const context = await browser.newContext({viewport: {width: 1440, height: 900}, ...options});
    page = await context.newPage();
    page.on('console', (message) =>
      ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => request.url().startsWith(base) ||
      complaints.push(`it asks for ${request.url()}`));
    await page.goto(address);
    return page;
  }

  /// Contrast and width of each page, [name, address], on a desk and on a phone, light and dark.
  /// `prepare` is called when a page is there. Returns how many looks it took at each.
  async function lookAt(pages, pictures, prepare = async () => {}) {
    for (const look of LOOKS) {
      await open(pages[0][1], look);
      for (const [name, address] of pages) {
        await page.goto(address);
        await prepare(page);
        const label = `${name}-${look.viewport.width}-${look.colorScheme}`;
        assert.deepEqual(await page.evaluate(contrastOf), [], `${label}: contrast below AA`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= look.viewport.width, `${label}: ${wide} px wide`);
        if (pictures) await page.screenshot({path: join(pictures, `${label}.png`)});
      }
    }
    return LOOKS.length;
  }

  /// Closes Chromium; no page may have complained.
  async function end() {
    await browser.close();
    assert.deepEqual(complaints, []);
  }

  return {open, lookAt, end};
}
