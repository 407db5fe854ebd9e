// The desk by keyboard alone, and then without JavaScript: from the lock to the inbox, an import, the lock.

import assert from "node:assert/strict";
import { Caseworker } from "./walk/desk.mjs";
import { play } from "./walk/stage.mjs";

/** Most stops before a control has to have come. */
const STOPS = 30;

/** Goes on with Tab until something has the focus; each stop on the way must be seen. */
async function tabTo(page, selector) {
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const { is, shown, html } = await page.evaluate((wanted) => {
      const node = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(node);
      const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      return { is: node.matches(wanted), shown: seen || node === document.body, html: node.outerHTML.slice(0, 100) };
    }, selector);
    assert.ok(shown, `no sign of the focus on ${html}`);
    if (is) return;
  }
  assert.fail(`${selector} is not reached`);
}

// Access keys are pressed in the window (tests/e2e/window.rs): what Playwright types with Alt never reaches them.

/** Unlocks, goes to the keys by the navigation, and locks. */
async function byKeyboard(desk) {
  const { page } = desk;
  await desk.enter();
  await tabTo(page, "#passphrase");
  await page.keyboard.type(desk.scene.passphrase);
  await page.keyboard.press("Enter");
  await desk.on("nav-inbox");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main", "the first stop skips to the content");
  await desk.open("/");
  await tabTo(page, 'a[href="/keys"]');
  await page.keyboard.press("Enter");
  await desk.on("nav-keys");
  await tabTo(page, 'a[href="/import"]');
  await page.keyboard.press("Enter");
  await desk.on("nav-import");
  await tabTo(page, "form[action='/lock'] button");
  await page.keyboard.press("Enter");
  await desk.on("unlock-title");
}

/** The same browser without scripts: its cookie is what lets it in. */
async function withoutScripts(desk) {
  await desk.open("/import");
  await desk.unlock();
  await desk.on("nav-import");
  await desk.type("file", desk.scene.bundle);
  await desk.press("import-do");
  // The page asks again by itself.
  await desk.done("imported-done");
  await desk.open("/");
  await desk.press("ui-lock");
  await desk.on("unlock-title");
  await desk.press("ui-quit");
  await desk.on("quit-title");
}

await play(import.meta.url, async (stage, scene) => {
  const visit = await stage.visit({ lang: scene.lang, base: scene.desk });
  await byKeyboard(new Caseworker(visit, scene));
  const plain = await stage.visit({ lang: scene.lang, base: scene.desk, javaScript: false });
  await plain.context.addCookies(await visit.context.cookies());
  await withoutScripts(new Caseworker(plain, scene));
});
