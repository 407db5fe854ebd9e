// Leaving quickly, from every screen (R036): the screen first, then the memory, then away.

import assert from "node:assert/strict";
import { comeBack, fillIn, keepCode, least, send } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

/** Most time from the hand to the blank screen, in milliseconds: the product's own bound. */
const BOUND = 100;
/** How often a screen is left before the bound counts as missed: the machine may be busy with something else. */
const ATTEMPTS = 6;
/** Words that nothing may still know afterwards. */
const STORY = "De sergeant-majoor vertrok met de kwartjesvink.";

/** Any page that stands before ours in the history. */
const BEFORE = "nl/form";

const answers = {
  ...least(STORY),
  private: (visit) => visit.type("private", STORY),
};

/** A report up to a screen. */
function report(screen) {
  return async (visit) => {
    const each = stopAt(answers[screen] ? `${screen}-answered` : screen);
    await fillIn(visit, answers, { each });
    await keepCode(visit, { each });
  };
}

/** Everything else that is on a screen, and how one comes there. `scene` is what the test wrote. */
const ELSEWHERE = {
  complaint: async (visit) => {
    await report("route")(visit).catch(ignoreHere);
    await visit.pick("route-complaint");
    await visit.next();
    await visit.on("complaint");
  },
  sending: async (visit) => {
    await report("none")(visit);
    await visit.page.locator("#send").click();
    await visit.on("sending", { focus: false });
  },
  sent: async (visit) => {
    await report("none")(visit);
    await send(visit, { during: () => visit.unfold("send-at-once").then(() => visit.press("send-at-once-do")) });
  },
  return: async (visit) => {
    await visit.open();
    await visit.press("start-return");
    await visit.on("return");
  },
  mailbox: (visit, { code }) => comeBack(visit, code.split(" ")),
  reply: async (visit, { code }) => {
    await comeBack(visit, code.split(" "));
    await visit.press("reply-title");
    await visit.on("reply");
    await visit.type("text", STORY);
  },
  withdraw: async (visit, { code }) => {
    await comeBack(visit, code.split(" "));
    await visit.press("withdraw-title");
    await visit.on("withdraw");
  },
  landscape: async (visit) => {
    await visit.open();
    await visit.press("landscape-title");
    await visit.on("landscape");
  },
  loading: async (visit) => {
    // The core does not come: it is asked for and never answered.
    await visit.page.route("**/a/core.wasm", () => {});
    await visit.open();
    await visit.press("start-return");
    await visit.on("loading", { focus: false });
  },
  error: async (visit) => {
    await visit.page.route("**/page.note", (route) => route.fulfill({ status: 404, body: "" }));
    await visit.open();
    await visit.press("start-return");
    await visit.on("error", { focus: false });
  },
};

class Here extends Error {}

function stopAt(screen) {
  return async (at) => {
    if (at === screen) throw new Here(at);
  };
}

function ignoreHere(error) {
  if (!(error instanceof Here)) throw error;
}

/** How one leaves. */
const WAYS = {
  async button(visit) {
    const { x, y, width, height } = await visit.page.locator("#exit").boundingBox();
    await visit.page.mouse.click(x + width / 2, y + height / 2);
  },
  async shift(visit) {
    for (let press = 0; press < 3; press += 1) await visit.page.keyboard.press("Shift");
  },
};

/** Leaves a screen; again if it took too long, for the machine may have been busy. Answers the milliseconds of each. */
async function left(stage, scene, { screen, lang }) {
  const times = [];
  while (times.length < ATTEMPTS && !(times.at(-1) < BOUND)) {
    const visit = await stage.visit({ lang, size: "phone", allowed: [/net::ERR_|status of 404 .*page\.note/] });
    await visit.context.addInitScript(watch);
    // Where the visitor was before.
    await visit.open(BEFORE);
    const reach = ELSEWHERE[screen] ?? report(screen);
    await Promise.resolve(reach(visit, scene)).catch(ignoreHere);
    times.push(await leave(visit, WAYS[scene.way], screen));
    await visit.context.close();
  }
  assert.ok(times.at(-1) < BOUND, `${screen}: blank after ${times} ms`);
  return times;
}

/** Runs in the page before its own scripts: tells how long it took from the hand's event to the blank screen. */
function watch() {
  let from;
  for (const event of ["click", "keydown"]) addEventListener(event, ({ timeStamp }) => (from = timeStamp), true);
  globalThis.blanked = new Promise((resolve) => {
    addEventListener("DOMContentLoaded", () => {
      const isBlank = () => document.body.childElementCount === 0 && getComputedStyle(document.documentElement).display === "none";
      const observer = new MutationObserver(() => {
        if (!isBlank()) return;
        observer.disconnect();
        // The first frame is drawn blank; when the second begins, the first was shown.
        requestAnimationFrame(() => requestAnimationFrame(() => {
          resolve({ milliseconds: performance.now() - from, text: document.body.textContent });
        }));
      });
      observer.observe(document.body, { childList: true });
    });
  });
}

/** Leaves, and looks at what is left of the visit; answers how long the screen took to be blank. */
async function leave(visit, way, screen) {
  const { page } = visit;
  const typed = ["private", "review", "confirm"].includes(screen);
  const debug = await page.context().newCDPSession(page);
  if (typed) assert.ok(await remembers(debug), `${screen}: the search does not find what was typed`);
  let blankTold;
  const told = new Promise((resolve) => (blankTold = resolve));
  let goes = typed ? 0 : 1;
  await page.route(visit.exit, async (route) => {
    // The target is held back until the screen was seen blank; where the memory is looked at, it does not come at all.
    await told;
    if (goes === 0) return route.abort("aborted");
    return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>elsewhere</title><h1>elsewhere</h1>" });
  });
  const ended = page.workers().map((worker) => new Promise((resolve) => worker.once("close", resolve)));
  // Asked before the hand moves: while a page is on its way to another, the debugger is not answered.
  const seen = debug.send("Runtime.evaluate", { expression: "blanked", awaitPromise: true, returnByValue: true });
  const gone = way(visit);
  const { milliseconds, text } = (await seen).result.value;
  await Promise.all(ended);
  // What was on its way when the hand moved is given up; nothing new begins.
  const asked = visit.requests.length;
  blankTold();
  await gone;
  assert.equal(text, "", `${screen}: something is left`);
  if (typed) {
    assert.ok(!(await remembers(debug)), `${screen}: the page's memory still has what was typed`);
    assert.equal(await page.evaluate(() => document.body.childElementCount), 0, `${screen}: something came back`);
    goes = 1;
    await page.evaluate((exit) => location.replace(exit), visit.exit);
  }
  await page.waitForURL(visit.exit);
  const further = visit.requests.slice(asked).filter(({ url }) => url !== visit.exit);
  assert.deepEqual(further, [], `${screen}: requests after leaving`);
  // Back leads to where the visitor was before, forward at most to an empty start.
  await travel(page, -1, `${visit.base}/${BEFORE}`);
  await travel(page, 1, visit.exit);
  if (typed) {
    await travel(page, 1, /\/(?:nl|en)\/$/);
    await visit.on("start", { focus: false });
    assert.ok(!(await remembers(debug)), `${screen}: forward brings back what was typed`);
  }
  return Math.round(milliseconds * 10) / 10;
}

/** Goes through the history as the browser's own buttons do, and awaits where that leads. */
async function travel(page, steps, to) {
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      // Not before the call has come back: the page that it was made in is gone then.
      await page.evaluate((count) => void setTimeout(() => history.go(count), 50), steps);
      break;
    } catch (error) {
      // The page that was there a moment ago was not the last one yet.
      if (left === 0 || !/context was destroyed/.test(error.message)) throw error;
      await page.waitForLoadState();
    }
  }
  await page.waitForURL(to);
}

/** Says whether the words are anywhere in the memory of the page's scripts. */
async function remembers(debug) {
  let found = false;
  let last = "";
  const look = ({ chunk }) => {
    found ||= (last + chunk).includes(STORY);
    last = chunk.slice(-STORY.length);
  };
  debug.on("HeapProfiler.addHeapSnapshotChunk", look);
  await debug.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  debug.off("HeapProfiler.addHeapSnapshotChunk", look);
  return found;
}

await play(import.meta.url, async (stage, scene) => {
  const blank = {};
  for (const screen of scene.walk) {
    const lang = scene.walk.indexOf(screen) % 2 === 0 ? "nl" : "en";
    blank[screen] = await left(stage, scene, { screen, lang });
  }
  return { blank };
});
