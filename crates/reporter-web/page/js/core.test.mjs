// The door to the core: once the visit is over, nothing starts a worker any more (R036).

import assert from "node:assert/strict";
import { test } from "node:test";

import { Core } from "./core.js";

/** Workers that answer every call with its name, and remember how many were made and ended. */
function workers() {
  const seen = { made: 0, ended: 0 };
  class Worker {
    constructor() {
      seen.made += 1;
    }
    postMessage({ id, call }) {
      setImmediate(() => this.onmessage?.({ data: { id, value: call } }));
    }
    terminate() {
      seen.ended += 1;
    }
  }
  return { seen, Worker };
}

const WHAT = { note: "note", relay: "http://relay.example/" };
const gone = (error) => error.code === "core-gone";

test("open_starts_one_worker", async () => {
  const { seen, Worker } = workers();
  const core = new Core({ sources: () => ({ url: "file:///worker.js" }), Worker });
  assert.deepEqual(await core.open(WHAT), { core: "wasm", config: "open" });
  assert.deepEqual(seen, { made: 1, ended: 0 });
  core.wipe();
  assert.deepEqual(seen, { made: 1, ended: 1 });
  await assert.rejects(core.newCode("nl"), gone);
});

test("open_starts_nothing_after_the_visitor_left", async () => {
  const { seen, Worker } = workers();
  const core = new Core({ sources: () => ({ url: "file:///worker.js" }), Worker });
  // The configuration was still on its way when the visitor left.
  core.wipe();
  await assert.rejects(core.open(WHAT), gone);
  assert.equal(seen.made, 0);
});

test("open_starts_nothing_when_the_visitor_leaves_meanwhile", async () => {
  const { seen, Worker } = workers();
  let found;
  const core = new Core({ sources: () => new Promise((resolve) => (found = resolve)), Worker });
  const opened = core.open(WHAT);
  core.wipe();
  found({ url: "file:///worker.js" });
  await assert.rejects(opened, gone);
  assert.equal(seen.made, 0);
});
