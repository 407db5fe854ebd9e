// A report with the keyboard alone: Tab, Enter, Space, arrows and letters.

import assert from "node:assert/strict";
import { QUESTIONS } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

/** Most stops on a screen before a control has to have come. */
const STOPS = 40;

/** What has the focus: what matters of it here. */
function focused(page, selector) {
  return page.evaluate((wanted) => {
    const node = document.activeElement;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node);
    const shown = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
    return { is: node.matches(wanted), shown, html: node.outerHTML.slice(0, 100), own: node === document.body };
  }, selector);
}

/** Goes on with Tab until something has the focus; each stop on the way must be seen. */
async function tabTo(page, selector) {
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const { is, shown, html, own } = await focused(page, selector);
    // The button to choose files is drawn by its label.
    if (!own && !html.includes("file-input")) assert.ok(shown, `no sign of the focus on ${html}`);
    if (is) return;
  }
  assert.fail(`${selector} is not reached`);
}

/** What is done on a screen, before its button. */
function acts(page, { story, file, say }) {
  const typing = (id) => async () => {
    await tabTo(page, `#${id}`);
    await page.keyboard.type(story);
  };
  return {
    route: async () => {
      await tabTo(page, "#route");
      await page.keyboard.press("Space");
    },
    family: async () => {
      await tabTo(page, "#family");
      await page.keyboard.press("ArrowDown");
      assert.equal(await page.evaluate(() => document.activeElement.checked && document.activeElement.id), "family-1");
    },
    kinds: async () => {
      await tabTo(page, "#kinds-1");
      await page.keyboard.press("Space");
    },
    danger: async () => {
      await tabTo(page, "#danger");
      await page.keyboard.press("Space");
      // What an answer brings up does not take the focus.
      assert.equal(await page.evaluate(() => document.activeElement.id), "danger");
    },
    story: typing("story"),
    files: async () => {
      // Awaited before the key: the browser is told to hand the chooser over, and has heard it once the focus was asked for.
      const chosen = page.waitForEvent("filechooser");
      await tabTo(page, "#file-input");
      await page.keyboard.press("Enter");
      await (await chosen).setFiles(file);
      await page.getByText(say("files-found")).waitFor();
    },
  };
}

await play(import.meta.url, async (stage, scene) => {
  const visit = await stage.visit({ lang: scene.lang, size: scene.size });
  const { page } = visit;
  const enter = async (selector) => {
    await tabTo(page, selector);
    await page.keyboard.press("Enter");
  };
  const act = acts(page, { ...scene, say: (id) => visit.say(id) });
  await visit.open();
  await visit.on("start");
  await enter("main .actions .primary");
  await visit.on("safety");
  await enter("#next");
  for (const screen of ["route", "identity", ...QUESTIONS]) {
    await visit.on(screen);
    await act[screen]?.();
    await enter("#next");
  }
  await visit.on("review");
  await enter("#next");
  await visit.on("code");
  const words = page.locator("ol.words li");
  await words.nth(11).waitFor();
  const code = await words.allInnerTexts();
  await enter("#next");
  await visit.on("confirm");
  for (const number of [1, 2]) {
    await tabTo(page, "main input");
    const id = await page.evaluate(() => document.activeElement.id);
    await page.keyboard.type(code[Number(id.replace("word-", ""))]);
    // Enter in the last field goes on, as in any single line.
    if (number === 2) await page.keyboard.press("Enter");
  }
  await visit.on("send");
  await page.locator("#send").waitFor();
  await tabTo(page, "#send");
  await page.keyboard.press("Space");
  await visit.on("sent");
  return {};
});
