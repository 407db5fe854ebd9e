// What the desks' public boards say of the year before, for whoever has not reported yet (R044). Verified with the rest of
// what everybody downloads; nothing shows until that is there, or if a board is absent, stale or not to be believed.

import { el, list, note, present } from "../dom.js";

/** Says the year before of every desk that has one, as soon as it is known. */
export function lastYear(app) {
  const place = el("div", {});
  const draw = () => place.replaceChildren(...present((app.state.config?.desks ?? []).map((desk) => ofDesk(app, desk))));
  draw();
  if (app.downloads) app.onLeave(app.downloads.watch(draw));
  return place;
}

function ofDesk(app, { desk, name }) {
  const shown = app.downloads?.view(desk)?.lastYear;
  if (!shown) return undefined;
  const { year, received, acknowledged, feedback, overdue, day } = shown;
  const params = { name: app.texts.of(name), year: String(year), received, acknowledged, feedback, overdue, day: app.texts.day(day) };
  return note("info", present([
    el("p", {}, el("strong", {}, app.say("year-title", params))),
    list(["received", "acknowledged", "feedback", "overdue"].map((part) => app.say(`year-${part}`, params))),
    el("p", { class: "hint" }, app.say("year-source", params)),
  ]));
}
