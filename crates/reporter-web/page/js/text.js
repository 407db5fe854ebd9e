// Texts in two languages, from Fluent. Both are on the device, so a switch asks the relay nothing.

import { FluentBundle, FluentResource } from "@fluent/bundle";

/** Languages of the page, each with its own name. */
export const LANGUAGES = { nl: "Nederlands", en: "English" };

/** Every text of the page, in the language that is set. */
export class Texts {
  #bundles;
  #lang;

  /** Reads `sources`: for each language a list of Fluent texts. */
  constructor(sources, lang) {
    this.#bundles = Object.fromEntries(Object.keys(sources).map((each) => [each, bundle(each, sources[each])]));
    this.lang = lang;
  }

  get lang() {
    return this.#lang;
  }

  /** Sets the language; one that is not there leaves it as it was, or begins with the first. */
  set lang(lang) {
    this.#lang = Object.hasOwn(this.#bundles, lang) ? lang : (this.#lang ?? Object.keys(this.#bundles)[0]);
  }

  /** Replaces single texts by those of the signed configuration (R016). */
  override(texts) {
    for (const [lang, replaced] of Object.entries(texts ?? {})) {
      // A pattern goes on over indented lines.
      const source = Object.entries(replaced).map(([id, text]) => `${id} =\n    ${text.replace(/\n/g, "\n    ")}\n`);
      this.#bundles[lang]?.addResource(new FluentResource(source.join("")), { allowOverrides: true });
    }
  }

  /** Says whether there is such a text. */
  has(id) {
    return this.#bundles[this.#lang].hasMessage(id);
  }

  /** Returns a text. A missing one shows its id: a test finds it, and a reporter is not left with nothing. */
  say(id, params = {}) {
    const message = this.#bundles[this.#lang].getMessage(id);
    return message?.value ? this.#bundles[this.#lang].formatPattern(message.value, params, []) : id;
  }

  /** Returns what the configuration says in this language, else in the other. */
  of(narrowed) {
    return narrowed?.[this.#lang] ?? Object.values(narrowed ?? {})[0] ?? "";
  }

  /** Writes a day, `YYYY-MM-DD`, in words. */
  day(day) {
    return this.#date(new Date(`${day}T00:00:00Z`), { ...DAY, timeZone: "UTC" });
  }

  /** Puts the days and lists among parameters into words. */
  readable(params = {}) {
    const word = (value) => (Array.isArray(value) ? value.join(", ") : DAY_FORM.test(value) ? this.day(value) : value);
    return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, word(value)]));
  }

  /** Writes the time of a moment, in Unix seconds, by the clock of the device. */
  time(moment) {
    return this.#date(new Date(moment * 1000), { hour: "2-digit", minute: "2-digit" });
  }

  /** Writes day and time of a moment, in Unix seconds, by the clock of the device. */
  moment(moment) {
    return this.#date(new Date(moment * 1000), { ...DAY, hour: "2-digit", minute: "2-digit" });
  }

  /** Writes a number of bytes as people do. */
  size(bytes) {
    const [value, unit] = bytes < 1e6 ? [Math.max(1, Math.round(bytes / 1e3)), "kB"] : [bytes / 1e6, "MB"];
    const digits = { maximumFractionDigits: unit === "MB" && value < 100 ? 1 : 0 };
    return `${new Intl.NumberFormat(this.#lang, digits).format(value)} ${unit}`;
  }

  #date(date, format) {
    return new Intl.DateTimeFormat(this.#lang === "en" ? "en-GB" : this.#lang, format).format(date);
  }
}

const DAY_FORM = /^\d{4}-\d\d-\d\d$/;
const DAY = { day: "numeric", month: "long", year: "numeric" };

function bundle(lang, sources) {
  // Without isolating marks: both languages run from left to right, and copied text stays clean.
  const made = new FluentBundle(lang, { useIsolating: false });
  for (const source of sources) made.addResource(new FluentResource(source));
  return made;
}
