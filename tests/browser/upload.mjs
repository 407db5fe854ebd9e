// A long upload over a bad connection: it goes on where it was, waits when told to, and arrives once (R025).

import assert from "node:assert/strict";
import { fillIn, keepCode, least } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

/** What the browser says of requests that come to nothing. */
const BROKEN_OFF = /net::ERR_/;

/** How long a whole upload may take, in milliseconds. */
const UPLOAD_PATIENCE = 150_000;

const VERBS = {
  /** Sends, whatever the connection does. */
  async send(visit) {
    await begin(visit);
    await visit.on("sent");
  },

  /** Pauses, goes on; stops; sends again; loses the receipt on the way. */
  async interrupt(visit) {
    const blocks = new Gate(visit, "**/blocks/*");
    await blocks.set();
    await begin(visit);
    await blocks.pass(3);
    await blocks.reached();
    await visit.press("send-pause");
    await visit.page.locator("main").getByText(visit.say("send-paused")).waitFor();
    const asked = visit.requests.length;
    // Doing something else does not make it go on.
    await visit.unfold("emergency-more");
    await blocks.open();
    assert.equal(visit.requests.length, asked, "something left during the pause");
    await blocks.set();
    await visit.press("send-resume");
    await blocks.pass(2);
    await blocks.reached();

    await visit.press("send-cancel");
    await visit.on("send");
    await visit.page.locator("main").getByText(visit.say("err-cancelled")).waitFor();
    assert.deepEqual(letters(visit), [], "a letter left although it was stopped");
    await blocks.open();

    // The letter arrives, its receipt does not: the same letter again gets the same receipt.
    let posted = 0;
    await visit.page.route("**/letters", async (route) => {
      posted += 1;
      if (posted > 1) return route.continue();
      await route.fetch();
      return route.abort("connectionreset");
    });
    await begin(visit);
    await visit.on("sent");
    assert.equal(letters(visit).length, 2);
  },

  /** The connection is gone for long; the page says so, and goes on when told to. */
  async stall(visit) {
    const blocks = new Gate(visit, "**/blocks/*");
    await blocks.set();
    await begin(visit);
    await blocks.pass(3);
    await blocks.reached();
    // The waits between attempts, minutes together, are made short; the patience with a slow answer is not.
    for (const worker of visit.page.workers()) await worker.evaluate(hurry);
    await visit.context.setOffline(true);
    await blocks.open();
    await visit.page.locator("main").getByText(visit.say("send-stalled")).waitFor();
    await visit.context.setOffline(false);
    await visit.press("send-resume");
    await visit.on("sent");
  },
};

async function begin(visit) {
  await visit.page.locator("#send").click();
  await visit.on("sending", { focus: false });
}

function letters(visit) {
  return visit.requests.filter(({ method, url }) => method === "POST" && url.endsWith("/letters"));
}

/** In the worker: waits of at most a minute pass a hundred times as fast. */
function hurry() {
  const own = self.setTimeout;
  self.setTimeout = (act, after) => own(act, after <= 60_000 ? after / 100 : after);
}

/** Holds requests back until told. */
class Gate {
  #left = 0;
  #held = [];
  #waiting;
  #visit;
  #pattern;
  #handler;

  constructor(visit, pattern) {
    this.#visit = visit;
    this.#pattern = pattern;
  }

  /** Holds back from now on. */
  async set() {
    this.#handler = (route) => this.#arrive(route);
    await this.#visit.page.route(this.#pattern, this.#handler);
  }

  /** Lets so many pass. */
  async pass(count) {
    this.#left += count;
    while (this.#left > 0 && this.#held.length > 0) await this.#let(this.#held.shift());
  }

  /** Waits until one is held back. */
  async reached() {
    if (this.#held.length === 0) await new Promise((resolve) => (this.#waiting = resolve));
  }

  /** Lets all pass and holds back no more. */
  async open() {
    await this.#visit.page.unroute(this.#pattern, this.#handler);
    for (const route of this.#held.splice(0)) await this.#let(route);
    this.#left = 0;
  }

  async #arrive(route) {
    if (this.#left > 0) return this.#let(route);
    this.#held.push(route);
    this.#waiting?.();
    this.#waiting = undefined;
  }

  async #let(route) {
    this.#left -= 1;
    // One that the page has given up meanwhile cannot go on.
    await route.continue().catch(() => {});
  }
}

await play(import.meta.url, async (stage, { lang, file, story, verb }) => {
  const visit = await stage.visit({ lang, size: "phone", base: stage.scene.base, allowed: [BROKEN_OFF] });
  // The relay of a test writes each block to the disk before it answers.
  visit.page.setDefaultTimeout(UPLOAD_PATIENCE);
  await fillIn(visit, {
    ...least(story),
    files: async (each) => {
      await each.page.locator("#file-input").setInputFiles(file);
      await each.pick("files-keep");
    },
  });
  const code = await keepCode(visit);
  await VERBS[verb](visit);
  return { code: code.join(" "), asked: visit.requests.filter(({ method }) => method !== "GET") };
});
