// Fields: label above, hint and error tied to the control, large targets, nothing remembered.

import { el, list, present } from "./dom.js";

/** What keeps a browser from remembering, correcting or sending on what is typed. */
export const PRIVATE = {
  autocomplete: "off",
  autocorrect: "off",
  spellcheck: "false",
  writingsuggestions: "false",
  translate: "no",
  "data-gramm": "false",
  "data-lpignore": "true",
};

/** The id of the one heading of a screen. */
export const HEADING = "heading";

/** Makes a text box. `labelledBy` names the heading instead of a label of its own. */
export function textField({ id, label, labelledBy, hint, error, value, rows, required, input, inputmode }) {
  const control = el(rows ? "textarea" : "input", {
    id,
    rows,
    type: rows ? null : "text",
    inputmode,
    autocapitalize: rows ? "sentences" : "off",
    "aria-labelledby": labelledBy,
    "aria-describedby": described(id, hint, error),
    "aria-invalid": error ? "true" : null,
    "aria-required": required ? "true" : null,
    ...PRIVATE,
    input: (event) => input(event.target.value),
    // Enter goes on, as people expect of a single line. The button that sends has another id.
    keydown: rows ? null : (event) => event.key === "Enter" && document.getElementById("next")?.click(),
  });
  control.value = value ?? "";
  return el("div", { class: error ? "field field-error" : "field" }, present([
    label && el("label", { for: id, class: "label" }, label),
    hint && el("p", { id: `${id}-hint`, class: "hint" }, hint),
    error && errorLine(id, error),
    control,
  ]));
}

/**
 * Makes radio buttons or check boxes. `options` are `{value, label, hint}`; `change` gets the value,
 * or all chosen values if `many`.
 */
export function choices({ id, legend, labelledBy, hint, error, options, chosen, many, required, change }) {
  const picked = new Set(many ? (chosen ?? []) : [chosen]);
  const pick = (value, on) => {
    if (!many) return change(value);
    if (on) picked.add(value);
    else picked.delete(value);
    return change(options.map((option) => option.value).filter((each) => picked.has(each)));
  };
  return el("fieldset", {
    class: error ? "field field-error" : "field",
    "aria-labelledby": labelledBy,
    "aria-describedby": described(id, hint, error),
    "aria-required": required && !many ? "true" : null,
    role: many ? null : "radiogroup",
  }, present([
    legend && el("legend", { class: "label" }, legend),
    hint && el("p", { id: `${id}-hint`, class: "hint" }, hint),
    error && errorLine(id, error),
    options.map((option, place) => choice(id, place, option, { many, on: picked.has(option.value), pick })),
  ]));
}

function choice(id, place, { value, label, hint }, { many, on, pick }) {
  const own = place === 0 ? id : `${id}-${place}`;
  const control = el("input", {
    id: own,
    type: many ? "checkbox" : "radio",
    // A group of radio buttons needs a name; it says nothing and is in no form.
    name: many ? null : `g-${id}`,
    autocomplete: "off",
    "aria-describedby": hint ? `${own}-note` : null,
    change: (event) => pick(value, event.target.checked),
  });
  control.checked = on;
  return el("div", { class: "choice" }, present([
    control,
    el("label", { for: own }, label),
    hint && el("p", { id: `${own}-note`, class: "hint" }, hint),
  ]));
}

function described(id, hint, error) {
  return present([hint && `${id}-hint`, error && `${id}-error`]).join(" ") || null;
}

function errorLine(id, error) {
  return el("p", { id: `${id}-error`, class: "error" }, error);
}

/** Makes the summary of what is wrong: it gets the focus, and leads to each field (R184). */
export function errorSummary(title, errors) {
  const lead = ({ field, message }) =>
    el("a", {
      href: `#${field}`,
      click: (event) => {
        // Nothing may come into the address.
        event.preventDefault();
        document.getElementById(field)?.focus();
      },
    }, message);
  return el("div", { class: "summary", role: "alert", tabindex: "-1", id: "summary" },
    el("h2", {}, title), list(errors.map(lead)));
}
