// The browser's back button inside the flow (one extra history entry, with the same address).
//
// The first step into the flow puts one entry, the guard, above the page's own. Back takes the
// guard away; we go a screen back and put it up again. Nothing is in either entry but the address.

/** How long to wait for the history to go back before leaving all the same, in milliseconds. */
const PATIENCE = 150;

/** Keeps the guard. */
export class Back {
  #onBack;
  #guarded = false;
  #leaving = false;

  /** `onBack` goes a screen back and answers whether there was one. */
  constructor(onBack) {
    this.#onBack = onBack;
    addEventListener("popstate", () => this.#popped());
  }

  /** Puts the guard up, if it is not. Browsers want a click before it; going on is one. */
  guard() {
    if (this.#guarded) return;
    history.pushState(null, "");
    this.#guarded = true;
  }

  /** Replaces the page's own entry by `target`, so that back does not lead here again. */
  replace(target) {
    this.#leaving = true;
    if (!this.#guarded) {
      location.replace(target);
      return;
    }
    // Once: a second time would break off the first and ask the target again.
    let isGone = false;
    const go = () => {
      if (!isGone) location.replace(target);
      isGone = true;
    };
    addEventListener("popstate", go, { once: true });
    setTimeout(go, PATIENCE);
    history.back();
  }

  #popped() {
    this.#guarded = false;
    if (this.#leaving) return;
    if (this.#onBack()) this.guard();
    else history.back();
  }
}
