// A browser's worker on a thread of node: the built script as it ships, in a scope like a worker's.
//
// Requests go over node's http, which works without WebAssembly (`node --jitless`), too; node's fetch
// does not. What leaves is told to the test: `requests`.

import { readFileSync } from "node:fs";
import http from "node:http";
import { Readable } from "node:stream";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { runInThisContext } from "node:vm";

/** Stands in for `Worker`; `url` is a path here. */
export class Thread {
  /** Everything that left, of all threads: method, path, length of the body. */
  static requests = [];
  /** The letters among them, in base64. */
  static letters = [];
  /** Memory that the last probe found. */
  static probed = [];
  #thread;

  constructor(url) {
    this.#thread = new Worker(new URL(import.meta.url), { workerData: { url } });
    this.#thread.on("message", (data) => {
      if (data.letter) Thread.letters.push(data.letter);
      else if (data.request) Thread.requests.push(data.request);
      else if (data.memory) Thread.probed.push(data.memory);
      else this.onmessage({ data });
    });
    this.#thread.on("error", (error) => {
      console.error(error);
      this.onerror({});
    });
    Thread.last = this;
  }

  postMessage(data) {
    this.#thread.postMessage(data);
  }

  /** Asks how much memory the core has taken; answered between two of its steps. */
  probe() {
    this.#thread.postMessage({ probe: true });
  }

  terminate() {
    return this.#thread.terminate();
  }
}

if (!isMainThread) {
  let memory;
  if (typeof WebAssembly === "object") {
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...args) => {
      const made = await instantiate(...args);
      memory ??= made.instance?.exports.memory;
      return made;
    };
  }
  const post = (data) => parentPort.postMessage(data);
  globalThis.self = globalThis;
  globalThis.location = { href: workerData.url };
  globalThis.postMessage = post;
  globalThis.close = () => process.exit();
  globalThis.fetch = (url, options) => {
    post({ request: { method: options.method, path: new URL(url).pathname, len: options.body?.length ?? 0 } });
    if (url.pathname.endsWith("/letters")) post({ letter: Buffer.from(options.body).toString("base64") });
    return overHttp(url, options);
  };
  parentPort.on("message", (data) => {
    if (data.probe) {
      // What is held counts, not what waits to be collected.
      globalThis.gc();
      const { rss, arrayBuffers } = process.memoryUsage();
      return post({ memory: { core: memory?.buffer.byteLength ?? 0, rss, arrayBuffers } });
    }
    globalThis.onmessage({ data });
  });
  runInThisContext(readFileSync(workerData.url, "utf8"), { filename: workerData.url });
}

function overHttp(url, { method, headers, body, signal }) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, signal }, (answer) => {
      // Node's own Response wants WebAssembly, too.
      const headers = { get: (name) => answer.headers[name] ?? null };
      resolve({ status: answer.statusCode, headers, body: Readable.toWeb(answer) });
    });
    request.on("error", () => reject(new TypeError("fetch failed")));
    request.end(body);
  });
}
