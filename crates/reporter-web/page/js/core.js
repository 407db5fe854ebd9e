// The only door between the screens and the core: starts its worker, passes calls, knows no protocol.
//
// Everything secret is in the worker's memory; `wipe` ends the worker. Calls and values: docs/page.md.

import { workerUrl } from "./trust.js";

/** Kinds of the core, in the order in which they are tried. Both are the same Rust. */
const KINDS = ["wasm", "js"];

/** The core of one visit. */
export class Core {
  #worker;
  #calls = new Map();
  #next = 1;
  #sources;
  #Worker;
  /** Whether the visit is over: what was on its way then starts nothing any more. */
  #isWiped = false;

  /** `sources` and `Worker` are for tests without a page. */
  constructor({ sources = ownSources(), Worker = globalThis.Worker } = {}) {
    this.#sources = sources;
    this.#Worker = Worker;
  }

  /**
   * Starts the core and gives it the signed configuration: WebAssembly where it is on, the same as
   * plain JavaScript elsewhere. Answers `{core, config}`; rejects when there is neither.
   */
  async open({ note, relay }) {
    this.#end();
    for (const kind of KINDS) {
      try {
        const config = await this.#start(kind, { note, relay });
        return { core: kind, config };
      } catch (error) {
        this.#end();
        if (error.code !== "core-load") throw error;
      }
    }
    throw { code: "core-none", params: {} };
  }

  async #start(kind, { note, relay }) {
    if (kind === "wasm" && typeof WebAssembly !== "object") throw loadError();
    const { url, wasm, free } = await this.#sources(kind);
    if (this.#isWiped) throw GONE;
    try {
      this.#worker = new this.#Worker(workerUrl(url));
    } catch {
      throw loadError();
    }
    const worker = this.#worker;
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.#fail(loadError());
    };
    try {
      return await this.#call("open", { note, relay, wasm });
    } finally {
      free?.();
    }
  }

  #call(call, args, onProgress) {
    return this.#job(call, args, onProgress).done;
  }

  #job(call, args, onProgress) {
    const worker = this.#worker;
    const id = this.#next++;
    const done = new Promise((resolve, reject) => {
      if (!worker) return reject(GONE);
      this.#calls.set(id, { resolve, reject, onProgress });
      worker.postMessage({ id, call, args });
    });
    return { done, control: (what) => this.#worker === worker && worker?.postMessage({ id, control: what }) };
  }

  #hear({ id, value, error, progress }) {
    const call = this.#calls.get(id);
    if (!call) return;
    if (progress) return call.onProgress?.(progress);
    this.#calls.delete(id);
    if (error) call.reject(error);
    else call.resolve(value);
  }

  #fail(error) {
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const { reject } of calls) reject(error);
  }

  /** Downloads and verifies what everybody downloads of a desk; a broken download goes on where it was. */
  download(desk, onProgress) {
    return this.#call("download", { desk }, onProgress);
  }

  /** Makes a case code. */
  newCode(lang) {
    return this.#call("newCode", { lang });
  }

  /** Reads a code as it was typed. */
  readCode(text, lang = globalThis.document?.documentElement.lang ?? "nl") {
    return this.#call("readCode", { text, lang });
  }

  /** Opens what a code has at every downloaded desk; asks nothing of the relay. */
  openMailbox(code) {
    return this.#call("openMailbox", { code });
  }

  /** Says what a file tells about its maker; `number` is its place among those chosen, from 1. */
  inspect(file, number) {
    return this.#call("inspect", { file, number });
  }

  /** Returns a copy of a file without that. */
  clean(file) {
    return this.#call("clean", { file });
  }

  /** Says how long a letter is and how long it may be. */
  measure(letter) {
    return this.#call("measure", { letter });
  }

  /** Cuts a letter that is too long; `mark` ends what is kept of its text. */
  split(desk, letter, mark) {
    return this.#call("split", { desk, letter, mark });
  }

  /**
   * Seals a letter with its files and sends it: blocks, then the letter at its slot. Answers at once;
   * `done` is the promise of the receipt.
   */
  send({ desk, code, letter, files }, onProgress) {
    const { done, control } = this.#job("send", { desk, code, letter, files }, onProgress);
    return {
      done,
      pause: () => control("pause"),
      resume: () => control("resume"),
      cancel: () => control("cancel"),
      sendNow: () => control("sendNow"),
    };
  }

  /** Returns a receipt as the bytes of a file. */
  async receiptFile(receipt) {
    return new TextEncoder().encode(receipt);
  }

  /** Ends the worker and with it every secret, for good; calls under way are given up. */
  wipe() {
    this.#isWiped = true;
    this.#end();
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#fail(GONE);
  }
}

/** What a call hears when there is no core any more. */
const GONE = Object.freeze({ code: "core-gone", params: {} });

function loadError() {
  return { code: "core-load", params: {} };
}

/**
 * Where this page's workers are: beside its script, or in the page itself when it was kept as one
 * file (`<script type="text/plain">`, which runs nothing).
 */
function ownSources() {
  const inside = (id) => globalThis.document?.getElementById(id)?.textContent;
  return (kind) => {
    const script = inside(`worker-${kind}`);
    if (script === undefined) return { url: new URL(`worker-${kind}.js`, import.meta.url).href };
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const wasm = kind === "wasm" ? fromBase64(inside("core-wasm") ?? "") : undefined;
    return { url, wasm, free: () => URL.revokeObjectURL(url) };
  };
}

function fromBase64(text) {
  return Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
}
