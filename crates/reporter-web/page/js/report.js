// From answers to letters (docs/protocol.md §6). Pure: no page, no core.

import { categories, hasDetriment, isForAnother } from "./questions.js";

/** Returns an answer without blanks around it, or nothing if there is none. */
function said(answer) {
  const trimmed = typeof answer === "string" ? answer.trim() : "";
  return trimmed === "" ? undefined : trimmed;
}

/** Returns a list, or nothing if it is empty. */
function listed(values) {
  return Array.isArray(values) && values.length > 0 ? [...values] : undefined;
}

/** Drops members without a value; an object without any is itself nothing. */
function filled(members) {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Says under which name the reporter writes: a complaint always has one. */
export function identityOf(answers) {
  return answers.route === "complaint" ? "named" : (said(answers.identity) ?? "anonymous");
}

/**
 * Makes the report of a letter. What was typed and does not belong to the choices made, a name
 * typed before choosing to be anonymous for instance, stays on the device.
 */
export function reportOf(answers, config) {
  const identity = identityOf(answers);
  const known = identity !== "anonymous";
  return filled({
    route: said(answers.route),
    family: said(answers.family),
    kinds: listed(kindsOf(answers, config)),
    danger: said(answers.danger),
    story: said(answers.story),
    private: said(answers.private),
    when: filled({ pattern: said(answers.whenPattern), text: said(answers.whenText) }),
    place: said(answers.place),
    people: said(answers.people),
    knowledge: listed(answers.knowledge),
    evidence: said(answers.evidence),
    earlier: said(answers.earlier),
    exclude: said(answers.exclude),
    level: said(answers.level),
    wishes: listed(answers.wishes),
    wish_text: said(answers.wishText),
    detriment: detrimentOf(answers),
    role: said(answers.role),
    behalf: behalfOf(answers),
    identity,
    name: known ? said(answers.name) : undefined,
    contact: known ? said(answers.contact) : undefined,
  });
}

/** Returns the chosen kinds that belong to the chosen family. */
function kindsOf(answers, config) {
  const offered = categories(config, answers.family).map((category) => category.code);
  return (answers.kinds ?? []).filter((code) => offered.includes(code));
}

function detrimentOf(answers) {
  const state = said(answers.detriment);
  if (!state) return undefined;
  return filled({ state, text: hasDetriment(answers) ? said(answers.detrimentText) : undefined });
}

function behalfOf(answers) {
  const of = said(answers.behalf);
  if (!of) return undefined;
  return filled({ of, consent: isForAnother(answers) ? said(answers.consent) : undefined });
}

/** Questions apart from the report, and the codes that answer them (docs/protocol.md §6). */
export const ANSWERS = {
  evaluation: { questions: ["again", "safe", "clear"], codes: ["yes", "partly", "no", "unsaid"] },
  diversity: { questions: ["gender"], codes: ["woman", "man", "other", "unsaid"] },
};

/** Returns what was answered of a list of questions, or nothing. */
export function answersOf(of, answers) {
  const { questions, codes } = ANSWERS[of];
  const given = questions.filter((question) => codes.includes(answers[question]));
  return filled(Object.fromEntries(given.map((question) => [question, answers[question]])));
}

/** Makes the letter of a draft. */
export function letterOf(draft, lang, config) {
  if (ANSWERS[draft.kind]) {
    return { kind: "message", lang, answers: { of: draft.kind, ...answersOf(draft.kind, draft.answers) } };
  }
  if (draft.kind === "report") return { kind: "report", lang, report: reportOf(draft.answers, config) };
  const text = said(draft.text);
  return text === undefined ? { kind: draft.kind, lang } : { kind: draft.kind, lang, text };
}

/** Makes the files of a letter: the cleaned copy first, the original beside it where that was asked. */
export function filesOf(files) {
  return files.filter((file) => file.state === "ready" && file.keep).flatMap((file) => parts(file));
}

function parts(file) {
  if (!file.cleaned) return [{ name: file.name, blob: file.original }];
  const cleaned = { name: file.name, blob: file.cleaned };
  return file.withOriginal ? [cleaned, { name: beside(file.name), blob: file.original }] : [cleaned];
}

/** Returns the name of an original that goes along: `bestand-1.jpg` → `bestand-1-original.jpg`. */
function beside(name) {
  return name.replace(/(\.[^.]*)?$/, (ending) => `-original${ending}`);
}

/** Returns a name that says nothing but the type: names of files tell tales too. */
export function neutralName(stem, number, original) {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(original);
  return `${stem}-${number}${ending ? ending[0].toLowerCase() : ""}`;
}

/** Says whether a word typed back is the one that was shown: case and accents do not matter. */
export function sameWord(typed, shownWord) {
  const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();
  return plain(typed) === plain(shownWord);
}

/** Picks two different places of a code, lower first, from random bytes. */
export function twoPlaces(random) {
  const first = random(12);
  const second = (first + 1 + random(11)) % 12;
  return [first, second].sort((a, b) => a - b);
}
