// What the code opens: status, conversation, what the public log proves (R069–R072, R207).

import { button, details, el, list, note, paragraphs, present } from "../dom.js";
import { newDraft } from "../state.js";
import { beginAnswers, isEvaluable } from "./answers.js";
import { board } from "./board.js";
import { warnings } from "./send.js";

export const mailbox = {
  id: "mailbox",
  needs: "config",
  render: (app) => {
    const { mailbox: opened } = app.state;
    if (!opened.found) return empty(app);
    return [
      opened.desks.filter((desk) => desk.cases.length > 0).map((desk) => deskPart(app, desk)),
      el("p", { class: "hint" }, app.say("look-again")),
      el("div", { class: "actions" }, button(app.say("leave"), () => app.exit.leave())),
    ];
  },
};

function empty(app) {
  return [
    note("info", paragraphs(app.say("mailbox-empty"))),
    app.state.mailbox.desks.map((desk) => warnings(app, desk)),
    el("div", { class: "actions" },
      button(app.say("mailbox-other-code"), () => app.back(), { class: "button primary" })),
    details(app.say("lost-title"), paragraphs(app.say("lost"))),
  ];
}

function deskPart(app, desk) {
  const name = app.texts.of(app.state.config.desks.find((each) => each.desk === desk.desk)?.name);
  return el("section", { "aria-label": name }, present([
    el("h2", {}, name),
    warnings(app, desk),
    desk.cases.map((each) => casePart(app, desk, each)),
    el("div", { class: "actions" },
      button(app.say("reply-title"), () => write(app, "message", desk.desk), { class: "button primary" }),
      button(app.say("withdraw-title"), () => write(app, "withdraw", desk.desk))),
    desk.cases.some(isEvaluable) && el("div", { class: "actions" },
      button(app.say("answer-evaluation-offer"), () => beginAnswers(app, "evaluation", desk.desk))),
    el("p", { class: "hint" }, desk.answersUntil
      ? app.say("answers-until", { day: app.texts.day(desk.answersUntil) })
      : app.say("answers-not-yet")),
  ]));
}

function write(app, kind, desk) {
  const { draft } = app.state;
  if (draft.kind !== kind || draft.desk !== desk) app.state.draft = newDraft(kind, desk);
  app.go(kind === "message" ? "reply" : "withdraw");
}

function casePart(app, desk, each) {
  return [
    each.status && statusPart(app, each.status),
    each.faults.map(({ code, params }) => note("warn", el("p", {}, app.say(`fault-${code}`, faultParams(app, params))))),
    el("h3", {}, app.say("messages-heading")),
    messages(app, desk, each.messages),
    el("h3", {}, app.say("letters-heading")),
    each.letters.length === 0 && el("p", {}, app.say("letters-none")),
    each.letters.map((letter) => proof(app, letter)),
    board(app, each.board),
  ];
}

/** A gap may be one answer or several. */
function faultParams(app, params) {
  return { ...app.texts.readable(params), count: (params.last ?? 0) - (params.first ?? 0) + 1 };
}

function statusPart(app, status) {
  const id = `status-${status.code}`;
  return el("div", { class: "status" }, present([
    el("p", { class: "hint" }, app.say("status-on", { day: app.texts.day(status.day) })),
    el("p", { class: "big" }, app.texts.has(id) ? app.say(id) : status.code),
    // Once the desk acknowledged, that day says nothing any more.
    status.code === "received" && due(app, "acknowledge-by", status.acknowledgeBy),
    due(app, "feedback-by", status.feedbackBy),
  ]));
}

function due(app, id, day) {
  if (!day) return undefined;
  const isPast = day < new Date().toISOString().slice(0, 10);
  return el("p", {}, app.say(id, { day: app.texts.day(day) }), isPast ? ` ${app.say("overdue")}` : "");
}

/** The desk's messages, newest first; reading them here leaves nothing behind but this view. */
function messages(app, desk, all) {
  const left = all.filter((message) => !app.state.removed.has(key(desk, message))).reverse();
  if (all.length === 0) return el("p", {}, app.say("messages-none"));
  return [
    left.length === 0 && el("p", {}, app.say("messages-removed")),
    left.map((message) => el("article", { class: "card" }, present([
      el("h4", {}, app.say("message-from", { number: message.number, day: message.day ? app.texts.day(message.day) : "?" })),
      paragraphs(message.text, { translate: "no" }),
      !message.complete && el("p", { class: "hint" }, app.say("message-unfinished")),
    ]))),
    left.length > 0 && details(app.say("remove-title"), el("p", {}, app.say("remove-hint")), button(app.say("remove-do"), () => {
      for (const message of all) app.state.removed.add(key(desk, message));
      app.render();
    })),
  ];
}

function key(desk, message) {
  return `${desk.desk}/${message.number}`;
}

/** One plain sentence, and what stands behind it. */
function proof(app, letter) {
  const { confirmed } = letter;
  const witnesses = app.say(`letter-${confirmed.quorum}`, { count: confirmed.have, quorum: confirmed.needed });
  const sentence = app.say("letter-proof", {
    day: app.texts.day(letter.day), entry: letter.entry, witnesses, held: app.say(letter.held ? "letter-held" : "letter-not-held"),
  });
  return el("div", { class: "proof" },
    el("p", {}, sentence),
    details(app.say("proof-title"), paragraphs(app.say("proof")), letter.body && list([
      [app.say("proof-body"), " ", el("code", { class: "fingerprint", translate: "no" }, letter.body)],
    ])));
}
