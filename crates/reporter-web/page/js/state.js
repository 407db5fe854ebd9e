// Everything that the page knows about its visitor: one object, in memory only.

/** Makes the state of a visit that has just begun. */
export function newState() {
  return {
    /** The verified configuration, once the core has it. */
    config: undefined,
    /** What is being written. */
    draft: newDraft("report"),
    /** The code: made for a report, or typed on return. */
    code: undefined,
    /** What the code opened. */
    mailbox: undefined,
    /** Messages taken out of this view. */
    removed: new Set(),
    /** The letter under way, as `core.send` returned it. */
    sending: undefined,
    /** What the relay promised. */
    sent: undefined,
    /** Whether a single answer is edited from the review. */
    editing: false,
    /** The original words of a code that the core corrected. */
    typedCode: "",
  };
}

/** Makes an empty draft: a `report`; a `message`, `withdraw` or `evaluation` in the case of a desk; or `diversity`. */
export function newDraft(kind, desk) {
  return { kind, desk, answers: {}, text: "", files: [] };
}

/** Says whether leaving would lose something: then the browser asks first. */
export function hasUnsent(state) {
  if (state.sent) return false;
  const { answers, text, files } = state.draft;
  return Boolean(state.sending) || files.length > 0 || text !== "" || Object.values(answers).some(isTyped);
}

function isTyped(answer) {
  return Array.isArray(answer) ? answer.length > 0 : Boolean(answer);
}

/** Empties a state in place, whoever still holds it. */
export function wipe(state) {
  for (const key of Object.keys(state)) delete state[key];
  Object.assign(state, newState());
}
