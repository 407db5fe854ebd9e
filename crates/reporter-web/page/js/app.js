// Shows screens: one at a time, its heading focused, the way back kept, the frame around it alive.

import { button, el, list, phone, link, present } from "./dom.js";
import { Downloads } from "./download.js";
import { HEADING, errorSummary } from "./field.js";
import { after, step } from "./flow.js";
import { LANGUAGES } from "./text.js";
import { hasUnsent, wipe } from "./state.js";

/** The page of one visit. */
export class App {
  #screens;
  #trail = [];
  #errors = [];
  #leaving = [];

  constructor({ texts, state, core, screens, root }) {
    Object.assign(this, { texts, state, core, root });
    this.#screens = screens;
    this.main = document.getElementById("main");
    document.getElementById("skip").addEventListener("click", (event) => {
      // Nothing may come into the address.
      event.preventDefault();
      document.getElementById(HEADING).focus();
    });
    addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      this.#surprise(event.reason);
    });
    addEventListener("beforeunload", (event) => {
      if (!this.exit?.isGone && hasUnsent(this.state)) event.preventDefault();
    });
  }

  /** Opens the core; screens that need it wait. */
  async open(note, relay) {
    this.relay = relay;
    try {
      const { core, config } = await this.core.open({ note, relay, onProgress: () => {} });
      Object.assign(this.state, { core, config });
      this.texts.override(config.texts);
      this.downloads = new Downloads(this.core, config.desks);
      // Who went on before the core was there has begun as well.
      if (this.#trail.length > 1) this.downloads.start();
    } catch (error) {
      this.fail(error);
      return;
    }
    if (this.screen.needs || this.screen.refreshes) this.render({ keepFocus: !this.screen.needs });
    this.frame();
  }

  /** Says that there is no core any more, or never was one. */
  fail(error) {
    if (this.exit?.isGone) return;
    this.failure = error;
    if (this.screen.needs || this.screen.refreshes) this.render({ keepFocus: !this.screen.needs });
  }

  /** Shows what nobody expected: without a core nothing goes on, otherwise the screen stays. */
  #surprise(error) {
    if (this.exit?.isGone) return;
    if (/^core/.test(error?.code)) this.fail(error);
    else this.refuse([{ field: HEADING, message: this.say(this.texts.has(`err-${error?.code}`) ? `err-${error.code}` : "err-unknown", this.texts.readable(error?.params)) }]);
  }

  /** Returns a text. */
  say(id, params) {
    return this.texts.say(id, params);
  }

  /** Returns the screen that is shown. */
  get screen() {
    return this.#screens.get(this.#trail.at(-1));
  }

  /** Shows a screen. */
  go(id) {
    if (id !== this.#trail.at(-1)) this.#trail.push(id);
    if (this.#trail.length > 1) this.history?.guard();
    this.#errors = [];
    this.render();
  }

  /** Shows a screen from which there is no way back, such as the one after sending. */
  goForGood(id) {
    this.#trail = ["start"];
    this.go(id);
  }

  /** Goes on to the next screen, if nothing is missing on this one. */
  next() {
    this.#errors = this.screen.check?.(this) ?? [];
    if (this.#errors.length > 0) {
      this.render();
      document.getElementById("summary")?.focus();
      return;
    }
    const following = this.screen.after?.(this) ?? after(this.screen.id, this.state);
    if (following === "review") this.state.editing = false;
    if (this.#trail.at(-2) === following) this.#trail.pop();
    this.go(following);
  }

  /** Says what is wrong, as for `next`. */
  refuse(errors) {
    this.#errors = errors;
    this.render();
    document.getElementById("summary")?.focus();
  }

  /** Goes a screen back; answers whether there was one. */
  back() {
    if (this.screen.stays?.(this)) return true;
    if (this.#trail.length < 2) return false;
    this.#trail.pop();
    if (this.screen.id === "review") this.state.editing = false;
    this.#errors = [];
    this.render();
    return true;
  }

  /** Returns the text of what is wrong with a field. */
  errorFor(field) {
    return this.#errors.find((error) => error.field === field)?.message;
  }

  /** Calls `act` once when the screen goes. */
  onLeave(act) {
    this.#leaving.push(act);
  }

  /** Draws the screen. What is typed lives in the state, so nothing is lost. */
  render({ keepFocus = false } = {}) {
    for (const act of this.#leaving.splice(0)) act();
    const screen = this.#blocked() ?? this.screen;
    const restore = keepFocus && keep(this.main);
    const heading = el("h1", { id: HEADING, tabindex: "-1" }, this.#title(screen));
    const above = present([this.#backButton(screen), this.#step(screen)]);
    this.main.replaceChildren(...present([
      above.length > 0 && el("div", { class: "above" }, above),
      this.#errors.length > 0 && errorSummary(this.say("errors-title"), this.#errors),
      heading,
      screen.render(this),
    ]));
    if (restore) return restore();
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }

  /** A screen that needs the core while there is none: wait, or say why there will be none. */
  #blocked() {
    if (!this.screen.needs || (this.state.config && !this.failure)) return undefined;
    return this.#screens.get(this.failure ? "error" : "loading");
  }

  #title(screen) {
    return screen.title ? screen.title(this) : this.say(`${screen.id}-title`);
  }

  #backButton(screen) {
    if (this.#trail.length < 2 || screen.stays?.(this)) return undefined;
    return button(this.say("back"), () => this.back(), { class: "link back" });
  }

  #step(screen) {
    const counted = this.state.config && step(screen.id, this.state);
    return counted && el("p", { class: "step" }, this.say(screen.optional ? "step-optional" : "step", counted));
  }

  /** Makes the button that goes on; Enter in a single line does the same. */
  nextButton(label = this.say(this.state.editing ? "back-to-review" : "next")) {
    return button(label, () => this.next(), { class: "button primary", id: "next" });
  }

  /** Says something to a screen reader without moving the focus. */
  announce(text) {
    document.getElementById("live").textContent = text;
  }

  /** Returns what an error means and what can be done, as nodes. */
  explain(error) {
    const code = this.texts.has(`err-${error?.code}`) ? error.code : "unknown";
    const params = this.texts.readable(error?.params);
    const rec = `rec-${code}`;
    return present([
      el("p", {}, el("strong", {}, this.say(`err-${code}`, params))),
      this.texts.has(rec) && el("p", {}, this.say(rec, params)),
    ]);
  }

  /** Draws the frame again: language, emergency numbers, names. */
  frame() {
    document.documentElement.lang = this.texts.lang;
    const put = (id, ...nodes) => document.getElementById(id)?.replaceChildren(...present(nodes));
    put("exit-label", this.say("exit"));
    put("exit-hint", this.say("exit-hint"));
    put("skip", this.say("skip"));
    document.getElementById("emergency").setAttribute("aria-label", this.say("emergency-label"));
    const others = Object.keys(LANGUAGES).filter((lang) => lang !== this.texts.lang);
    put("languages", others.map((lang) => button(LANGUAGES[lang], () => this.#speak(lang), { class: "link", lang })));
    put("nav", button(this.say("landscape-title"), () => this.go("landscape"), { class: "link" }));
    if (!this.state.config) return;
    const { config } = this.state;
    document.title = this.texts.of(config.title);
    put("site-name", this.texts.of(config.title));
    put("emergency", this.#emergency(config.emergency));
  }

  #emergency([first, ...rest]) {
    if (!first) return undefined;
    const line = (each) => [
      el("strong", {}, this.texts.of(each.need)), " ", this.texts.of(each.name), " ", phone(each.phone),
      each.link && [" · ", link(each.link, host(each.link))],
    ];
    return [
      el("p", {}, line(first)),
      rest.length > 0 && el("details", {}, el("summary", {}, this.say("emergency-more")), list(rest.map(line))),
    ];
  }

  #speak(lang) {
    this.texts.lang = lang;
    if (this.root) history.replaceState(null, "", new URL(`${lang}/`, this.root));
    this.#errors = [];
    this.frame();
    this.render();
  }

  /** Returns the address of a page of the same language without scripts. */
  beside(page) {
    return this.root ? new URL(`${this.texts.lang}/${page}`, this.root).href : `${this.relay}${this.texts.lang}/${page}`;
  }

  /** Forgets everything: the core first, for it holds the keys; then the fields, which hold what was typed. */
  wipe() {
    this.core.wipe();
    wipe(this.state);
    this.#errors = [];
    this.#leaving = [];
    // Nobody sees it any more, but the frame still does: its listeners know the answers.
    this.main.replaceChildren();
  }
}

/** Remembers what is open and focused below `place`; the returned function does it again after a redraw. */
function keep(place) {
  const open = [...place.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent);
  const focused = place.contains(document.activeElement) ? document.activeElement : undefined;
  return () => {
    for (const summary of place.querySelectorAll("summary")) summary.parentElement.open = open.includes(summary.textContent);
    const same = (node) => node.textContent === focused.textContent;
    if (focused) [...place.querySelectorAll(focused.tagName)].find(same)?.focus({ preventScroll: true });
  };
}

/** Returns the host of an address, as people write it. */
export function host(url) {
  return url.replace(/^https:\/\/(?:www\.)?/, "").replace(/\/.*$/, "");
}
