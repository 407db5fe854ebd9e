// Drives the core's machines: moves requests and answers, reads files piece by piece, waits.
//
// `glue` is the core (WebAssembly or plain JavaScript, the same calls); errors of it are thrown as JSON.
// What is sent, what is believed and what is shown is decided there.

import { DOWNLOAD, Relay, Unreachable, UPLOAD } from "./relay.js";
import { Slots } from "./slots.js";

/** Largest file that is looked into, in bytes: it is held in memory twice. */
const CLEAN_MAX_LEN = 256 * 1024 * 1024;

/** One page's worth of core, relay and slots. */
export class Driver {
  #glue;
  #core;
  #relay;
  #slots;
  #config;
  #now;
  #random;
  #environment;
  /** Downloads under way, by desk: asked for twice, a desk is downloaded once. */
  #downloads = new Map();
  /** Machines of downloads that broke off, by desk: they go on where they were. */
  #broken = new Map();
  /** Desks that were downloaded before a screen asked. */
  #early = new Map();

  /** `environment`: `fetch`, `timers {set, clear}`, `now()` in milliseconds, `random(n)`. */
  constructor(glue, environment) {
    this.#glue = glue;
    this.#now = environment.now;
    this.#random = environment.random;
    this.#environment = environment;
  }

  /** Verifies the configuration and begins with the slots. Answers what it says. */
  open({ note, relay }) {
    const { fetch, timers } = this.#environment;
    this.#core = new this.#glue.WebCore(bytesOf(note));
    this.#config = JSON.parse(this.#core.config());
    JSON.parse(this.#core.fingerprints()).forEach((text, place) => (this.#config.desks[place].fingerprint = text));
    this.#relay = new Relay({ base: relay, fetch, timers });
    this.#slots = new Slots({
      cover: this.#config.cover,
      timers,
      random: this.#random,
      now: this.#now,
      post: (posting, signal) => this.#post(posting, signal),
      makeCover: () => this.#makeCover(),
    });
    this.#slots.start();
    if (this.#config.cover.on) this.#downloadEarly();
    return this.#config;
  }

  /** With cover every visit downloads, whatever it is for: without a key nothing can be sealed. */
  async #downloadEarly() {
    for (const { desk } of this.#config.desks) {
      // The screen that asks for the desk is told what was wrong.
      await this.#download(desk).then((view) => this.#early.set(desk, view), () => {});
    }
  }

  /** Downloads a desk and answers its view. */
  download({ desk }, onProgress) {
    const early = this.#early.get(desk);
    this.#early.delete(desk);
    return early ?? this.#download(desk, onProgress);
  }

  #download(desk, onProgress) {
    const running = this.#downloads.get(desk);
    if (running) {
      running.listeners.push(onProgress);
      return running.done;
    }
    const listeners = [onProgress];
    const done = this.#fetchAll(desk, listeners).finally(() => this.#downloads.delete(desk));
    this.#downloads.set(desk, { done, listeners });
    return done;
  }

  async #fetchAll(desk, listeners) {
    const fetching = this.#broken.get(desk) ?? this.#core.download(desk);
    this.#broken.delete(desk);
    for (let request; (request = fetching.request()); ) {
      let answer;
      try {
        answer = await this.#relay.deliver(request, DOWNLOAD);
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        this.#broken.set(desk, fetching);
        throw fault("unreachable");
      }
      fetching.answer(answer.status, answer.body);
      const progress = JSON.parse(fetching.progress());
      for (const listener of listeners) listener?.(progress);
    }
    const view = JSON.parse(this.#core.keep(fetching, this.#now()));
    return view;
  }

  /** Makes a case code. */
  newCode({ lang }) {
    return JSON.parse(this.#glue.newCode(lang));
  }

  /** Reads a code as it was typed. */
  readCode({ text, lang }) {
    return JSON.parse(this.#glue.readCode(text.normalize("NFKD"), lang));
  }

  /** Opens what a code has at every downloaded desk. */
  openMailbox({ code }) {
    return JSON.parse(this.#core.openMailbox(code, this.#now()));
  }

  /** Measures a letter. */
  measure({ letter }) {
    return JSON.parse(this.#glue.measure(JSON.stringify(letter)));
  }

  /** Cuts a letter that is too long. */
  split({ desk, letter, mark }) {
    return JSON.parse(this.#core.split(desk, JSON.stringify(letter), mark));
  }

  /** Says what a file tells about its maker; `number` is its place among those chosen, from 1. */
  async inspect({ file, number = 1 }) {
    if (file.size > CLEAN_MAX_LEN) {
      return { kind: "other", findings: [], cleanable: "no", neutralName: `file-${number}` };
    }
    return JSON.parse(this.#glue.inspect(await bytesOfFile(file), number));
  }

  /** Returns a copy of a file without that, and what stays in it. */
  async clean({ file }) {
    if (file.size > CLEAN_MAX_LEN) throw fault("clean", { reason: "too-large" });
    const clean = new this.#glue.WebClean(await bytesOfFile(file));
    const left = JSON.parse(clean.left());
    return { blob: new Blob([clean.bytes()]), left };
  }

  /** Seals a letter with its files and sends it. Answers `{done, pause, resume, cancel, sendNow}`. */
  send(job, onProgress) {
    const sending = new Sending({
      ...job,
      core: this.#core,
      relay: this.#relay,
      slots: this.#slots,
      now: this.#now,
      onProgress,
    });
    return sending.start();
  }

  /** Posts a sealed letter, whatever it says, and verifies its receipt. */
  async #post(posting, signal) {
    const { status, body, isUnsettled } = await this.#relay.deliver(posting.request(), UPLOAD, signal);
    try {
      return JSON.parse(posting.answer(status, body, this.#now()));
    } catch (error) {
      // An earlier attempt may have arrived although the last answer says no.
      throw isUnsettled && status !== 200 && status !== 201 ? fault("fate-unknown") : error;
    }
  }

  /** Seals a cover letter to one of the desks, if one was downloaded and is fresh. */
  #makeCover() {
    const { desks } = this.#config;
    const { desk } = desks[this.#random(desks.length)];
    try {
      return this.#core.cover(desk, this.#now());
    } catch {
      return undefined;
    }
  }

  /** Ends the slots. */
  stop() {
    this.#slots?.stop();
  }
}

/** One letter on its way. */
class Sending {
  #job;
  #report;
  #pausing;
  #resume;
  #cancelled = false;
  /** Whether the letter may be with the relay although no receipt came. */
  #isUnsettled = false;
  /** Whether the reporter asked not to wait; asked while files are under way, it counts for the letter. */
  #isUrgent = false;
  #post;

  constructor(job) {
    this.#job = job;
    this.#report = (progress) => job.onProgress?.(progress);
    this.#pausing = new AbortController();
  }

  start() {
    return {
      done: this.#run(),
      pause: () => this.#pausing.abort(PAUSED),
      resume: () => this.#resume?.(),
      cancel: () => this.#cancel(),
      sendNow: () => {
        this.#isUrgent = true;
        this.#post?.sendNow();
      },
    };
  }

  async #run() {
    const { core, desk, code, letter, files, now } = this.#job;
    this.#report({ phase: "sealing", done: 0, total: 0 });
    const chosen = files.map(({ name, blob }) => ({ name, len: blob.size }));
    // Everything is sealed once into nothing here: what fails, fails before any request.
    const machine = core.send(desk, code, JSON.stringify(letter), JSON.stringify(chosen), now());
    await this.#store(machine, files.map(({ blob }) => blob));
    return this.#hand(machine.seal());
  }

  /** Seals and stores one block after the other; one is in memory at a time. */
  async #store(machine, blobs) {
    const read = blobs.map(() => 0);
    for (;;) {
      const next = JSON.parse(machine.need());
      if (next.need === "seal") return;
      if (next.need === "content") {
        const at = read[next.file];
        const piece = await readPiece(blobs[next.file], at, next.maxLen);
        machine.give(piece);
        read[next.file] = at + piece.length;
      } else {
        this.#report({ phase: "blocks", done: next.done, total: next.total });
        const { status, body } = await this.#persist((signal) =>
          this.#job.relay.deliver(machine.request(), UPLOAD, signal));
        machine.answer(status, body);
      }
    }
  }

  /** Hands the sealed letter to a slot, and to another if the connection failed for long. */
  #hand(letter) {
    return this.#persist(async (signal) => {
      const post = this.#job.slots.take(letter, {
        signal,
        onWait: (until) => this.#report({ phase: "waiting", done: 0, total: 0, until }),
        onPost: () => {
          this.#isUnsettled = true;
          this.#report({ phase: "posting", done: 0, total: 0 });
        },
      });
      this.#post = post;
      if (this.#isUrgent) post.sendNow();
      try {
        return await post.done;
      } catch (error) {
        // Only an answer says that the letter is not there; without one it may be.
        if (error.code && error.code !== "fate-unknown") this.#isUnsettled = false;
        throw error;
      }
    });
  }

  /** Does something until it is done: paused or without connection it waits to be resumed. */
  async #persist(act) {
    for (;;) {
      if (this.#cancelled) throw this.#given();
      try {
        return await act(this.#pausing.signal);
      } catch (error) {
        if (this.#cancelled) throw this.#given();
        if (error !== PAUSED && !(error instanceof Unreachable)) throw error;
        await this.#stall(error === PAUSED ? "paused" : "stalled");
      }
    }
  }

  #stall(phase) {
    this.#report({ phase, done: 0, total: 0 });
    return new Promise((resolve) => {
      this.#resume = () => {
        this.#resume = undefined;
        this.#pausing = new AbortController();
        resolve();
      };
    });
  }

  #cancel() {
    this.#cancelled = true;
    this.#pausing.abort(PAUSED);
    this.#resume?.();
  }

  #given() {
    return fault(this.#isUnsettled ? "fate-unknown" : "cancelled");
  }
}

/** Why a request was broken off when the reporter paused. */
const PAUSED = Object.freeze({ paused: true });

async function readPiece(blob, at, maxLen) {
  try {
    return new Uint8Array(await blob.slice(at, at + maxLen).arrayBuffer());
  } catch {
    // The file was moved, changed or taken away since it was chosen.
    throw fault("file-read");
  }
}

function bytesOfFile(blob) {
  return readPiece(blob, 0, blob.size);
}

/** Makes an error as the core does. */
export function fault(code, params = {}) {
  return { code, params };
}

/** Reads an error, whatever it is. A trap of the core ends it: `core`. */
export function asFault(error) {
  if (typeof error === "string") {
    try {
      return JSON.parse(error);
    } catch {
      return fault("core");
    }
  }
  return typeof error?.code === "string" ? { params: {}, ...error } : fault("core");
}

function bytesOf(note) {
  return typeof note === "string" ? new TextEncoder().encode(note) : new Uint8Array(note);
}
