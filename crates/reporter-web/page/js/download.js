// What everybody downloads (docs/protocol.md §15), for every desk of the page and whatever the
// visitor is going to do: who watches cannot tell a report from a visit that reads.

/** The downloads of one visit. */
export class Downloads {
  #core;
  #desks = new Map();
  #listeners = new Set();

  /** `core` downloads; `desks` are those of the configuration. */
  constructor(core, desks) {
    this.#core = core;
    for (const { desk } of desks) this.#desks.set(desk, { state: "waiting", done: 0, total: 0 });
  }

  /** Begins what has not begun or has failed. One desk after the other, always in the same order. */
  async start() {
    if (this.#running) return this.#running;
    this.#running = this.#all();
    await this.#running;
    this.#running = undefined;
  }
  #running;

  async #all() {
    for (const [desk, part] of this.#desks) {
      if (part.state !== "ready") await this.#one(desk, part);
    }
  }

  async #one(desk, part) {
    Object.assign(part, { state: "running", error: undefined });
    this.#tell();
    try {
      part.view = await this.#core.download(desk, ({ done, total }) => {
        Object.assign(part, { done, total });
        this.#tell();
      });
      part.state = "ready";
    } catch (error) {
      Object.assign(part, { state: "failed", error });
    }
    this.#tell();
  }

  /** Returns the verified view of a desk, if it is there. */
  view(desk) {
    return this.#desks.get(desk)?.view;
  }

  /** Returns why the download of a desk failed, if it did. */
  error(desk) {
    return this.#desks.get(desk)?.error;
  }

  /** Returns the desks of which the download failed. */
  get failed() {
    return [...this.#desks].filter(([, part]) => part.state === "failed").map(([desk]) => desk);
  }

  /** Says whether nothing is under way any more: each desk is there or has failed. */
  get isSettled() {
    return [...this.#desks.values()].every(({ state }) => state === "ready" || state === "failed");
  }

  /** Returns bytes done and to do, as far as known. */
  get progress() {
    const sum = (key) => [...this.#desks.values()].reduce((total, part) => total + (part[key] ?? 0), 0);
    return { done: sum("done"), total: sum("total") };
  }

  /** Calls `listener` at every change until the returned function is called. */
  watch(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell() {
    for (const listener of [...this.#listeners]) listener();
  }
}
