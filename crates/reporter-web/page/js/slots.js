// Cover (design §5.12): an open page posts one letter a slot, the visitor's if one waits, else a cover
// letter. Both come to `post` as the same kind of thing; nothing after that line tells them apart.

/** Slots of one visit. Times are those of the signed configuration. */
export class Slots {
  #cover;
  #timers;
  #random;
  #post;
  #makeCover;
  #waiting = [];
  #timer;
  #used = 0;
  #now;

  /**
   * `post(posting)` posts a sealed letter; `makeCover()` seals one that says nothing, or answers
   * undefined when it cannot; `random(n)` draws from 0 … n − 1; `now()` tells milliseconds.
   */
  constructor({ cover, timers, random, now, post, makeCover }) {
    this.#cover = cover;
    this.#timers = timers;
    this.#random = random;
    this.#now = now;
    this.#post = post;
    this.#makeCover = makeCover;
  }

  /** Begins with the page's opening. */
  start() {
    if (this.#cover.on) this.#plan(this.#cover.first_secs);
  }

  /** Ends all slots; letters that wait are never posted. */
  stop() {
    this.#timers.clear(this.#timer?.id);
    this.#timer = undefined;
    this.#waiting = [];
  }

  /**
   * Gives a sealed letter to the next slot, or posts it at once where there is no cover. `until` tells
   * the slot's time in Unix seconds; `posting` is called when it goes.
   */
  take(letter, { onWait, onPost, signal }) {
    if (!this.#cover.on) {
      onPost();
      return { done: this.#post(letter, signal), sendNow: () => {} };
    }
    let item;
    const done = new Promise((resolve, reject) => {
      item = { letter, onWait, onPost, signal, resolve, reject };
      this.#waiting.push(item);
      signal.addEventListener("abort", () => this.#drop(item), { once: true });
    });
    // Beyond the last slot of a visit a letter still gets one; docs/page.md says what that shows.
    if (!this.#timer) this.#plan(this.#cover.every_secs);
    onWait(Math.ceil(this.#timer.at / 1_000));
    return { done, sendNow: () => this.#drop(item) && this.#go(item) };
  }

  #drop(item) {
    const place = this.#waiting.indexOf(item);
    if (place < 0) return false;
    this.#waiting.splice(place, 1);
    if (item.signal.aborted) item.reject(item.signal.reason);
    return true;
  }

  #plan([least, most]) {
    const wait = least * 1_000 + this.#random((most - least) * 1_000 + 1);
    this.#timer = { at: this.#now() + wait, id: this.#timers.set(() => this.#slot(), wait) };
    for (const { onWait } of this.#waiting) onWait(Math.ceil(this.#timer.at / 1_000));
  }

  #slot() {
    this.#used += 1;
    this.#timer = undefined;
    const item = this.#waiting.shift();
    if (this.#used < this.#cover.max || this.#waiting.length > 0) this.#plan(this.#cover.every_secs);
    if (item) this.#go(item);
    else this.#goWithCover();
  }

  #go(item) {
    item.onPost();
    this.#post(item.letter, item.signal).then(item.resolve, item.reject);
  }

  #goWithCover() {
    const letter = this.#makeCover();
    // Nobody is told how it went: there is nobody to tell.
    if (letter) this.#post(letter).catch(() => {});
  }
}
