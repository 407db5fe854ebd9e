// Every text that the screens, the core and the metadata step can ask for is there in both languages,
// none is left over, and none promises what nobody can keep (R035, R179).

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { FAMILIES, IDENTITIES, QUESTIONS, ROUTES } from "./questions.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const PAGE = join(HERE, "..");
const CRATES = join(PAGE, "..", "..");
const LANGUAGES = ["nl", "en"];

/** docs/protocol.md §8. */
const STATUSES = [
  "received", "acknowledged", "assessing", "question", "handling", "investigating", "on-hold", "referred",
  "transferred", "feedback", "closed", "aftercare", "withdrawn", "reopened",
];

const texts = Object.fromEntries(LANGUAGES.map((lang) => [lang, readTexts(lang)]));

function readTexts(lang) {
  const folder = join(PAGE, "texts", lang);
  const messages = new Map();
  for (const name of readdirSync(folder)) {
    let id;
    for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
      const begin = /^([a-zA-Z][\w-]*) =\s?(.*)$/.exec(line);
      if (begin) {
        id = begin[1];
        assert.ok(!messages.has(id), `${lang}: ${id} is there twice`);
        messages.set(id, begin[2]);
      } else if (/^\s/.test(line) && line.trim() !== "") {
        messages.set(id, `${messages.get(id)}\n${line.trim()}`);
      } else assert.match(line, /^(#.*)?$/, `${lang}/${name}: ${line}`);
    }
  }
  return messages;
}

function sources(folder, ending) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path, ending);
    return name.endsWith(ending) && !name.endsWith(".test.mjs") ? [readFileSync(path, "utf8")] : [];
  });
}

/** What the first group of a pattern finds. */
function found(texts, pattern) {
  return texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]));
}

const js = sources(HERE, ".js");
const rust = sources(join(PAGE, "..", "src"), ".rs");

/** Ids built from a table or from a code of the core. */
function composed() {
  const fields = QUESTIONS.flatMap((asked) => asked.fields);
  const options = fields.flatMap(({ prefix, values = [], hints }) =>
    values.flatMap((value) => [`${prefix}-${value}`, ...(hints ? [`h-${prefix}-${value}`] : [])]));
  const faults = [
    ...found(rust, /Fault::new\(\s*"([a-z-]+)"/g), ...found(rust, /"(code-[a-z]+)"/g),
    ...found(js, /\bfault\((?:[^(){}]*\? "fate-unknown" : )?"([a-z-]+)"/g), ...found(js, /code: "([a-z-]+)"/g),
    ...found(rust, /\bSelf::new\(\s*"([a-z-]+)"/g), "unknown",
  ];
  const shownWarnings = found(sources(join(PAGE, "..", "src"), "desk_view.rs"), /Warning::new\("([a-z-]+)"/g);
  const shownFaults = found(sources(join(PAGE, "..", "src"), "mailbox_view.rs"), /(?:Warning::new\(|numbered\()"([a-z-]+)"/g);
  const [finding, outcome] = ["finding.rs", "outcome.rs"].map((name) => readFileSync(join(CRATES, "metadata", "src", name), "utf8"));
  return [
    ...QUESTIONS.flatMap((asked) => [`q-${asked.id}`, asked.hint ?? []].flat()),
    ...fields.flatMap((field) => [field.label ?? [], field.required ?? []].flat()),
    ...options,
    ...ROUTES.flatMap((route) => [`route-${route}`, `h-route-${route}`]),
    ...IDENTITIES.flatMap((each) => [`identity-${each}`, `h-identity-${each}`, `known-${each}`]),
    ...FAMILIES.map((family) => `family-${family}`),
    ...STATUSES.map((status) => `status-${status}`),
    ...["open", "overdue", "withdrawn", "kept", "late"].map((word) => `board-said-${word}`),
    ...["acknowledgement", "feedback"].map((term) => `board-term-${term}`),
    ...new Set(faults.map((code) => `err-${code}`)),
    ...shownWarnings.concat(["cards", "replies"]).map((code) => `warn-${code}`),
    ...shownFaults.map((code) => `fault-${code}`),
    ...found([finding], / = "([a-z]+)",/g).map((code) => `meta-${code}`),
    ...found([outcome.slice(0, outcome.indexOf("impl CleanError"))], /Self::\w+ => "([a-z]+)"/g).map((code) => `left-${code}`),
  ];
}

/** Ids named in the sources, and patterns of those built from a value. */
const literal = new Set(found(js, /["`]([a-z][a-z0-9]*(?:-[a-zA-Z0-9]+)+)["`]/g).concat(found(js, /"([a-z]+)"/g)));
const templates = found(js, /say\(`([^`]+)`/g).map((text) => new RegExp(`^${text.replace(/\$\{[^}]*\}/g, "[A-Za-z0-9-]+")}$`));
const titles = ["start", "safety", "complaint", "code", "confirm", "return", "mailbox", "withdraw", "landscape", "loading", "error", "sent"];

test("languages_have_the_same_texts", () => {
  assert.deepEqual([...texts.nl.keys()].sort(), [...texts.en.keys()].sort());
});

test("texts_in_both_languages_take_the_same_parameters", () => {
  const params = (text) => [...new Set(found([text], /\{ \$([a-z]+)/g))].sort();
  for (const [id, text] of texts.nl) assert.deepEqual(params(text), params(texts.en.get(id)), id);
});

test("every_text_that_is_asked_for_is_there", () => {
  const asked = new Set([
    ...found(js, /\bsay\("([^"]+)"/g), ...found(js, /\bsaid\("([^"]+)"/g), ...composed(), ...titles.map((id) => `${id}-title`),
  ]);
  assert.ok(asked.size > 250, "the scan finds them");
  assert.deepEqual([...asked].filter((id) => !texts.nl.has(id)), []);
  for (const pattern of templates) assert.ok([...texts.nl.keys()].some((id) => pattern.test(id)), `${pattern}`);
});

test("no_text_is_left_over", () => {
  const used = new Set([...composed(), ...titles.map((id) => `${id}-title`)]);
  const errors = new Set([...used].filter((id) => id.startsWith("err-")).map((id) => `rec-${id.slice(4)}`));
  const isUsed = (id) =>
    used.has(id) || literal.has(id) || errors.has(id) ||
    (!/^(?:err|rec|warn|fault|meta|left)-/.test(id) && templates.some((pattern) => pattern.test(id)));
  assert.deepEqual([...texts.nl.keys()].filter((id) => !isUsed(id)), []);
});

test("texts_promise_no_perfect_anonymity", () => {
  const promise = /100\s?%|volledig (?:anoniem|veilig)|helemaal (?:anoniem|veilig)|gegarandeerd|(?:completely|fully|totally) (?:anonymous|safe|secure)|guarantee/i;
  for (const lang of LANGUAGES) {
    for (const [id, text] of texts[lang]) assert.doesNotMatch(text, promise, `${lang}: ${id}`);
    for (const page of sources(join(PAGE, "template", lang), ".html")) assert.doesNotMatch(page, promise);
  }
});

test("sentences_are_short", () => {
  const words = (sentence) => sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
  for (const lang of LANGUAGES) {
    for (const [id, text] of texts[lang]) {
      for (const sentence of text.split(/[.?!:;…\n]\s*/)) {
        assert.ok(words(sentence) <= 25, `${lang}: ${id} has a sentence of ${words(sentence)} words`);
      }
    }
  }
});

test("templates_have_no_inline_script_or_style", () => {
  for (const lang of LANGUAGES) {
    for (const page of sources(join(PAGE, "template", lang), ".html")) {
      assert.doesNotMatch(page, /<style|style=|\son[a-z]+=|javascript:/i);
      for (const [, inside] of page.matchAll(/<script[^>]*>([^]*?)<\/script>/g)) assert.equal(inside, "");
    }
  }
});

test("screens_write_no_markup", () => {
  const markup = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function/;
  for (const source of js) assert.doesNotMatch(source, markup);
});

test("screens_keep_nothing", () => {
  const keeping = /localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker|<form|createElement\("form"/;
  for (const source of js) assert.doesNotMatch(source, keeping);
});
