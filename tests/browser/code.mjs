// Codes as people type them: wrong, mangled, of somebody else, right. What follows from one is told on the device (R064, R068).

import assert from "node:assert/strict";
import { play } from "./walk/stage.mjs";

await play(import.meta.url, async (stage, { lang, right, foreign, answer, wrong, slip }) => {
  const visit = await stage.visit({ lang, size: "phone" });
  const { page } = visit;
  await visit.open();
  await visit.press("start-return");
  await visit.on("return");
  await page.locator("#code").waitFor();
  const words = right.split(" ");
  const before = visit.requests.length;

  // Too few words, words in no list, two swapped: named at once, and the screen stays.
  for (const { typed, fault, params } of wrong) {
    await visit.type("code", typed);
    await visit.next();
    await page.locator("#summary").waitFor();
    await visit.on("return", { focus: false });
    assert.ok((await visit.text()).includes(visit.say(`err-${fault}`, params)), `${fault} is not said of “${typed}”`);
    assert.equal(await page.evaluate(() => document.activeElement.id), "summary");
  }

  // A valid code that nobody reports under: an empty mailbox.
  await visit.type("code", foreign);
  await page.getByText(visit.say("code-right")).waitFor();
  await visit.next();
  await visit.on("mailbox");
  const empty = await visit.text();
  for (const line of visit.say("mailbox-empty").split("\n")) assert.ok(empty.includes(line), `not said: ${line}`);
  await visit.press("mailbox-other-code");
  await visit.on("return");

  // A slip in one word: what was meant is shown, and is asked about.
  await visit.type("code", slip.typed);
  await page.getByText(visit.say("code-corrected"), { exact: true }).waitFor();
  const remark = await visit.text();
  if (lang === "nl") assert.ok(remark.includes(`${visit.say("code-word", { number: slip.place })}: ${slip.word}`), remark);
  await visit.next();
  await visit.on("mailbox");
  await page.getByText(answer).waitFor();
  await page.goBack();
  await visit.on("return");

  // Capitals, hyphens, four letters a word: the same code, without a remark.
  await visit.type("code", `  ${words.map((word) => word.slice(0, 4).toUpperCase()).join(" - ")} `);
  await page.getByText(visit.say("code-right")).waitFor();
  await visit.next();
  await visit.on("mailbox");
  await page.getByText(answer).waitFor();

  // Whatever was typed and found, the relay was asked for nothing.
  assert.deepEqual(visit.requests.slice(before), []);
  return { requests: visit.requests.length };
});
