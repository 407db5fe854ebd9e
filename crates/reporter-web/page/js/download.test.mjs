// The downloads of a visit: everything, in one order, whatever the visitor came for (docs/protocol.md §15).

import assert from "node:assert/strict";
import { test } from "node:test";

import { Downloads } from "./download.js";

const DESKS = [{ desk: "mid" }, { desk: "extern" }];

/** A core of which each download waits to be settled. */
function slowCore() {
  const asked = [];
  const settle = [];
  return {
    asked,
    settle,
    download(desk, onProgress) {
      asked.push(desk);
      onProgress({ phase: "replies", done: 1, total: 4 });
      return new Promise((resolve, reject) => settle.push({ resolve, reject }));
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("start_downloads_every_desk_in_order", async () => {
  const core = slowCore();
  const downloads = new Downloads(core, DESKS);
  const started = downloads.start();
  assert.deepEqual(core.asked, ["mid"]);
  assert.deepEqual(downloads.progress, { done: 1, total: 4 });
  core.settle[0].resolve({ serial: 1 });
  await turn();
  assert.deepEqual(core.asked, ["mid", "extern"]);
  assert.ok(!downloads.isSettled);
  core.settle[1].resolve({ serial: 2 });
  await started;
  assert.ok(downloads.isSettled);
  assert.deepEqual(downloads.view("extern"), { serial: 2 });
});

test("start_twice_asks_once", async () => {
  const core = slowCore();
  const downloads = new Downloads(core, [DESKS[0]]);
  const both = [downloads.start(), downloads.start()];
  core.settle[0].resolve({});
  await Promise.all(both);
  assert.deepEqual(core.asked, ["mid"]);
});

test("failure_of_one_desk_stops_no_other_and_can_be_tried_again", async () => {
  const core = slowCore();
  const downloads = new Downloads(core, DESKS);
  let told = 0;
  const forget = downloads.watch(() => (told += 1));
  const started = downloads.start();
  core.settle[0].reject({ code: "unreachable", params: {} });
  await turn();
  core.settle[1].resolve({});
  await started;
  assert.deepEqual(downloads.failed, ["mid"]);
  assert.equal(downloads.error("mid").code, "unreachable");
  forget();
  const before = told;
  const again = downloads.start();
  assert.deepEqual(core.asked, ["mid", "extern", "mid"]);
  core.settle[2].resolve({});
  await again;
  assert.deepEqual(downloads.failed, []);
  assert.equal(told, before, "who stopped listening is told nothing");
});
