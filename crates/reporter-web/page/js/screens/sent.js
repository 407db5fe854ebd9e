// Sent: what was promised, when to look again, and a receipt for who wants one (R067, R074, R075, R207).

import { button, details, el, list, note, paragraphs } from "../dom.js";
import { deskOf } from "../flow.js";
import { save } from "../save.js";
import { beginAnswers } from "./answers.js";

export const sent = {
  id: "sent",
  needs: "config",
  /** There is no way back to what was sent. */
  stays: () => true,
  render: (app) => [
    note("good", el("p", {}, el("strong", {}, app.say("sent-done")))),
    el("p", {}, app.say("sent-receipt", { moment: app.texts.moment(app.state.sent.entryBy) })),
    el("h2", {}, app.say("sent-next-title")),
    list(app.say("sent-next").split("\n")),
    app.state.draft.kind === "report" && details(app.say("answer-diversity"), paragraphs(app.say("answer-diversity-offer")),
      button(app.say("answer-diversity-do"), () => beginAnswers(app, "diversity", deskOf(app.state)?.desk))),
    details(app.say("receipt-title"), paragraphs(app.say("receipt-hint")), button(app.say("receipt-save"), () => receipt(app))),
    el("div", { class: "actions" },
      button(app.say("leave"), () => app.exit.leave(), { class: "button primary" })),
    el("p", { class: "hint" }, app.say("leave-hint")),
  ],
};

async function receipt(app) {
  const bytes = await app.core.receiptFile(app.state.sent.receipt);
  save(`${app.say("receipt-file")}.txt`, new Blob([bytes], { type: "text/plain" }));
}
