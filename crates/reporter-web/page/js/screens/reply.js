// Writing again in the same mailbox: adding, answering, withdrawing (R069, R071).

import { button, el, note, paragraphs } from "../dom.js";
import { HEADING, textField } from "../field.js";
import { fileErrors, fileFields } from "./files.js";

export const reply = {
  id: "reply",
  needs: "config",
  title: (app) => app.say("reply-text"),
  render: (app) => [
    box(app, app.say("h-reply"), true),
    el("h2", {}, app.say("q-files")),
    fileFields(app),
    el("div", { class: "actions" }, button(app.say("reply-next"), () => goOn(app), { class: "button primary", id: "next" })),
  ],
  check: (app) => [
    ...(app.state.draft.text.trim() ? [] : [{ field: "text", message: app.say("need-text") }]),
    ...fileErrors(app),
  ],
};

export const withdraw = {
  id: "withdraw",
  needs: "config",
  render: (app) => [
    note("info", paragraphs(app.say("reply-withdraw-note"))),
    box(app, undefined, false),
    el("div", { class: "actions" }, button(app.say("withdraw-next"), () => goOn(app), { class: "button primary", id: "next" })),
  ],
  check: () => [],
};

function box(app, hint, isMessage) {
  const { draft } = app.state;
  return textField({
    id: "text",
    ...(isMessage ? { labelledBy: HEADING } : { label: app.say("reply-withdraw") }),
    hint,
    error: app.errorFor("text"),
    rows: isMessage ? 8 : 4,
    required: isMessage,
    value: draft.text,
    input: (value) => (draft.text = value),
  });
}

/** Asks the core whether it fits before going on to send. */
async function goOn(app) {
  const errors = app.screen.check(app);
  if (errors.length > 0) return app.refuse(errors);
  const { draft } = app.state;
  const { len, max } = await app.core.measure({ kind: draft.kind, lang: app.texts.lang, text: draft.text });
  if (len > max) return app.refuse([{ field: "text", message: app.say("err-too-long", { len, max }) }]);
  app.state.sent = undefined;
  return app.go("send");
}
