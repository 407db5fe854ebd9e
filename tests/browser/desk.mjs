// Every screen of the desk in one language: judged by axe-core in light and dark, kept as pictures, never too wide.

import assert from "node:assert/strict";
import { join } from "node:path";
import { Caseworker } from "./walk/desk.mjs";
import { SCREENS } from "./walk/desk-screens.mjs";
import { Looker } from "./walk/look.mjs";
import { ANSWERED, play } from "./walk/stage.mjs";

/** A wrong passphrase: the error is beside the field, and the summary has the focus. */
async function refused(desk, looker) {
  await desk.unlock("niet de goede wachtzin");
  await desk.page.locator("#passphrase-error").waitFor();
  assert.equal(await desk.page.evaluate(() => document.activeElement.id), "summary", "the focus is elsewhere");
  await looker.look(desk.visit, "unlock-error");
}

/** On paper: what is pressed is gone, what is read is there. */
async function onPaper(desk) {
  await desk.open("/keys");
  await desk.page.emulateMedia({ media: "print" });
  const shown = (selector) => desk.page.locator(selector).first().isVisible();
  assert.deepEqual([await shown("h1"), await shown(".places"), await shown(".top")], [true, false, false]);
  await desk.page.emulateMedia({ media: "screen" });
}

await play(import.meta.url, async (stage, scene) => {
  const visit = await stage.visit({ lang: scene.lang, base: scene.desk, allowed: [ANSWERED] });
  const desk = new Caseworker(visit, scene);
  const looker = new Looker(join(scene.screens, "desk"), scene.lang);
  await desk.enter();
  await looker.look(visit, "unlock");
  await refused(desk, looker);
  await desk.unlock();
  await desk.on("nav-inbox");
  desk.case = `/cases/${scene.case}`;
  await desk.tour(SCREENS, looker);
  await onPaper(desk);
  await desk.open("/");
  await desk.press("ui-lock");
  await desk.on("unlock-title");
  await looker.look(visit, "unlock-again");
  await desk.press("ui-quit");
  await desk.on("quit-title");
  return { seen: looker.seen };
});
