// A few questions apart from the report: how it went, after feedback (R136); about the reporter, after sending (R138).

import { button, el, note, paragraphs } from "../dom.js";
import { choices } from "../field.js";
import { ANSWERS, answersOf } from "../report.js";
import { newDraft } from "../state.js";

/** Status codes from which on a desk has given feedback. */
const AFTER_FEEDBACK = ["feedback", "closed", "aftercare"];

/** Says whether a case can be evaluated. */
export function isEvaluable(each) {
  return AFTER_FEEDBACK.includes(each.status?.code);
}

/** Begins to answer the questions of a list to a desk. */
export function beginAnswers(app, of, desk) {
  const { draft } = app.state;
  if (draft.kind !== of || draft.desk !== desk) app.state.draft = newDraft(of, desk);
  app.go(of);
}

export const evaluation = screenOf("evaluation");
export const diversity = screenOf("diversity");

function screenOf(of) {
  return {
    id: of,
    needs: "config",
    title: (app) => app.say(`answer-${of}`),
    render: (app) => [
      note("info", paragraphs(app.say(`answer-${of}-note`))),
      ANSWERS[of].questions.map((question) => field(app, of, question)),
      el("div", { class: "actions" }, button(app.say("answer-next"), () => goOn(app), { class: "button primary", id: "next" })),
    ],
    check: (app) => (answersOf(of, app.state.draft.answers) ? [] : [{ field: ANSWERS[of].questions[0], message: app.say("need-answer") }]),
  };
}

function field(app, of, question) {
  const { answers } = app.state.draft;
  return choices({
    id: question,
    legend: app.say(`answer-q-${question}`),
    error: app.errorFor(question),
    options: ANSWERS[of].codes.map((code) => ({ value: code, label: app.say(`answer-is-${code}`) })),
    chosen: answers[question],
    change: (value) => (answers[question] = value),
  });
}

function goOn(app) {
  const errors = app.screen.check(app);
  if (errors.length > 0) return app.refuse(errors);
  app.state.sent = undefined;
  app.state.sendError = undefined;
  return app.go("send");
}
