// Anonymous, confidential or by name (R041, R061), and what a complaint asks (R004).

import { button, el, paragraphs } from "../dom.js";
import { HEADING, choices, textField } from "../field.js";
import { IDENTITIES } from "../questions.js";
import { identityOf } from "../report.js";

export const complaint = {
  id: "complaint",
  needs: "config",
  render: (app) => [
    paragraphs(app.say("complaint-explained")),
    el("p", {}, app.say("complaint-kept")),
    el("div", { class: "actions" },
      button(app.say("complaint-report"), () => choose(app, "report"), { class: "button primary" }),
      button(app.say("complaint-name"), () => choose(app, "complaint"))),
    el("p", {}, el("a", { href: app.beside("form") }, app.say("form-link"))),
  ],
};

function choose(app, route) {
  app.state.draft.answers.route = route;
  app.go("identity");
}

export const identity = {
  id: "identity",
  needs: "config",
  title: (app) => app.say(isComplaint(app) ? "q-name-complaint" : "q-identity"),
  render: (app) => (isComplaint(app)
    ? [el("p", {}, app.say("h-name-complaint")), names(app), el("div", { class: "actions" }, app.nextButton())]
    : [...question(app), el("div", { class: "actions" }, app.nextButton())]),
  check: (app) => {
    const { answers } = app.state.draft;
    const needed = identityOf(answers) === "named" && !answers.name?.trim();
    return needed ? [{ field: "name", message: app.say(isComplaint(app) ? "need-name-complaint" : "need-name") }] : [];
  },
};

function isComplaint(app) {
  return app.state.draft.answers.route === "complaint";
}

function question(app) {
  const { answers } = app.state.draft;
  const more = el("div", {});
  const draw = () => more.replaceChildren(...(identityOf(answers) === "anonymous" ? [] : names(app)));
  draw();
  return [
    choices({
      id: "identity",
      labelledBy: HEADING,
      options: IDENTITIES.map((value) => ({ value, label: app.say(`identity-${value}`), hint: app.say(`h-identity-${value}`) })),
      chosen: identityOf(answers),
      change: (value) => {
        answers.identity = value;
        draw();
      },
    }),
    more,
  ];
}

function names(app) {
  const { answers } = app.state.draft;
  const required = identityOf(answers) === "named";
  return [
    textField({
      id: "name",
      label: app.say(required ? "q-name" : "q-name-optional"),
      hint: app.say("h-name"),
      error: app.errorFor("name"),
      required,
      value: answers.name,
      input: (value) => (answers.name = value),
    }),
    textField({
      id: "contact",
      label: app.say("q-contact"),
      hint: app.say("h-contact"),
      value: answers.contact,
      input: (value) => (answers.contact = value),
    }),
  ];
}
