// Draws a question of questions.js.

import { host } from "../app.js";
import { button, el, link, note, paragraphs, phone, present } from "../dom.js";
import { HEADING, choices, textField } from "../field.js";
import { firstGap } from "../flow.js";
import { categories, missing, shown } from "../questions.js";

/** Makes the screen of a question. */
export function questionScreen(asked) {
  return {
    id: asked.id,
    needs: "config",
    optional: !asked.fields.some((each) => each.required),
    title: (app) => app.say(`q-${asked.id}`),
    render: (app) => {
      const fields = el("div", {});
      const draw = () => fields.replaceChildren(...shown(asked, app.state.draft.answers).map((each) => field(app, asked, each, redraw)));
      // Only a choice can call for other fields; the focus stays where it was.
      const redraw = () => {
        const focused = document.activeElement?.id;
        draw();
        aside.replaceChildren(...remarks(app, asked));
        document.getElementById(focused)?.focus();
      };
      const aside = el("div", { "aria-live": "polite" });
      draw();
      aside.replaceChildren(...remarks(app, asked));
      return [fields, aside, actions(app, asked)];
    },
    check: (app) =>
      missing(asked, app.state.draft.answers).map(({ field: key, text }) => ({ field: key, message: app.say(text) })),
  };
}

function field(app, asked, each, redraw) {
  const { answers } = app.state.draft;
  const isFirst = asked.fields[0] === each;
  const common = {
    id: each.key,
    [isFirst ? "labelledBy" : labelName(each)]: isFirst ? HEADING : app.say(each.label),
    hint: isFirst && asked.hint ? app.say(asked.hint) : undefined,
    error: app.errorFor(each.key),
    required: Boolean(each.required),
  };
  if (each.type === "line" || each.type === "text") {
    return textField({ ...common, rows: each.rows, value: answers[each.key], input: (value) => (answers[each.key] = value) });
  }
  return choices({
    ...common,
    many: each.type !== "one",
    options: options(app, each),
    chosen: answers[each.key],
    change: (value) => {
      answers[each.key] = value;
      redraw();
    },
  });
}

function labelName({ type }) {
  return type === "one" || type === "any" ? "legend" : "label";
}

function options(app, each) {
  if (each.type === "kinds") {
    return categories(app.state.config, app.state.draft.answers.family).map((category) => ({
      value: category.code,
      label: app.texts.of(category.name),
      hint: app.texts.of(category.about),
    }));
  }
  const listed = each.values.map((value) => ({
    value,
    label: app.say(`${each.prefix}-${value}`),
    hint: each.hints ? app.say(`h-${each.prefix}-${value}`) : undefined,
  }));
  const skippable = each.type === "one" && !each.required && !SKIPPED.some((value) => each.values.includes(value));
  return skippable ? [...listed, { value: "", label: app.say("rather-not") }] : listed;
}

/** Values that already say that one does not know, does not care or will not tell. */
const SKIPPED = ["unknown", "none", "unsaid"];

/** What an answer calls for: 112 at danger (R060), the right address for some subjects (R007, R008, R012). */
function remarks(app, asked) {
  const { answers } = app.state.draft;
  if (asked.id === "danger" && answers.danger === "yes") {
    const first = app.state.config.emergency[0];
    return [note("warn", el("p", {}, el("strong", {}, app.say("danger-call"))), first?.phone ? el("p", { class: "big" }, phone(first.phone)) : "")];
  }
  if (asked.id !== "kinds") return [];
  const chosen = app.state.config.categories.filter((category) => answers.kinds?.includes(category.code));
  return chosen.filter((category) => category.referral || category.rules).map((category) =>
    note("info", ...present([
      el("h2", {}, app.texts.of(category.name)),
      category.referral && referral(app, category.referral),
      category.rules && el("p", {}, link(category.rules, app.say("code-of-conduct"))),
    ])));
}

function referral(app, { text, phone: number, link: url }) {
  return [
    paragraphs(app.texts.of(text)),
    number && el("p", {}, phone(number)),
    url && el("p", {}, link(url, host(url))),
    el("p", {}, app.say("referral-go-on")),
  ];
}

function actions(app, asked) {
  const isLast = firstGap(app.state) === undefined && !app.state.editing;
  return el("div", { class: "actions" }, present([
    app.nextButton(),
    isLast && asked.id !== "story" && button(app.say("to-review"), () => app.go("review"), { class: "link" }),
  ]));
}
