// Waiting for the core, and there being none.

import { button, el, note, paragraphs } from "../dom.js";

export const loading = {
  id: "loading",
  render: (app) => [el("p", { role: "status" }, app.say("loading-hint"))],
};

export const error = {
  id: "error",
  render: (app) => [
    note("warn", app.explain(app.failure)),
    paragraphs(app.say("error-nothing-sent")),
    el("p", {}, el("a", { href: app.beside("plain") }, app.say("plain-link"))),
    el("div", { class: "actions" }, button(app.say("leave"), () => app.exit.leave())),
  ],
};
