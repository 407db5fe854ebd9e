// The worker's side of the door: takes calls, answers with values, errors or progress. One per page.

import { asFault, Driver } from "./driver.js";

/** Calls that the page may make; anything else is answered with an error. */
const CALLS = new Set([
  "open", "download", "newCode", "readCode", "openMailbox", "measure", "split", "send", "inspect", "clean",
]);

/**
 * Serves calls on a worker's scope. `load(message)` answers the core; if it rejects, nothing else works.
 */
export function serve(scope, load) {
  let driver;
  const controls = new Map();

  async function open(args) {
    let glue;
    try {
      glue = await load(args);
    } catch (error) {
      throw error?.code ? error : { code: "core-load", params: {} };
    }
    driver = new Driver(glue, environment(scope));
    return driver.open(args);
  }

  async function call(id, name, args) {
    if (!CALLS.has(name)) throw { code: "core", params: {} };
    if (name === "open") return open(args);
    if (!driver) throw { code: "core-load", params: {} };
    const onProgress = (progress) => scope.postMessage({ id, progress });
    if (name !== "send") return driver[name](args, onProgress);
    const sending = driver.send(args, onProgress);
    controls.set(id, sending);
    return sending.done.finally(() => controls.delete(id));
  }

  scope.onmessage = async ({ data: { id, call: name, args, control } }) => {
    if (control) {
      if (["pause", "resume", "cancel", "sendNow"].includes(control)) controls.get(id)?.[control]();
      return;
    }
    try {
      scope.postMessage({ id, value: await call(id, name, args) });
    } catch (error) {
      const thrown = asFault(error);
      scope.postMessage({ id, error: thrown });
      // A trap leaves the core in no state that anyone vouches for: no request leaves after it.
      if (thrown.code === "core") {
        driver?.stop();
        scope.close();
      }
    }
  };
}

/** What the driver needs of a browser. */
function environment(scope) {
  return {
    fetch: (url, options) => scope.fetch(url, options),
    timers: { set: (act, after) => scope.setTimeout(act, after), clear: (id) => scope.clearTimeout(id) },
    now: () => Date.now(),
    random: (below) => draw(scope.crypto, below),
  };
}

/** Draws one of 0 … below − 1, each alike. */
export function draw(crypto, below) {
  const most = 2 ** 32 - (2 ** 32 % below);
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn);
  while (drawn[0] >= most);
  return drawn[0] % below;
}
