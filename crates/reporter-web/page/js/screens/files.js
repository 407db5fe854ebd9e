// Files: what is hidden in them is shown and taken out on the device (R038, R039, R040).

import { button, el, list, note, paragraphs, present } from "../dom.js";
import { choices } from "../field.js";
import { neutralName } from "../report.js";

export const files = {
  id: "files",
  needs: "config",
  optional: true,
  title: (app) => app.say("q-files"),
  render: (app) => [fileFields(app), el("div", { class: "actions" }, app.nextButton())],
  check: (app) => fileErrors(app),
};

/** Makes the part of a screen with which files are added; a reply has it too. */
export function fileFields(app) {
  const shownFiles = el("div", { class: "files" });
  const draw = () => shownFiles.replaceChildren(...app.state.draft.files.map((file) => card(app, file, draw)));
  draw();
  const input = el("input", {
    id: "file-input",
    type: "file",
    multiple: true,
    autocomplete: "off",
    class: "visually-hidden",
    "aria-describedby": "file-hint",
    change: (event) => {
      add(app, [...event.target.files], draw);
      event.target.value = "";
    },
  });
  return [
    el("div", { id: "file-hint" }, paragraphs(app.say("h-files"))),
    el("p", {}, el("strong", {}, app.say("files-classified"))),
    app.errorFor("file-input") && el("p", { class: "error" }, app.errorFor("file-input")),
    el("div", { class: "file-button" }, input, el("label", { for: "file-input", class: "button" }, app.say("files-add"))),
    el("div", { "aria-live": "polite" }, shownFiles),
  ];
}

/** Says what keeps the files from going along: one still being looked at, or one not decided on. */
export function fileErrors(app) {
  const states = app.state.draft.files.map((file) => file.state);
  return states.includes("looking") ? [{ field: "file-input", message: app.say("files-busy") }] : [];
}

async function add(app, chosen, draw) {
  const { draft } = app.state;
  const added = chosen.map((original) => {
    draft.fileCount = (draft.fileCount ?? 0) + 1;
    const name = neutralName(app.say("file-stem"), draft.fileCount, original.name);
    return { original, name, shownName: original.name, state: "looking", keep: false, withOriginal: false };
  });
  draft.files.push(...added);
  draw();
  for (const file of added) {
    await look(app, file);
    draw();
  }
}

/** Looks into a file and, where that is possible, makes the copy that says less. */
async function look(app, file) {
  try {
    const { kind, findings, cleanable } = await app.core.inspect(file.original);
    Object.assign(file, { kind, findings, cleanable });
    if (cleanable !== "no") await clean(app, file);
    file.state = "ready";
    file.keep = Boolean(file.cleaned);
  } catch (error) {
    Object.assign(file, { state: "failed", error, cleanable: "no", findings: [] });
  }
}

/** Makes the copy. A file that cannot be cleaned after all is one that was never cleanable. */
async function clean(app, file) {
  try {
    const { blob, left } = await app.core.clean(file.original);
    Object.assign(file, { cleaned: blob, left });
  } catch (error) {
    if (error.code !== "clean") throw error;
    Object.assign(file, { cleanable: "no", error });
  }
}

function card(app, file, draw) {
  return el("section", { class: "card", "aria-label": file.shownName },
    el("h2", { translate: "no" }, file.shownName),
    el("p", { class: "hint" }, `${app.texts.size(file.original.size)}`),
    present([
      file.state === "looking" && el("p", {}, app.say("files-looking")),
      file.state === "failed" && note("warn", app.explain(file.error)),
      file.state === "ready" && outcome(app, file),
    ]),
    button(app.say("files-remove"), () => remove(app, file, draw), {
      class: "link",
      "aria-label": app.say("files-remove-this", { name: file.shownName }),
    }));
}

function remove(app, file, draw) {
  const { files: kept } = app.state.draft;
  kept.splice(kept.indexOf(file), 1);
  draw();
  document.getElementById("file-input").focus();
}

function outcome(app, file) {
  const found = file.findings.length > 0;
  return [
    (found || file.cleanable !== "no") && el("p", {}, app.say(found ? "files-found" : "files-found-nothing")),
    found && list(file.findings.map((finding) => findingLine(app, finding))),
    file.cleanable === "yes" && note("good", el("p", {}, app.say(found ? "files-cleaned" : "files-copied", { name: file.name }))),
    file.cleanable === "partly" && note("warn", el("p", {}, app.say("files-partly", { name: file.name })),
      list(file.left.map((left) => leftLine(app, left)))),
    file.cleanable === "no" && note("warn", file.error && app.explain(file.error), paragraphs(app.say("files-not-cleanable"))),
    decision(app, file),
  ];
}

function findingLine(app, { what, value }) {
  const label = told(app, what);
  return value ? [`${label}: `, el("span", { translate: "no" }, value)] : label;
}

function leftLine(app, { what, why }) {
  return app.texts.has(`left-${why}`) ? app.say(`left-${why}`, { what: told(app, what) }) : told(app, what);
}

function told(app, what) {
  return app.say(app.texts.has(`meta-${what}`) ? `meta-${what}` : "meta-other");
}

/** One tick: the original beside the copy, or a file as it is. */
function decision(app, file) {
  const isCleaned = Boolean(file.cleaned);
  const key = isCleaned ? "withOriginal" : "keep";
  return choices({
    id: `file-${app.state.draft.files.indexOf(file)}`,
    legend: app.say("files-choice"),
    many: true,
    options: [{
      value: key,
      label: app.say(isCleaned ? "files-with-original" : "files-keep"),
      hint: app.say(isCleaned ? "h-files-with-original" : "h-files-keep"),
    }],
    chosen: file[key] ? [key] : [],
    change: (picked) => (file[key] = picked.length > 0),
  });
}
