// The built page measured in Chromium, by the page's own workers (crates/reporter-web/benches/page runs it):
//
//   node bench.mjs SCENE.json
//
// SCENE.json: {urls: [large log, small log], kind: "wasm" | "js", flags, parcelLen}. Prints JSON; times in milliseconds,
// the median of some runs.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const RUNS = 5;
/** Runs of what takes seconds, and a minute where there is no compiler. */
const FEW = (flags) => (flags.includes("--js-flags=--jitless") ? 1 : 3);

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** Runs in the page before its scripts: when it takes input, and when its configuration is verified. */
function watch() {
  const seen = { firstInput: 0, ready: 0 };
  globalThis.seen = seen;
  addEventListener("DOMContentLoaded", () => {
    const look = () => {
      seen.firstInput ||= document.querySelector("main button.primary") ? performance.now() : 0;
      seen.ready ||= document.querySelector("#emergency a[href^='tel']") && document.querySelector("#nav button") && document.querySelector(".contact, code.fingerprint") ? performance.now() : 0;
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true });
  });
}

/** Loads the page anew; answers when it took input, when it was ready, and the bytes until then. */
async function load(browser, url) {
  const context = await browser.newContext();
  await context.addInitScript(watch);
  const page = await context.newPage();
  let bytes = 0;
  const debug = await context.newCDPSession(page);
  await debug.send("Network.enable");
  debug.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(`${url}/nl/`);
  await page.waitForFunction(() => globalThis.seen.ready > 0);
  const seen = await page.evaluate(() => globalThis.seen);
  await context.close();
  return { ...seen, bytes };
}

/** Runs in the page: drives a worker of its own as the page's door does. */
async function drive({ kind, isSmall, parcelLen, runs, few }) {
  const begin = async () => {
    const worker = new Worker(`/a/worker-${kind}.js`);
    const calls = new Map();
    worker.onmessage = ({ data: { id, value, error, progress } }) => {
      const call = calls.get(id);
      if (progress) call.onProgress?.(progress);
      else if (error) call.reject(new Error(`${error.code} ${JSON.stringify(error.params)}`));
      else call.resolve(value);
    };
    const call = (name, args, onProgress) =>
      new Promise((resolve, reject) => {
        const id = calls.size;
        calls.set(id, { resolve, reject, onProgress });
        worker.postMessage({ id, call: name, args });
      });
    const note = await (await fetch("/page.note")).text();
    await call("open", { note, relay: `${location.origin}/` });
    return { call, end: () => worker.terminate() };
  };
  const timed = async (count, act) => {
    const times = [];
    for (let run = 0; run < count; run += 1) {
      const from = performance.now();
      await act();
      times.push(performance.now() - from);
    }
    return times;
  };
  const core = await begin();
  const { words } = await core.call("newCode", { lang: "nl" });
  const code = words.join(" ");
  const download = await timed(isSmall ? 1 : few, () => core.call("download", { desk: "mid" }));
  const open = await timed(isSmall ? runs : few, () => core.call("openMailbox", { code }));
  if (isSmall) {
    core.end();
    return { openSmall: open };
  }
  const letter = { kind: "report", lang: "nl", report: { route: "report", family: "ZS", story: "Een melding." } };
  const send = (files) => core.call("send", { desk: "mid", code, letter, files });
  const file = { name: "a.bin", blob: new Blob([new Uint8Array(parcelLen).fill(7)]) };
  const told = {
    newCode: await timed(runs, () => core.call("newCode", { lang: "nl" })),
    download,
    open,
    seal: await timed(runs, () => send([])),
    parcel: await timed(few, () => send([file])),
  };
  core.end();
  return told;
}

const { urls: [url, other], kind, flags, parcelLen } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const browser = await chromium.launch({
  executablePath: process.env.BELLROPE_CHROMIUM ?? "/usr/bin/chromium",
  chromiumSandbox: process.getuid() !== 0,
  args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", ...flags],
});
try {
  const loads = [];
  for (let run = 0; run < RUNS; run += 1) loads.push(await load(browser, url));
  // A worker beside the page's own wants what its policy forbids; nothing else is different.
  const context = await browser.newContext({ bypassCSP: true });
  const times = {};
  for (const [base, isSmall] of [[other, true], [url, false]]) {
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    await page.goto(`${base}/nl/plain`);
    Object.assign(times, await page.evaluate(drive, { kind, isSmall, parcelLen, runs: RUNS, few: FEW(flags) }));
    await page.close();
  }
  const told = Object.fromEntries(Object.entries(times).map(([name, each]) => [name, median(each)]));
  told.parcel = parcelLen / 1e3 / told.parcel;
  for (const name of ["firstInput", "ready", "bytes"]) told[name] = median(loads.map((each) => each[name]));
  process.stdout.write(`${JSON.stringify(told)}\n`);
} finally {
  await browser.close();
}
