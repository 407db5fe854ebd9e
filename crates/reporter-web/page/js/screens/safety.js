// The one interruption before the form (R033, text of requirements 18.3), more behind a link (R034, R035, R037).

import { details, el, list, paragraphs } from "../dom.js";
import { lastYear } from "./year.js";

export const safety = {
  id: "safety",
  render: (app) => [
    list(app.say("safety-list").split("\n"), { class: "points" }, "ol"),
    el("p", {}, app.say("safety-exit")),
    el("div", { class: "actions" }, app.nextButton(app.say("safety-understood"))),
    details(app.say("safety-more"), more(app)),
    // Beneath all else: it comes when the download is there, and must not move a button.
    lastYear(app),
  ],
};

const MORE = ["why", "choice", "history", "writing", "classified", "keyboard"];

function more(app) {
  return [
    MORE.map((part) => [el("h2", {}, app.say(`safety-${part}-title`)), paragraphs(app.say(`safety-${part}`))]),
  ];
}
