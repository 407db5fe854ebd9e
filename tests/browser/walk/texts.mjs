// The page's own texts, read from its Fluent files: what a visitor finds on the screen.

import { readFileSync, readdirSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";

const FOLDER = new URL("../../../crates/reporter-web/page/texts/", import.meta.url);

const bundles = new Map();

function bundle(lang) {
  if (bundles.has(lang)) return bundles.get(lang);
  const made = new FluentBundle(lang, { useIsolating: false });
  const folder = new URL(`${lang}/`, FOLDER);
  for (const file of readdirSync(folder)) {
    made.addResource(new FluentResource(readFileSync(new URL(file, folder), "utf8")));
  }
  bundles.set(lang, made);
  return made;
}

/** Returns a text of the page; an id that it does not have is a mistake of the story. */
export function say(lang, id, params = {}) {
  const message = bundle(lang).getMessage(id);
  if (!message?.value) throw new Error(`the page has no text ${id} (${lang})`);
  return bundle(lang).formatPattern(message.value, params);
}

/** Ids of screens whose heading has another id than `<screen>-title` or, of a question, `q-<screen>`. */
const TITLES = {
  reply: "reply-text", sending: "sending-title", "complaint-name": "q-name-complaint",
};

/** Screens that are headed by their own title; all others ask a question. */
const TITLED = [
  "start", "safety", "complaint", "code", "confirm", "send", "sent", "return", "mailbox", "withdraw", "landscape",
  "loading", "error",
];

/** Returns the heading of a screen. */
export function heading(lang, screen) {
  return say(lang, TITLES[screen] ?? (TITLED.includes(screen) ? `${screen}-title` : `q-${screen}`));
}
