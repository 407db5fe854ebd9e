// The case code: shown, kept by the reporter, and typed back in part before anything is sent (R063–R066).

import { button, details, el, list, note, paragraphs } from "../dom.js";
import { textField } from "../field.js";
import { sameWord, twoPlaces } from "../report.js";
import { save } from "../save.js";

export const code = {
  id: "code",
  needs: "config",
  render: (app) => [
    paragraphs(app.say("code-intro")),
    words(app),
    el("p", {}, app.say("code-unknown")),
    el("h2", {}, app.say("code-keep")),
    paragraphs(app.say("code-keep-hint")),
    el("div", { class: "sections" },
      trace(app, "copy", () => copy(app), el("p", { id: "copied", role: "status" })),
      trace(app, "print", () => print()),
      trace(app, "save", () => save(`${app.say("code-file")}.txt`, new Blob([`${app.state.code.shown.join(" ")}\n`])))),
    el("div", { class: "actions" }, app.nextButton(app.say("code-kept"))),
  ],
  check: (app) => (app.state.code ? [] : [{ field: "next", message: app.say("code-making") }]),
};

/** The twelve words, numbered, in either language; made once, on the device. */
function words(app) {
  const place = el("div", { class: "code", "aria-live": "polite" }, el("p", {}, app.say("code-making")));
  const draw = () => {
    const { shown, words: own, other } = app.state.code;
    const lang = shown === own ? app.state.code.lang : flip(app.state.code.lang);
    place.replaceChildren(
      list(shown, { class: "words", translate: "no", lang, "aria-label": app.say("code-title") }, "ol"),
      button(app.say(`code-in-${flip(lang)}`), () => {
        app.state.code.shown = shown === own ? other : own;
        draw();
      }, { class: "link" }));
  };
  if (app.state.code) draw();
  else make(app).then(draw, (error) => place.replaceChildren(note("warn", app.explain(error))));
  return place;
}

async function make(app) {
  const { lang } = app.texts;
  const made = await app.core.newCode(lang);
  app.state.code = { lang, words: made.words, other: made.other, shown: made.words };
}

function flip(lang) {
  return lang === "nl" ? "en" : "nl";
}

function trace(app, how, act, ...after) {
  return details(app.say(`code-${how}`), el("p", {}, app.say(`code-${how}-trace`)), button(app.say(`code-${how}-now`), act), ...after);
}

async function copy(app) {
  const said = (id) => {
    document.getElementById("copied").textContent = app.say(id);
  };
  await navigator.clipboard.writeText(app.state.code.shown.join(" ")).then(() => said("code-copied"), () => said("code-copy-failed"));
}

export const confirm = {
  id: "confirm",
  needs: "config",
  render: (app) => {
    const asked = (app.state.code.asked ??= twoPlaces(random));
    return [
      el("p", {}, app.say("confirm-intro")),
      asked.map((place) => textField({
        id: `word-${place}`,
        label: app.say("code-word", { number: place + 1 }),
        error: app.errorFor(`word-${place}`),
        required: true,
        value: "",
        input: (value) => ((app.state.code.typed ??= {})[place] = value),
      })),
      el("div", { class: "actions" },
        app.nextButton(app.say("confirm-next")),
        button(app.say("confirm-again"), () => app.back(), { class: "link" })),
    ];
  },
  check: (app) => {
    const { asked, typed = {}, shown } = app.state.code;
    const wrong = asked.filter((place) => !sameWord(typed[place] ?? "", shown[place]));
    app.state.code.typed = {};
    app.state.code.confirmed = wrong.length === 0;
    return wrong.map((place) => ({ field: `word-${place}`, message: app.say("code-wrong", { number: place + 1 }) }));
  },
};

/** Returns a random number below `bound`, at most 256. */
function random(bound) {
  const bytes = new Uint8Array(1);
  const whole = 256 - (256 % bound);
  do crypto.getRandomValues(bytes); while (bytes[0] >= whole);
  return bytes[0] % bound;
}
