// Quick exit (R036): first the screen, then the memory, then away.

/** How soon after each other the three presses of Shift must come, in milliseconds. */
const SPAN = 3000;

/** Makes the leaving: `wipe` empties what the page knows, `target` is a neutral site. */
export class Exit {
  #wipe;
  #back;
  #presses = [];
  #gone = false;

  constructor({ wipe, back }) {
    this.#wipe = wipe;
    this.#back = back;
  }

  /** Takes over the link that works without JavaScript, the keyboard, and leaving by any other way. */
  watch(anchor) {
    this.target = anchor.href;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      this.leave();
    });
    addEventListener("keydown", (event) => this.#press(event), true);
    addEventListener("pagehide", () => this.blank());
    // A page that comes back out of the browser's memory starts anew.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  /** Says whether the visitor is leaving by this way. */
  get isGone() {
    return this.#gone;
  }

  /** Leaves at once. */
  leave() {
    if (this.#gone) return;
    this.#gone = true;
    this.blank();
    this.#back.replace(this.target);
  }

  /** Hides the document before anything else is done, then empties it and the memory. */
  blank() {
    document.documentElement.style.setProperty("display", "none", "important");
    document.body.replaceChildren();
    this.#wipe();
  }

  #press(event) {
    if (event.key !== "Shift") this.#presses = [];
    if (event.key !== "Shift" || event.repeat) return;
    this.#presses = [...this.#presses, event.timeStamp].filter((press) => event.timeStamp - press < SPAN);
    if (this.#presses.length >= 3) this.leave();
  }
}
