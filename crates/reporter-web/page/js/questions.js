// The questions of a report: one topic a screen, in the order and with the values of
// docs/protocol.md §6 and requirements 18.1. Data only; screens/question.js draws them.

/** Values a route can have, in the order in which they are offered. */
export const ROUTES = ["report", "signal", "advice", "complaint"];

/** How the reporter wants to be known. */
export const IDENTITIES = ["anonymous", "confidential", "named"];

/** Families of subjects. */
export const FAMILIES = ["ZS", "OG", "XX"];

const one = (key, prefix, values, more = {}) => ({ type: "one", key, prefix, values, ...more });
const any = (key, prefix, values) => ({ type: "any", key, prefix, values });
const line = (key, more = {}) => ({ type: "line", key, ...more });
const text = (key, more = {}) => ({ type: "text", key, ...more });

/**
 * Each question: `id` of its screen and of its text (`q-<id>`), and its fields. The first field is
 * labelled by the question; a further one has a text of its own. `hint` names a text below the
 * question. A field with `when` is shown only if the answers so far say so.
 */
export const QUESTIONS = [
  { id: "family", hint: "h-family", fields: [one("family", "family", FAMILIES, { required: "need-family", hints: true })] },
  { id: "kinds", hint: "h-many", fields: [{ type: "kinds", key: "kinds" }] },
  { id: "danger", fields: [one("danger", "danger", ["yes", "no", "unknown"])] },
  { id: "story", hint: "h-story", fields: [text("story", { required: "need-story", rows: 12 })] },
  { id: "private", hint: "h-private", fields: [text("private", { rows: 6 })] },
  {
    id: "when",
    fields: [one("whenPattern", "when", ["once", "repeated", "ongoing"]), line("whenText", { label: "q-when-text" })],
  },
  { id: "place", hint: "h-place", fields: [line("place")] },
  { id: "people", hint: "h-people", fields: [text("people", { rows: 5 })] },
  {
    id: "knowledge",
    hint: "h-many",
    fields: [any("knowledge", "knowledge", ["experienced", "seen", "heard", "documents"])],
  },
  { id: "evidence", hint: "h-evidence", fields: [text("evidence", { rows: 5 })] },
  { id: "earlier", hint: "h-earlier", fields: [text("earlier", { rows: 5 })] },
  { id: "exclude", hint: "h-exclude", fields: [text("exclude", { rows: 4 })] },
  {
    id: "level",
    hint: "h-level",
    fields: [one("level", "level", ["desk", "commander", "higher", "outside", "none"])],
  },
  {
    id: "wishes",
    hint: "h-many",
    fields: [
      any("wishes", "wish", ["stop", "investigation", "talk", "register", "protection", "apology", "unknown"]),
      line("wishText", { label: "q-wish-text" }),
    ],
  },
  {
    id: "detriment",
    hint: "h-detriment",
    fields: [
      one("detriment", "detriment", ["no", "afraid", "already"]),
      text("detrimentText", { label: "q-detriment-text", rows: 4, when: hasDetriment }),
    ],
  },
  {
    id: "role",
    hint: "h-role",
    fields: [
      one("role", "role", [
        "military", "civilian", "reservist", "student", "contractor", "former", "other", "unsaid",
      ]),
    ],
  },
  {
    id: "behalf",
    hint: "h-behalf",
    fields: [
      one("behalf", "behalf", ["self", "other"]),
      one("consent", "consent", ["yes", "no", "unknown"], { label: "q-consent", when: isForAnother }),
    ],
  },
];

/** Says whether the reporter fears or has detriment, so that words about it belong to the answer. */
export function hasDetriment(answers) {
  return answers.detriment === "afraid" || answers.detriment === "already";
}

/** Says whether the report is made for somebody else. */
export function isForAnother(answers) {
  return answers.behalf === "other";
}

/** Finds a question by the id of its screen. */
export function question(id) {
  return QUESTIONS.find((candidate) => candidate.id === id);
}

/** Returns the fields of a question that the answers so far call for. */
export function shown(asked, answers) {
  return asked.fields.filter((field) => !field.when || field.when(answers));
}

/** Returns the kinds that go with a family: its own, and those of no family, which go with each. */
export function categories(config, family) {
  return config.categories.filter((category) => category.family === family || category.family === "XX");
}

/** Returns what is still missing on a screen, as `{field, text}`. */
export function missing(asked, answers) {
  return shown(asked, answers)
    .filter((field) => field.required && !String(answers[field.key] ?? "").trim())
    .map((field) => ({ field: field.key, text: field.required }));
}
