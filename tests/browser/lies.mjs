// A relay that lies: the page says what is wrong, in words, and nothing leaves the device.

import assert from "node:assert/strict";
import { confirmCode, fillIn, keepCode, least } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

/** Stands for values that a text names: only the words around them are compared. */
const VALUE = "\u0001";
const VALUES = Object.fromEntries(["found", "expected", "log", "day", "clock", "count", "quorum"].map((name) => [name, VALUE]));

/** What the browser itself says of answers that break off. */
const BROKEN_OFF = /net::ERR_|Failed to load resource/;

/** Where a visitor meets the lie. */
const PLACES = {
  /** Before anything: the note of the page itself. */
  async start(visit) {
    await visit.open();
    await visit.on("start");
    await visit.page.locator(".note-warn").waitFor();
    await visit.press("start-return");
    await visit.on("error", { focus: false });
  },
  /** On the way back: everything is downloaded before the code is asked for, and then it is not asked for. */
  async return(visit) {
    await visit.open();
    await visit.on("start");
    await visit.press("start-return");
    await visit.on("return");
    await visit.page.locator(".note-warn").waitFor();
    assert.equal(await visit.page.locator("#code").count(), 0, "a code is asked for");
  },
  /** When it is sent: sealing fails, and the screen offers to try again. */
  async sending(visit) {
    await fillIn(visit, least("Niets hiervan mag weg."));
    await keepCode(visit);
    await visit.page.locator("#send").click();
    await visit.on("send");
    await visit.page.locator(".note-warn").waitFor();
  },
  /** When it is sent, and the newest that the log says of itself is long ago. */
  async late(visit) {
    await fillIn(visit, least("Niets hiervan mag weg."));
    await keepCode(visit);
    const [worker] = visit.page.workers();
    await worker.evaluate(() => {
      const now = Date.now;
      Date.now = () => now() + 8 * 86_400_000;
    });
    await visit.page.locator("#send").click();
    await visit.on("send");
    await visit.page.locator(".note-warn").waitFor();
  },
  /** At the end of a report: there is no button that sends. */
  async send(visit) {
    await fillIn(visit, least("Niets hiervan mag weg."));
    await confirmCode(visit);
    await visit.page.locator(".note-warn").waitFor();
    assert.equal(await visit.page.locator("#send").count(), 0, "sending is offered");
  },
};

/** Asserts that the screen says what a fault is and what one can do. */
async function explained(visit, fault) {
  const shown = await visit.text();
  for (const id of [`err-${fault}`, `rec-${fault}`]) {
    for (const part of visit.say(id, VALUES).split(VALUE)) {
      const words = part.replace(/\s+/g, " ").trim();
      assert.ok(shown.includes(words), `the screen does not say “${words}”: ${shown}`);
    }
  }
}

await play(import.meta.url, async (stage, { fault, place }) => {
  for (const lang of ["nl", "en"]) {
    const visit = await stage.visit({ lang, size: "phone", base: stage.scene.base, allowed: [BROKEN_OFF] });
    await PLACES[place](visit, stage.scene);
    await explained(visit, fault);
    const sent = visit.requests.filter(({ method }) => method !== "GET");
    assert.deepEqual(sent, [], "something left the device");
    await visit.page.screenshot({ path: `${stage.scene.screens}/lies/${fault}-${place}-${lang}.png`, fullPage: true });
    await visit.context.close();
  }
});
