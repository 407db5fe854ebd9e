// A first triage by somebody who has never seen the desk: by keyboard alone, with what shows and nothing else. Tells, of
// each screen, how many words it has and how many keys it took.

import assert from "node:assert/strict";
import { Caseworker } from "./walk/desk.mjs";
import { TRIAGE } from "./walk/desk-screens.mjs";
import { play } from "./walk/stage.mjs";

/** Most stops before a control has to have come. */
const STOPS = 60;

/** A hand on the keyboard that counts what it presses. */
class Hand {
  /** `{name, words, keys, fields}`, screen by screen. */
  screens = [];

  constructor(page) {
    this.page = page;
  }

  /** Stands before a screen: everything on it is read, its navigation only where it is met first. */
  async reads(name, selectors = ["main"]) {
    let text = "";
    for (const selector of selectors) text += ` ${(await this.page.locator(selector).allInnerTexts()).join(" ")}`;
    const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    this.here = { name, words, keys: 0, fields: 0 };
    this.screens.push(this.here);
  }

  async press(key) {
    await this.page.keyboard.press(key);
    this.here.keys += 1;
  }

  async type(text) {
    await this.page.keyboard.type(text);
    this.here.keys += text.length;
    this.here.fields += 1;
  }

  /** Goes on with Tab until what has the focus matches. */
  async tabTo(selector) {
    for (let stop = 0; stop < STOPS; stop += 1) {
      await this.press("Tab");
      if (await this.page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    }
    assert.fail(`${selector} is not reached`);
  }

  /** Answers a question of radio buttons, or of a list that opens, with the keys that everybody uses. */
  async answer(name, value) {
    const chosen = () => this.page.evaluate((id) => {
      const node = document.activeElement;
      if (node.name !== id) return undefined;
      return node.type === "radio" && !node.checked ? "unanswered" : node.value;
    }, name);
    if (await chosen() === undefined) await this.tabTo(`[name="${name}"]`);
    this.here.fields += 1;
    if (await chosen() === "unanswered") await this.press("Space");
    // A list that opens does not begin again at its end, as radio buttons do.
    const isList = await this.page.evaluate(() => document.activeElement.tagName === "SELECT");
    if (isList && (await chosen()) !== value) await this.press("Home");
    for (let step = 0; (await chosen()) !== value; step += 1) {
      assert.ok(step < STOPS, `${value} is not among the answers of ${name}`);
      await this.press("ArrowDown");
    }
  }
}

await play(import.meta.url, async (stage, scene) => {
  const visit = await stage.visit({ lang: scene.lang, base: scene.desk });
  const desk = new Caseworker(visit, scene);
  const hand = new Hand(visit.page);
  await desk.enter();
  await hand.reads("unlock", ["body"]);
  if (!(await visit.page.evaluate(() => document.activeElement.id === "passphrase"))) await hand.tabTo("#passphrase");
  await hand.type(scene.passphrase);
  await hand.press("Enter");
  await desk.on("nav-inbox");
  await hand.reads("inbox", [".top", ".places", "main"]);
  await hand.tabTo(`a[href="${`/cases/${scene.other}`}"]`);
  await hand.press("Enter");
  await visit.page.getByText(desk.say("interest-ask")).waitFor();
  await hand.reads("interest");
  await hand.tabTo("main form button");
  await hand.press("Enter");
  await visit.page.getByText(desk.say("case-triage-waits")).waitFor();
  await hand.reads("case");
  await hand.tabTo(`a[href="/triage/${scene.other}"]`);
  await hand.press("Enter");
  await visit.page.locator("ol.checks").waitFor();
  await hand.reads("triage");
  for (const [name, value] of TRIAGE) await hand.answer(name, value);
  await hand.tabTo("#why");
  await hand.type("Eerst weten hoe het met de sleutels is geregeld.");
  await hand.tabTo("main form button.primary");
  await hand.press("Enter");
  await visit.page.getByText(desk.say("triage-is-complete")).waitFor();
  // The questions are the same as before: what is new is read.
  await hand.reads("done", [".flashes", "main .note.good"]);
  await desk.leave();
  return { screens: hand.screens };
});
