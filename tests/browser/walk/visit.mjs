// One visitor: a browser context with one page, what a hand does on it, and everything it asked for and complained of.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { checkHeaders } from "./headers.mjs";
import { heading, say } from "./texts.mjs";

/** What stands for the screens of most visitors, in CSS pixels. */
export const SIZES = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 900 },
};

/** A visitor. `stage.visit()` makes one. */
export class Visit {
  /** Every request: `{method, url, type}`. */
  requests = [];
  /** Every answer: `{url, status, headers}`. */
  answers = [];
  /** What the console said beside plain remarks, and what nobody caught. */
  complaints = [];

  constructor(context, page, { lang, base, relay, exit, allowed, beside = [] }) {
    Object.assign(this, { context, page, lang, base, relay, exit, allowed, beside });
    context.on("request", (request) => {
      this.requests.push({ method: request.method(), url: request.url(), type: request.resourceType() });
    });
    context.on("response", (answer) => {
      this.answers.push({ url: answer.url(), status: answer.status(), headers: answer.headers() });
    });
    context.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      this.complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.complaints.push(`uncaught: ${error.error()?.stack ?? error.error()}`));
    page.on("crash", () => this.complaints.push("the page crashed"));
  }

  /** Returns a text of the page in the visitor's language. */
  say(id, params) {
    return say(this.lang, id, params);
  }

  /** Opens an address below the relay; without one the page in the visitor's language. */
  async open(path = `${this.lang}/`) {
    return this.page.goto(new URL(path, `${this.base}/`).href);
  }

  /** Waits for a screen; its heading must have the focus, unless `focus` is false. */
  async on(screen, { focus = true } = {}) {
    this.screen = screen;
    const place = this.page.locator("h1#heading");
    await place.filter({ hasText: exactly(heading(this.lang, screen)) }).waitFor();
    if (!focus) return;
    assert.equal(await this.page.evaluate(() => document.activeElement?.id), "heading", `${screen}: the focus is elsewhere`);
  }

  /** Presses a button with a text of the page. */
  async press(id, params) {
    await this.page.getByRole("button", { name: this.say(id, params), exact: true }).click();
  }

  /** Presses the button that goes on. */
  async next() {
    await this.page.locator("#next").click();
  }

  /** Chooses a radio button or ticks a box by its label. */
  async choose(label) {
    await this.page.getByLabel(label, { exact: true }).check();
  }

  /** Chooses by the id of the text that labels it. */
  async pick(id) {
    await this.choose(this.say(id));
  }

  /** Types into the field with an id. */
  async type(id, text) {
    await this.page.locator(`#${id}`).fill(text);
  }

  /** Opens a section by the id of its text. */
  async unfold(id) {
    await this.page.locator("summary").filter({ hasText: exactly(this.say(id)) }).click();
  }

  /** Returns the text of the screen, blanks made single. */
  async text() {
    return (await this.page.locator("main").innerText()).replace(/\s+/g, " ");
  }

  /** Asserts that nobody else was asked for anything, that the browser complained of nothing, and what the relay's headers are. */
  check() {
    const own = (url) => [`${this.base}/`, `blob:${this.base}/`, "data:", "about:", ...this.beside].some((start) => url.startsWith(start));
    const foreign = this.requests.filter(({ url }) => !own(url) && url !== this.exit);
    assert.deepEqual(foreign, [], "requests to somebody else");
    // Who stands between a visitor and the relay answers for itself.
    if (this.base === this.relay) this.answers.filter(({ url }) => url.startsWith(`${this.base}/`)).forEach(checkHeaders);
    const unexpected = this.complaints.filter((complaint) => !this.allowed.some((pattern) => pattern.test(complaint)));
    assert.deepEqual(unexpected, [], "complaints of the browser");
  }

  /** Says where a visit is that went wrong, and keeps a picture of it. */
  async describe(to) {
    mkdirSync(to.slice(0, to.lastIndexOf("/")), { recursive: true });
    const shown = await this.page.locator("h1").allInnerTexts().catch(() => ["?"]);
    await this.page.screenshot({ path: to, fullPage: true, timeout: 5_000 }).catch(() => {});
    return [
      `address: ${this.page.url()}`, `awaited screen: ${this.screen}`, `heading: ${shown.join(" | ")}`,
      `picture: ${to}`, ...this.complaints.slice(-20),
    ].join("\n  ");
  }
}

/** Matches a text from its beginning to its end. */
export function exactly(text) {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+")}\\s*$`);
}
