// Requests: what they carry, when they are repeated, when they are given up.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Relay, Unreachable } from "../relay.js";
import { draw } from "../worker.js";
import { Clock, settled } from "./clock.mjs";

const LETTER = {
  method: "POST",
  path: "/v1/desks/mid/letters",
  headers: '[["bellrope-tag","00"]]',
  body: new Uint8Array([1, 2, 3]),
  maxLen: 10,
};
const GET = { ...LETTER, method: "GET", headers: "[]" };

function aRelay(answers) {
  const clock = new Clock();
  const asked = [];
  const fetch = async (url, options) => {
    asked.push({ url: url.href, ...options });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer(options);
  };
  const relay = new Relay({ base: "https://example.org/meld/", fetch, timers: clock.timers });
  return { clock, asked, relay };
}

const answer = (status, body = "ok", headers = {}) => () => new Response(body, { status, headers });
const broken = () => {
  throw new TypeError("fetch failed");
};

/** Moves the clock until a delivery is settled; returns the waits. */
async function finish(clock, delivery) {
  let settledYet = false;
  const done = delivery.finally(() => (settledYet = true));
  done.catch(() => {});
  const waits = [];
  for (;;) {
    await settled();
    if (settledYet) break;
    waits.push(clock.untilNext);
    await clock.step();
  }
  return { waits, outcome: await done.then((value) => ({ value }), (error) => ({ error })) };
}

test("requests carry what HTTP needs and nothing of the visitor", async () => {
  const { asked, relay } = aRelay([answer(201)]);
  const { status, body, isUnsettled } = await relay.deliver(LETTER, 1);
  assert.deepEqual([status, new TextDecoder().decode(body), isUnsettled], [201, "ok", false]);
  const [{ signal, ...options }] = asked;
  assert.deepEqual(options, {
    url: "https://example.org/meld/v1/desks/mid/letters",
    method: "POST",
    headers: { "bellrope-tag": "00", "content-type": "application/octet-stream" },
    body: LETTER.body,
    mode: "cors",
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrer: "",
    referrerPolicy: "no-referrer",
  });
  await relay.deliver(GET, 1);
  assert.equal(asked[1].body, undefined);
  assert.deepEqual(asked[1].headers, {});
});

test("a broken connection is tried again, each time after a longer wait", async () => {
  const { clock, asked, relay } = aRelay([broken, broken, broken, answer(200)]);
  const { waits, outcome } = await finish(clock, relay.deliver(GET, 4));
  assert.deepEqual(waits, [1_000, 2_000, 4_000]);
  assert.equal(outcome.value.status, 200);
  assert.equal(outcome.value.isUnsettled, false);
  assert.equal(asked.length, 4);
});

test("a busy relay says how long to wait", async () => {
  const { clock, relay } = aRelay([answer(503, "", { "retry-after": "7" }), answer(200)]);
  const { waits } = await finish(clock, relay.deliver(GET, 4));
  assert.deepEqual(waits, [7_000]);
});

test("attempts end, and a letter's fate is then unknown", async () => {
  for (const [request, isUnsettled] of [[GET, false], [LETTER, true]]) {
    const { clock, asked, relay } = aRelay([broken]);
    const { outcome } = await finish(clock, relay.deliver(request, 3));
    assert.ok(outcome.error instanceof Unreachable);
    assert.equal(outcome.error.isUnsettled, isUnsettled);
    assert.equal(asked.length, 3);
  }
});

test("an answer after a broken attempt does not say that nothing was done", async () => {
  const { clock, relay } = aRelay([broken, answer(409)]);
  const { outcome } = await finish(clock, relay.deliver(LETTER, 3));
  assert.deepEqual([outcome.value.status, outcome.value.isUnsettled], [409, true]);
});

test("silence is a broken connection", async () => {
  const silent = ({ signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const { clock, relay } = aRelay([silent, answer(200)]);
  const { waits, outcome } = await finish(clock, relay.deliver(GET, 2));
  assert.deepEqual(waits, [90_000, 1_000]);
  assert.equal(outcome.value.status, 200);
});

test("breaking off stops waiting and asking", async () => {
  const { clock, asked, relay } = aRelay([broken]);
  const abort = new AbortController();
  const delivery = relay.deliver(LETTER, 10, abort.signal);
  await settled();
  abort.abort("paused");
  await assert.rejects(delivery, (reason) => reason === "paused");
  assert.equal(asked.length, 1);
  assert.equal(clock.waiting, 0);
  await assert.rejects(relay.deliver(LETTER, 10, abort.signal), (reason) => reason === "paused");
});

test("an answer longer than any right one is refused, not read to its end", async () => {
  let read = 0;
  const endless = () => new Response(new ReadableStream({
    pull(controller) {
      read += 8_192;
      controller.enqueue(new Uint8Array(8_192));
    },
  }));
  const { relay } = aRelay([endless]);
  await assert.rejects(relay.deliver(GET, 3), ({ code }) => code === "answer-too-long");
  assert.ok(read < 65_536);
});

test("draw gives every number alike and asks again for what would tilt it", () => {
  const given = [2 ** 32 - 1, 5];
  const crypto = { getRandomValues: (array) => (array[0] = given.shift()) };
  assert.equal(draw(crypto, 3), 2);
  assert.equal(given.length, 0);
});
