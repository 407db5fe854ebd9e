// A caseworker at the desk's screens: the texts of the desk, unlocking, forms, jobs.

import { readFileSync, readdirSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";

const FOLDER = new URL("../../../crates/desk/src/text/", import.meta.url);

const bundles = new Map();

function bundle(lang) {
  if (bundles.has(lang)) return bundles.get(lang);
  const made = new FluentBundle(lang, { useIsolating: false });
  for (const file of readdirSync(FOLDER)) {
    if (file !== `${lang}.ftl` && !file.endsWith(`-${lang}.ftl`)) continue;
    made.addResource(new FluentResource(readFileSync(new URL(file, FOLDER), "utf8")));
  }
  bundles.set(lang, made);
  return made;
}

/** Returns a text of the desk; an id that it does not have is a mistake of the story. */
export function say(lang, id, params = {}) {
  const message = bundle(lang).getMessage(id);
  if (!message?.value) throw new Error(`the desk has no text ${id} (${lang})`);
  return bundle(lang).formatPattern(message.value, params);
}

/** What a hand does at the desk, on a visit of `stage.visit`. */
export class Caseworker {
  constructor(visit, scene) {
    Object.assign(this, { visit, scene, page: visit.page, lang: scene.lang });
  }

  say(id, params) {
    return say(this.lang, id, params);
  }

  /** Waits for a heading, by its text or the id of its text. */
  async on(id, params) {
    const text = this.say(id, params);
    await this.page.getByRole("heading", { level: 1, name: text, exact: true }).waitFor();
  }

  /** Follows the link that works once, and stands before the lock. */
  async enter() {
    await this.page.goto(this.scene.link);
    await this.on("unlock-title");
  }

  /** Looks at each of these screens, as the tour comes by. */
  async tour(screens, looker) {
    for (const { name, path, before, after } of screens) {
      if (path) await this.open(typeof path === "function" ? path(this) : path);
      await before?.(this);
      await looker.look(this.visit, name);
      await after?.(this);
    }
  }

  async unlock(passphrase = this.scene.passphrase) {
    await this.page.getByLabel(this.say("unlock-passphrase")).fill(passphrase);
    await this.press("unlock-do");
  }

  /** Opens a path of the desk. */
  async open(path) {
    await this.page.goto(new URL(path, this.scene.desk).href);
  }

  async press(id, params) {
    await this.page.getByRole("button", { name: this.say(id, params), exact: true }).click();
  }

  /** Fills in the field with an id. */
  async type(id, text) {
    await this.page.locator(`#${id}`).fill(text);
  }

  /** Presses a button of a form that the browser would not send as it is. */
  async submit(id) {
    await this.page.locator("form").evaluateAll((forms) => forms.forEach((form) => (form.noValidate = true)));
    await this.press(id);
  }

  /** Answers a question: chooses from radio buttons, or from a list that opens. */
  async answer(name, value) {
    const radio = this.page.locator(`input[name="${name}"][value="${value}"]`);
    if (await radio.count()) await radio.check();
    else await this.page.locator(`select[name="${name}"]`).selectOption(value);
  }

  /** Opens a case, and declares to have no interest in it where that is asked. */
  async read(path) {
    await this.open(path);
    const none = this.page.getByRole("button", { name: this.say("interest-none"), exact: true });
    if (await none.count()) await none.click();
    await this.page.getByRole("heading", { level: 2, name: this.say("case-talk"), exact: true }).waitFor();
  }

  /** Locks the vault and quits. */
  async leave() {
    await this.press("ui-lock");
    await this.on("unlock-title");
    await this.press("ui-quit");
    await this.on("quit-title");
  }

  /** Waits until the job that was begun says what came of it. */
  async done(id, params) {
    await this.page.getByText(this.say(id, params)).first().waitFor();
  }
}
