// Which screen follows which. Pure.

import { QUESTIONS } from "./questions.js";
import { identityOf } from "./report.js";

const ASKED = QUESTIONS.map((question) => question.id);

/** Screens of a report, in order. */
export const REPORT = [
  "start", "safety", "route", "identity", "desk", ...ASKED, "files", "review", "code", "confirm", "send", "sent",
];

/** Screens that are counted for the reporter: the questions, from the first to the review. */
export const COUNTED = REPORT.slice(REPORT.indexOf("route"), REPORT.indexOf("review") + 1);

/** Returns the desk that the draft is for: the chosen one, or the only one there is. */
export function deskOf({ config, draft }) {
  const chosen = config.desks.find((desk) => desk.desk === draft.desk);
  return chosen ?? (config.desks.length === 1 ? config.desks[0] : undefined);
}

/** Returns the screen after `id`. From the review one edits a single answer and comes back. */
export function after(id, state) {
  if (state.editing && COUNTED.includes(id)) return "review";
  const order = REPORT.filter((screen) => !isSkipped(screen, state));
  return order[order.indexOf(id) + 1];
}

/** With one desk there is nothing to choose; the start screen says who reads it. */
function isSkipped(id, state) {
  return id === "desk" && (state.config?.desks.length ?? 0) < 2;
}

/** Returns the place of a screen among the counted ones, from 1, and their number. */
export function step(id, state) {
  const counted = COUNTED.filter((screen) => !isSkipped(screen, state));
  const place = counted.indexOf(id);
  return place < 0 ? undefined : { place: place + 1, count: counted.length };
}

/** Returns the first screen with something required missing, before a report may be reviewed. */
export function firstGap(state) {
  const { answers } = state.draft;
  if (!answers.route) return "route";
  if (identityOf(answers) === "named" && !answers.name?.trim()) return "identity";
  if (!deskOf(state)) return "desk";
  if (!answers.family) return "family";
  if (!answers.story?.trim()) return "story";
  return undefined;
}
