// Coming back. Everything is downloaded before the code is asked for, and no request follows from
// a code (docs/protocol.md §15; R064, R068).

import { button, details, el, list, note, paragraphs, present } from "../dom.js";
import { textField } from "../field.js";
import { progress } from "./send.js";

export const giveCode = {
  id: "return",
  needs: "config",
  render: (app) => {
    const place = el("div", {});
    const draw = () => place.replaceChildren(...present(app.downloads.isSettled ? settled(app) : fetching(app)).flat());
    draw();
    if (!app.downloads.isSettled || app.downloads.failed.length > 0) {
      let wasSettled = app.downloads.isSettled;
      app.onLeave(app.downloads.watch(() => {
        if (wasSettled && app.downloads.isSettled) return;
        wasSettled = app.downloads.isSettled;
        draw();
        if (wasSettled) app.announce(app.say("downloaded"));
      }));
      app.downloads.start();
    }
    return [place];
  },
  check: (app) => (app.state.read?.words ? [] : [{ field: "code", message: app.say(problem(app.state.read), app.state.read?.params) }]),
};

function fetching(app) {
  return [paragraphs(app.say("return-downloading")), progress(app, app.downloads.progress)];
}

function settled(app) {
  const failed = app.downloads.failed;
  const none = failed.length === app.state.config.desks.length;
  return [
    failed.map((desk) => note("warn", el("p", {}, app.say("return-failed", { name: name(app, desk) })), app.explain(app.downloads.error(desk)))),
    failed.length > 0 && el("div", { class: "actions" }, button(app.say("try-again"), () => app.render())),
    !none && codeField(app),
  ];
}

function name(app, desk) {
  return app.texts.of(app.state.config.desks.find((each) => each.desk === desk).name);
}

function codeField(app) {
  const seen = el("div", { "aria-live": "polite", class: "read" });
  app.state.read = undefined;
  return [
    textField({
      id: "code",
      label: app.say("code-ask"),
      hint: app.say("h-code"),
      error: app.errorFor("code"),
      rows: 3,
      required: true,
      value: app.state.typedCode,
      input: (value) => {
        app.state.typedCode = value;
        read(app, seen);
      },
    }),
    seen,
    el("div", { class: "actions" }, button(app.say("return-open"), () => open(app), { class: "button primary", id: "next" })),
    details(app.say("lost-title"), paragraphs(app.say("lost"))),
  ];
}

/** Reads the code as it is typed, on the device; only the newest reading counts. */
async function read(app, seen) {
  const typed = app.state.typedCode;
  const reading = await app.core.readCode(typed);
  if (typed !== app.state.typedCode) return;
  app.state.read = { ...reading, words: reading.state === "wrong" ? undefined : reading.words, params: params(reading) };
  seen.replaceChildren(...feedback(app, reading));
}

function params({ found, places }) {
  return { found: found ?? 0, positions: (places ?? []).join(", "), count: (places ?? []).length };
}

function problem(reading) {
  return `err-code-${reading?.reason ?? "count"}`;
}

function feedback(app, reading) {
  if (reading.state === "right") return [note("good", el("p", {}, app.say("code-right")))];
  if (reading.state === "corrected") return [corrected(app, reading)];
  // Who is still typing is not told off for it.
  if (reading.reason === "count") return [el("p", { class: "hint" }, app.say("code-count", { found: reading.found ?? 0 }))];
  return [el("p", { class: "hint" }, app.say(problem(reading), params(reading)))];
}

function corrected(app, { places, words }) {
  return note("info", el("p", {}, app.say("code-corrected")),
    list((places ?? []).map((place) => [app.say("code-word", { number: place }), ": ", el("strong", { translate: "no" }, words[place - 1])])),
    el("p", {}, app.say("code-corrected-ask")));
}

async function open(app) {
  const seen = app.main.querySelector(".read");
  await read(app, seen);
  const errors = giveCode.check(app);
  if (errors.length > 0) {
    const reading = app.state.read;
    app.refuse(errors);
    app.state.read = reading;
    return;
  }
  app.state.code = { words: app.state.read.words };
  app.state.typedCode = "";
  app.state.mailbox = await app.core.openMailbox(app.state.code.words.join(" "));
  app.state.removed.clear();
  app.go("mailbox");
}
