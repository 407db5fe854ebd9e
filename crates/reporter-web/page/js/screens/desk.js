// Which desk, the one for reports about the reporting point itself included (R043, R055, R084).

import { el, note } from "../dom.js";
import { HEADING, choices } from "../field.js";
import { deskOf } from "../flow.js";

export const desk = {
  id: "desk",
  needs: "config",
  title: (app) => app.say("q-desk"),
  render: (app) => [
    el("p", {}, app.say("h-desk")),
    choices({
      id: "desk",
      labelledBy: HEADING,
      error: app.errorFor("desk"),
      required: true,
      options: app.state.config.desks.map((each) => ({
        value: each.desk,
        label: app.texts.of(each.name),
        hint: [app.texts.of(each.about), each.alternative && app.say("desk-alternative")].filter(Boolean).join(" "),
      })),
      chosen: app.state.draft.desk,
      change: (value) => (app.state.draft.desk = value),
    }),
    app.state.config.desks.some((each) => each.alternative) && note("info", el("p", {}, app.say("desk-about-itself"))),
    el("div", { class: "actions" }, app.nextButton()),
  ],
  check: (app) => (deskOf(app.state) ? [] : [{ field: "desk", message: app.say("need-desk") }]),
};
