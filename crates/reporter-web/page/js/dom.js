// Builds elements. Text only ever becomes a text node, so Trusted Types have nothing to refuse.

/** Makes an element; functions among the attributes are listeners, `false` and `null` are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...present(children));
  return node;
}

/** Flattens children and drops what is not there. */
export function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Makes a paragraph for each line of a text; the texts are Fluent's, lines are its line breaks. */
export function paragraphs(text, attributes = {}) {
  return text.split(/\n+/).map((line) => el("p", attributes, line));
}

/** Makes a list. */
export function list(items, attributes = {}, tag = "ul") {
  return el(tag, attributes, items.map((item) => el("li", {}, item)));
}

/** Makes a button that does `act`. Never of type submit: there is no form to submit. */
export function button(label, act, attributes = {}) {
  return el("button", { type: "button", class: "button", click: act, ...attributes }, label);
}

/** Makes a section that opens. */
export function details(summary, ...children) {
  return el("details", {}, el("summary", {}, summary), el("div", { class: "details-body" }, ...children));
}

/** Makes a note that stands out; `kind` is `info`, `warn` or `good`, and an icon says so without colour. */
export function note(kind, ...children) {
  return el("div", { class: `note note-${kind}` }, ...present(children));
}

/** Makes a link to elsewhere; only the schemes that a configuration has reason to name. */
export function link(url, label) {
  if (!/^(?:https:\/\/|tel:|mailto:)/i.test(url)) return label;
  return el("a", { href: url, rel: "noreferrer noopener", target: /^https/i.test(url) ? "_blank" : null }, label);
}

/** Makes a telephone number that can be dialled. */
export function phone(number) {
  return link(`tel:${number.replace(/[^+\d]/g, "")}`, number);
}
