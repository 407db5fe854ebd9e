// Exactly what is sent, with a way to change each answer (R062).

import { button, details, el, note } from "../dom.js";
import { deskOf, firstGap } from "../flow.js";
import { QUESTIONS, shown } from "../questions.js";
import { filesOf, identityOf, letterOf } from "../report.js";
import { fingerprint } from "./start.js";

export const review = {
  id: "review",
  needs: "config",
  title: (app) => app.say("q-review"),
  render: (app) => {
    const desk = deskOf(app.state);
    const fit = el("div", { "aria-live": "polite" });
    measure(app, fit);
    return [
      el("p", {}, app.say("review-intro", { name: app.texts.of(desk?.name) })),
      desk && fingerprint(app, desk),
      fit,
      el("dl", { class: "answers" }, rows(app)),
      details(app.say("review-exact"), el("p", {}, app.say("review-exact-hint")),
        el("pre", { translate: "no", tabindex: "0", "aria-label": app.say("review-exact") }, JSON.stringify(letter(app), null, 1))),
      el("div", { class: "actions" }, app.nextButton(app.say("review-next"))),
    ];
  },
  check: (app) => {
    const gap = firstGap(app.state);
    if (gap) return [{ field: `change-${gap}`, message: app.say("review-gap") }];
    if (app.state.tooLong) return [{ field: "change-story", message: app.say("review-too-long") }];
    return [];
  },
};

function letter(app) {
  return letterOf(app.state.draft, app.texts.lang, app.state.config);
}

/** Asks the core whether the letter fits, and offers to send the rest as a file if it does not. */
async function measure(app, place) {
  app.state.tooLong = false;
  const { len, max } = await app.core.measure(letter(app)).catch(() => ({ len: 0, max: 0 }));
  if (!place.isConnected && app.screen.id !== "review") return;
  app.state.tooLong = len > max;
  if (!app.state.tooLong) return;
  place.replaceChildren(note("warn",
    el("p", {}, app.say("err-too-long", { len, max })),
    el("p", {}, app.say("too-long-offer")),
    button(app.say("too-long-file"), () => moveRest(app))));
}

/** Blanks that are cut off again: `measure` counts a few bytes more than a first letter needs. */
const SPARE = 16;

/** Cuts the story where it still fits; the rest goes along as a file. */
async function moveRest(app) {
  const { draft } = app.state;
  const name = app.say("rest-name");
  try {
    const mark = app.say("rest-mark", { name });
    const cut = await app.core.split(deskOf(app.state).desk, letter(app), mark + " ".repeat(SPARE));
    draft.answers.story = cut.letter.report.story.trimEnd();
    const original = new Blob([cut.rest], { type: "text/plain" });
    draft.files.push({ original, name, shownName: name, state: "ready", keep: true, findings: [], cleanable: "yes", left: [] });
    app.go("review");
  } catch {
    app.refuse([{ field: "change-story", message: app.say("review-too-long") }]);
  }
}

function rows(app) {
  const { answers } = app.state.draft;
  const known = identityOf(answers);
  return [
    row(app, "route", app.say("q-route"), [label(app, "route", answers.route)]),
    row(app, "identity", app.say("q-identity"), [
      app.say(`identity-${known}`), ...(known === "anonymous" ? [] : [answers.name, answers.contact]),
    ]),
    QUESTIONS.map((asked) => row(app, asked.id, app.say(`q-${asked.id}`), answerOf(app, asked))),
    row(app, "files", app.say("q-files"), filesOf(app.state.draft.files).map((file) => file.name)),
  ];
}

function row(app, id, question, answer) {
  const said = answer.filter((part) => part?.trim?.());
  return el("div", {},
    el("dt", {}, question),
    el("dd", { translate: "no" }, said.length === 0 ? el("span", { class: "hint" }, app.say("review-nothing")) : said.map((part) => el("p", { class: "typed" }, part.trim()))),
    el("dd", { class: "change" }, button(app.say("change"), () => change(app, id), {
      id: `change-${id}`, class: "link", "aria-label": app.say("change-this", { question }),
    })));
}

function change(app, id) {
  app.state.editing = true;
  app.go(id);
}

function answerOf(app, asked) {
  const { answers } = app.state.draft;
  const report = letter(app).report;
  return shown(asked, answers).flatMap((each) => {
    const value = answers[each.key];
    if (each.type === "one") return [label(app, each.prefix, value)];
    if (each.type === "any") return (value ?? []).map((code) => label(app, each.prefix, code));
    if (each.type === "kinds") return (report.kinds ?? []).map((code) => kind(app, code));
    return [value];
  });
}

function label(app, prefix, value) {
  return value ? app.say(`${prefix}-${value}`) : "";
}

function kind(app, code) {
  return app.texts.of(app.state.config.categories.find((category) => category.code === code)?.name);
}
