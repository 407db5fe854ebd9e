// A whole report: an answer to everything, files of three kinds, sent in the way that the scene says.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { TYPED, everything } from "./walk/full.mjs";
import { fillIn, keepCode, send, sendAtOnce } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

/** How the letter leaves, if not by itself. */
const WAYS = {
  /** The button is there from the first moment on; pressed while files are under way it counts as well. */
  now: sendAtOnce,
  async slot(visit) {
    const [before] = visit.say("send-waiting", { time: "\u0001" }).split("\u0001");
    await visit.page.locator("main").getByText(before).waitFor();
  },
};

/** Adds a photo, a document and what cannot be cleaned; the original of the document goes along. */
async function addFiles(visit, { files: { photo, paper, other } }) {
  await visit.page.locator("#file-input").setInputFiles([photo, paper, other]);
  const cards = visit.page.locator("section.card");
  await visit.page.getByText(visit.say("files-cleaned", { name: neutral(visit, 1, "jpg") })).waitFor();
  const found = (await cards.nth(0).innerText()).replace(/\s+/g, " ");
  for (const what of ["meta-place", "meta-device", "meta-serial", "meta-author"]) {
    assert.ok(found.includes(visit.say(what)), `${what} is not shown: ${found}`);
  }
  assert.ok(found.includes("SN0815") && found.includes("Jansen"), found);
  const original = cards.nth(1).getByLabel(visit.say("files-with-original"), { exact: true });
  await original.check();
  const asItIs = cards.nth(2).getByLabel(visit.say("files-keep"), { exact: true });
  assert.ok(!(await asItIs.isChecked()), "what cannot be cleaned goes along without being asked");
  await asItIs.check();
}

function neutral(visit, number, ending) {
  return `${visit.say("file-stem")}-${number}.${ending}`;
}

/** Everything that was typed stands in the review, and in the letter that is shown letter by letter. */
async function checkReview(visit, { story }) {
  const shown = await visit.page.locator("dl.answers").innerText();
  const words = (text) => text.replace(/\s+/g, " ").trim();
  for (const text of [story, ...Object.values(TYPED)]) assert.ok(words(shown).includes(words(text)), `not shown: ${text}`);
  for (const name of [neutral(visit, 1, "jpg"), neutral(visit, 2, "pdf"), neutral(visit, "2-original", "pdf")]) {
    assert.ok(shown.includes(name), `not shown: ${name}`);
  }
  await visit.unfold("review-exact");
  const letter = JSON.parse(await visit.page.locator("main pre").innerText());
  assert.equal(letter.lang, visit.lang);
  assert.equal(letter.report.story, story);
  assert.equal(letter.report.private, TYPED.private);
  assert.deepEqual(letter.report.behalf, { of: "other", consent: "yes" });
  // Before the button that sends, nothing was posted but cover.
  assert.deepEqual(visit.requests.filter(({ url }) => /grants|blocks/.test(url)), []);
}

/** Saves the receipt, for it is asked for; the browser's download is what a visitor gets. */
async function saveReceipt(visit) {
  await visit.unfold("receipt-title");
  const [download] = await Promise.all([visit.page.waitForEvent("download"), visit.press("receipt-save")]);
  assert.equal(download.suggestedFilename(), `${visit.say("receipt-file")}.txt`);
  return readFileSync(await download.path(), "utf8");
}

await play(import.meta.url, async (stage, scene) => {
  const visit = await stage.visit(scene);
  const letters = [];
  visit.context.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/letters")) letters.push(request.postDataBuffer());
  });
  await visit.open();
  await visit.on("start");
  assert.equal(await visit.page.evaluate(() => document.documentElement.lang), scene.lang);
  await visit.unfold("check-title");
  await visit.page.getByText(visit.say(`check-core-${scene.core}`)).waitFor();

  await fillIn(visit, everything({ ...scene, files: (each) => addFiles(each, scene) }));
  await checkReview(visit, scene);
  const code = await keepCode(visit);
  assert.ok((await visit.text()).includes(visit.say("send-slots").split("\n")[0]) === Boolean(scene.slots));
  await send(visit, { during: WAYS[scene.way]?.bind(undefined, visit) });
  assert.ok((await visit.text()).includes(visit.say("sent-done")));
  const receipt = await saveReceipt(visit);
  const letter = createHash("sha256").update(letters.at(-1)).digest("hex");
  return { code: code.join(" "), receipt, letters: letters.map(({ length }) => length), letter };
});
