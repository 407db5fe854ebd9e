// What cannot be sealed does not leave: whatever fails, the browser asks the relay for nothing that writes.

import assert from "node:assert/strict";
import { confirmCode, fillIn, keepCode, least } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

/** The browser's generator fails when the letter is sealed. */
async function withoutGeneratorAtTheEnd(visit) {
  await fillIn(visit, least("Niets hiervan mag weg."));
  await keepCode(visit);
  await inWorker(visit, breakGenerator);
  await visit.page.locator("#send").click();
  await visit.on("send");
  await said(visit, "random");
}

/** It fails from the start: there is not even a code. */
async function withoutGeneratorFromTheStart(visit) {
  await fillIn(visit, least("Niets hiervan mag weg."));
  await inWorker(visit, breakGenerator);
  await visit.next();
  await visit.on("code");
  await said(visit, "random");
  assert.equal(await visit.page.locator("ol.words").count(), 0);
  await visit.next();
  await visit.on("code", { focus: false });
}

/** A letter that no screen would let through, put to the core itself. */
async function withTooMuch(visit) {
  await fillIn(visit, least("x"));
  const code = await keepCode(visit);
  const report = { route: "report", family: "ZS", story: "te lang ".repeat(4_000) };
  const args = { desk: "mid", code: code.join(" "), letter: { kind: "report", lang: "nl", report }, files: [] };
  const answer = await inWorker(visit, call, { id: 1_000_000, call: "send", args });
  assert.equal(answer.error?.code, "too-long");
}

/** The core breaks down: its worker ends, and the page says that it must be loaded again. */
async function withTrap(visit) {
  await fillIn(visit, least("Niets hiervan mag weg."));
  await confirmCode(visit);
  await visit.page.locator("#send").waitFor();
  const [worker] = visit.page.workers();
  const ended = new Promise((resolve) => worker.once("close", resolve));
  await inWorker(visit, breakMemory);
  await visit.page.locator("#send").click();
  await ended;
  await visit.on("send");
  await said(visit, "core");
  assert.equal(visit.page.workers().length, 0);
}

async function inWorker(visit, act, args) {
  const workers = visit.page.workers();
  assert.equal(workers.length, 1);
  return workers[0].evaluate(act, args);
}

function breakGenerator() {
  Crypto.prototype.getRandomValues = () => {
    throw new DOMException("no entropy", "OperationError");
  };
}

/** What the core encodes text with gives nonsense: it runs into itself. */
function breakMemory() {
  JSON.parse = () => {
    throw new RangeError("unreachable");
  };
}

/** Makes a call of the page's door, and answers what comes back. */
function call(message) {
  return new Promise((resolve) => {
    const own = self.postMessage;
    self.postMessage = (answer) => {
      if (answer.id !== message.id) return own.call(self, answer);
      if (!answer.progress) resolve(answer);
      return undefined;
    };
    self.onmessage({ data: message });
  });
}

async function said(visit, fault) {
  await visit.page.locator(".note-warn").waitFor();
  const shown = await visit.text();
  for (const id of [`err-${fault}`, `rec-${fault}`]) assert.ok(shown.includes(visit.say(id)), `${id}: ${shown}`);
}

await play(import.meta.url, async (stage, { lang }) => {
  for (const fail of [withoutGeneratorAtTheEnd, withoutGeneratorFromTheStart, withTooMuch, withTrap]) {
    const visit = await stage.visit({ lang, size: "phone" });
    await fail(visit);
    const sent = visit.requests.filter(({ method }) => method !== "GET");
    assert.deepEqual(sent, [], `${fail.name}: something left the device`);
    await visit.context.close();
  }
});
