// Cover: the same posts at the same times whether or not there is something to say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Slots } from "../slots.js";
import { Clock, settled } from "./clock.mjs";

const COVER = { on: true, first_secs: [30, 180], every_secs: [300, 900], max: 3 };

function aPage(cover = COVER) {
  const clock = new Clock();
  const opened = clock.now();
  const posted = [];
  let fails;
  // A generator that anyone can predict, so that two pages have the same slots.
  let seed = 7;
  const random = (below) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const post = async (letter) => {
    posted.push({ letter, after: clock.now() - opened });
    if (fails) throw fails;
    return { receipt: letter };
  };
  const slots = new Slots({ cover, timers: clock.timers, random, now: clock.now, post, makeCover: () => "cover" });
  slots.start();
  const take = (letter, more = {}) => {
    const abort = new AbortController();
    const heard = [];
    const taken = slots.take(letter, {
      signal: abort.signal,
      onWait: (until) => heard.push(until - opened / 1_000),
      onPost: () => heard.push("post"),
      ...more,
    });
    return { ...taken, abort, heard };
  };
  return { clock, slots, posted, take, fail: (error) => (fails = error) };
}

test("a page that says nothing posts a cover letter in every slot, and then no more", async () => {
  const { clock, posted } = aPage();
  while (clock.waiting) await clock.step();
  assert.deepEqual(posted.map(({ letter }) => letter), ["cover", "cover", "cover"]);
  const [first, second, third] = posted.map(({ after }) => after / 1_000);
  assert.ok(first >= 30 && first <= 180);
  for (const gap of [second - first, third - second]) assert.ok(gap >= 300 && gap <= 900);
});

test("a letter takes the next slot: who watches sees the same times", async () => {
  const silent = aPage();
  while (silent.clock.waiting) await silent.clock.step();
  const page = aPage();
  await page.clock.step();
  const { done, heard } = page.take("letter");
  while (page.clock.waiting) await page.clock.step();
  assert.deepEqual(page.posted.map(({ letter }) => letter), ["cover", "letter", "cover"]);
  assert.deepEqual(page.posted.map(({ after }) => after), silent.posted.map(({ after }) => after));
  assert.deepEqual(await done, { receipt: "letter" });
  assert.deepEqual(heard, [Math.ceil(page.posted[1].after / 1_000), "post"]);
});

test("two letters take two slots", async () => {
  const { clock, posted, take } = aPage();
  take("one");
  const { heard } = take("two");
  while (clock.waiting) await clock.step();
  assert.deepEqual(posted.map(({ letter }) => letter), ["one", "two", "cover"]);
  // Told again when the first slot went to the other letter.
  assert.equal(heard.length, 3);
});

test("a letter that comes after the last slot still gets one", async () => {
  const { clock, posted, take } = aPage();
  while (clock.waiting) await clock.step();
  const { done } = take("late");
  assert.equal(clock.waiting, 1);
  await clock.step();
  assert.equal(posted.at(-1).letter, "late");
  assert.equal((await done).receipt, "late");
  assert.equal(clock.waiting, 0);
});

test("send now posts at once and leaves the slots as they were", async () => {
  const { clock, posted, take } = aPage();
  const { done, sendNow } = take("letter");
  sendNow();
  assert.deepEqual(posted.map(({ letter, after }) => [letter, after]), [["letter", 0]]);
  await done;
  sendNow();
  while (clock.waiting) await clock.step();
  assert.deepEqual(posted.map(({ letter }) => letter), ["letter", "cover", "cover", "cover"]);
});

test("a letter that is withdrawn before its slot is never posted", async () => {
  const { clock, posted, take } = aPage();
  const { done, abort } = take("letter");
  abort.abort("stopped");
  await assert.rejects(done, (reason) => reason === "stopped");
  while (clock.waiting) await clock.step();
  assert.ok(posted.every(({ letter }) => letter === "cover"));
});

test("a cover letter that fails disturbs nobody, a letter's failure is told", async () => {
  const page = aPage();
  page.fail(new Error("gone"));
  await page.clock.step();
  const { done } = page.take("letter");
  const refused = assert.rejects(done, /gone/);
  await page.clock.step();
  await refused;
});

test("without cover a letter goes at once and nothing else does", async () => {
  const { clock, posted, take } = aPage({ ...COVER, on: false });
  assert.equal(clock.waiting, 0);
  const { done, heard } = take("letter");
  await done;
  assert.deepEqual(posted.map(({ letter }) => letter), ["letter"]);
  assert.deepEqual(heard, ["post"]);
});

test("stopping leaves no slot", async () => {
  const { clock, slots, posted, take } = aPage();
  take("letter");
  slots.stop();
  await settled();
  assert.equal(clock.waiting, 0);
  assert.deepEqual(posted, []);
});
