// The desk's public board, held against one's own case (docs/protocol.md §11.6).

import { el, list, note, present } from "../dom.js";

/** Says what the board has of a case. */
export function board(app, shown) {
  if (!shown) return undefined;
  if (shown.state === "refused") return note("warn", el("p", {}, app.say("board-refused")));
  if (shown.state === "none") return el("p", { class: "hint" }, app.say("board-none"));
  return shown.state === "unlisted" ? unlisted(app, shown) : listed(app, shown);
}

function unlisted(app, { day, overdue }) {
  const params = { day: app.texts.day(day) };
  if (overdue.length === 0) return el("p", {}, app.say("board-unlisted", params));
  return note("warn", overdue.map((term) => el("p", {}, app.say("board-overdue", { ...params, term: termOf(app, term) }))));
}

function listed(app, { day, number, partial, differences }) {
  const params = { day: app.texts.day(day), number: String(number) };
  if (differences.length === 0) return el("p", {}, app.say(partial ? "board-partial" : "board-agrees", params));
  return note("warn", present([
    el("p", {}, app.say("board-differs", params)),
    list(differences.map((difference) => differenceOf(app, difference))),
    el("p", {}, app.say("board-differs-means")),
  ]));
}

function differenceOf(app, { what, term, board: has, ...days }) {
  if (what === "received") return app.say("board-received", app.texts.readable({ board: has, ...days }));
  return app.say(`board-${what}`, { term: termOf(app, term), said: said(app, has), ...app.texts.readable(days) });
}

function termOf(app, term) {
  return app.say(`board-term-${term}`);
}

function said(app, { said: word, week }) {
  return app.say(`board-said-${word}`, week ? { week: app.texts.day(week) } : {});
}
