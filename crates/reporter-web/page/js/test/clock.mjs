// A clock that tests move by hand.

/** Timers and a present time in milliseconds. */
export class Clock {
  #time = 1_795_435_200_000;
  #timers = new Map();
  #next = 1;

  now = () => this.#time;

  timers = {
    set: (act, after) => {
      this.#timers.set(this.#next, { act, at: this.#time + after });
      return this.#next++;
    },
    clear: (id) => this.#timers.delete(id),
  };

  /** Returns how long until the next timer, in milliseconds. */
  get untilNext() {
    return Math.min(...[...this.#timers.values()].map(({ at }) => at)) - this.#time;
  }

  /** Returns how many timers wait. */
  get waiting() {
    return this.#timers.size;
  }

  /** Goes on to the next timer, runs it and what follows from it. */
  async step() {
    const [id, { act, at }] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at)[0];
    this.#timers.delete(id);
    this.#time = at;
    act();
    await settled();
  }
}

/** Waits until every promise that can be settled is. */
export async function settled() {
  await new Promise((resolve) => setImmediate(resolve));
}
