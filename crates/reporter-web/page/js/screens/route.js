// Melding, klacht, advies, signaal, aangifte: what they are, before anything is typed (R004, R006, R045).

import { button, details, el, paragraphs } from "../dom.js";
import { HEADING, choices } from "../field.js";
import { after } from "../flow.js";
import { ROUTES } from "../questions.js";

export const route = {
  id: "route",
  needs: "config",
  title: (app) => app.say("q-route"),
  render: (app) => [
    choices({
      id: "route",
      labelledBy: HEADING,
      error: app.errorFor("route"),
      required: true,
      options: ROUTES.map((value) => ({ value, label: app.say(`route-${value}`), hint: app.say(`h-route-${value}`) })),
      chosen: app.state.draft.answers.route,
      change: (value) => (app.state.draft.answers.route = value),
    }),
    details(app.say("police-title"), paragraphs(app.say("police"))),
    el("div", { class: "actions" },
      app.nextButton(),
      button(app.say("start-return"), () => app.go("return"))),
  ],
  check: (app) => (app.state.draft.answers.route ? [] : [{ field: "route", message: app.say("need-route") }]),
  after: (app) => (app.state.draft.answers.route === "complaint" ? "complaint" : after("route", app.state)),
};
