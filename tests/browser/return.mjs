// Coming back: what the desk answered, what the log proves, an answer with a file; and then the withdrawal.

import assert from "node:assert/strict";
import { comeBack, send, sendAtOnce } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

/** Stands for values in texts of which only the words around them are known. */
const VALUE = "\u0001";

await play(import.meta.url, async (stage, scene) => {
  const first = await stage.visit(scene);
  await comeBack(first, scene.code.split(" "));
  await read(first, scene);
  const letter = await proof(first);
  await removeFromView(first, scene);
  await answer(first, scene);
  await first.context.close();

  // With the code everything can be read again.
  const second = await stage.visit(scene);
  await comeBack(second, scene.code.split(" "));
  await second.page.getByText(scene.answer).waitFor();
  await second.press("withdraw-title");
  await second.on("withdraw");
  await second.type("text", scene.reason);
  await second.next();
  await dispatch(second, scene);
  return { letter };
});

/** Asserts that parts stand on the screen, one after the other. */
async function says(visit, id, params = {}) {
  const shown = await visit.text();
  let at = 0;
  for (const part of visit.say(id, params).split(VALUE)) {
    const words = part.replace(/\s+/g, " ").trim();
    at = shown.indexOf(words, at);
    assert.ok(at >= 0, `${id}: “${words}” is not in: ${shown}`);
    at += words.length;
  }
}

async function read(visit, { answer }) {
  assert.ok((await visit.text()).includes(answer));
  await says(visit, "status-question");
  await says(visit, "feedback-by", { day: VALUE });
  await says(visit, "answers-until", { day: VALUE });
  await says(visit, "message-from", { number: VALUE, day: VALUE });
}

/** One plain sentence; behind it the hash of the letter. */
async function proof(visit) {
  const witnesses = visit.say("letter-none");
  await says(visit, "letter-proof", { day: VALUE, entry: VALUE, witnesses, held: visit.say("letter-held") });
  await visit.unfold("proof-title");
  return visit.page.locator(".proof code").innerText();
}

async function removeFromView(visit, { answer }) {
  await visit.unfold("remove-title");
  await visit.press("remove-do");
  await visit.page.getByText(visit.say("messages-removed")).waitFor();
  assert.ok(!(await visit.page.content()).includes(answer), "the message is still in the page");
}

async function answer(visit, { text, file, ...scene }) {
  await visit.press("reply-title");
  await visit.on("reply");
  await visit.type("text", text);
  await visit.page.locator("#file-input").setInputFiles(file);
  await visit.page.getByLabel(visit.say("files-keep"), { exact: true }).check();
  await visit.next();
  await dispatch(visit, scene);
}

/** Sends what was written. */
async function dispatch(visit, { way }) {
  await visit.on("send");
  await visit.page.locator("#send").waitFor();
  await send(visit, { during: way === "now" ? () => sendAtOnce(visit) : undefined });
}
