// Every screen of the desk, in the order in which the tour comes by. To add one: a line with its name, where it is, and
// what is done before it is looked at; `after` is done afterwards. A name with a hyphen is a state of a screen.

/** What a first triage answers, check by check. */
export const TRIAGE = [
  ["danger", "no"], ["category", "ZS5"], ["misstand", "not-yet"], ["completeness", "ask"], ["conflict", "none"],
  ["detriment", "feared"], ["retaliation", "medium"], ["urgency", "normal"], ["route", "preliminary"],
];

/** Fills in a template as far as fields are given; without one the browser would not send the form. */
async function template(desk, kind, fields) {
  await desk.open(`${desk.case}/write?template=${kind}`);
  for (const [id, text] of Object.entries(fields)) await desk.type(id, text);
  await desk.submit("write-fill");
}

/** Types shares that were made, by their places; the summary of errors or a result comes. */
async function drill(desk, places) {
  for (const [at, place] of places.entries()) await desk.type(`share-${at + 1}`, desk.shares[place]);
  await desk.press("recovery-try");
  await desk.on("recovery-drill-result");
}

/** Searches, and waits for what was found. */
async function search(desk, words) {
  await desk.type("words", words);
  await desk.press("search-do");
  await desk.page.locator("tbody").waitFor();
}

/** Clicks the picture at a place of it, and waits for what is to be done next. */
async function click(desk, x, y, next) {
  await desk.page.locator("#at").click({ position: { x, y } });
  await desk.done(next);
}

/**
 * `{name, path, before, after}`; `desk` is the caseworker of `walk/desk.mjs`, who has unlocked. Without a path the screen
 * before goes on. The desk has one case with files, which it has read (`desk.case`), and one that the tour imports.
 */
export const SCREENS = [
  { name: "inbox", path: "/" },
  { name: "outbox", path: "/outbox" },
  { name: "outbox-made", before: (desk) => desk.press("outbox-make") },
  { name: "learning", path: "/learning" },
  { name: "measures", path: "/measures" },
  { name: "figures", path: "/figures" },
  { name: "figures-sources", path: "/figures/sources" },
  { name: "figures-parts", path: "/figures/parts" },
  { name: "figures-patterns", path: "/figures/patterns" },
  { name: "figures-file", path: "/figures/file" },
  { name: "reports", path: "/reports" },
  { name: "reports-make", path: "/reports/make" },
  { name: "reports-error", path: "/reports/make", before: (desk) => desk.press("reports-do") },
  {
    name: "reports-made",
    path: "/reports/make",
    before: async (desk) => {
      await desk.type("summary-nl", "Er was één melding.");
      await desk.press("reports-do");
      await desk.done("reports-made");
    },
  },
  { name: "reports-draft", path: "/reports" },
  { name: "reports-preview", path: "/reports/preview?for=public" },
  { name: "evaluations", path: "/evaluations" },
  { name: "evaluation", path: "/evaluations/2026" },
  { name: "keys", path: "/keys" },
  { name: "shortcuts", path: "/shortcuts" },
  { name: "absent-error", path: "/nowhere" },
  { name: "import", path: "/import" },
  { name: "import-error", path: "/import", before: (desk) => desk.press("import-do") },
  {
    name: "import-refused",
    path: "/import",
    before: async (desk) => {
      await desk.type("file", `${desk.scene.folder}/melding.toml`);
      await desk.press("import-do");
      await desk.on("ui-refused-title");
    },
  },
  {
    name: "import-done",
    path: "/import",
    before: async (desk) => {
      await desk.type("file", desk.scene.bundle);
      await desk.press("import-do");
      await desk.done("imported-done");
    },
  },
  { name: "export-first", path: "/export" },
  {
    name: "backup-done",
    path: "/backup",
    before: async (desk) => {
      await desk.type("file", `${desk.scene.folder}/screens.age`);
      await desk.press("backup-do");
      await desk.done("backup-written", { file: `${desk.scene.folder}/screens.age` });
    },
  },
  {
    name: "export-done",
    path: "/export",
    before: async (desk) => {
      await desk.type("file", `${desk.scene.folder}/screens.tar`);
      await desk.press("export-do");
      await desk.done("exported-done");
    },
  },
  {
    name: "codes-done",
    path: "/export",
    before: async (desk) => {
      await desk.press("codes-do");
      await desk.done("codes-ready");
    },
  },
  {
    name: "codes",
    path: "/export/codes",
    after: async (desk) => {
      const shown = () => desk.page.locator(".codes img").getAttribute("src");
      const first = await shown();
      await desk.press("codes-start");
      await desk.page.waitForFunction((src) => document.querySelector(".codes img").getAttribute("src") !== src, first);
      await desk.press("codes-stop");
    },
  },
  {
    name: "export-taken",
    path: "/export",
    before: async (desk) => {
      await desk.type("file", `${desk.scene.folder}/screens.tar`);
      await desk.press("export-do");
    },
  },
  { name: "cases", path: "/cases" },
  { name: "cases-none", path: "/cases?status=destroyed" },
  { name: "search", path: "/search" },
  {
    name: "search-found",
    before: (desk) => search(desk, "sleutels"),
  },
  { name: "terms", path: "/terms" },
  { name: "terms-paper", path: "/terms/paper" },
  { name: "terms-calendar", path: "/terms/calendar" },
  { name: "people", path: "/people" },
  { name: "people-new", path: "/people/new" },
  { name: "people-error", before: (desk) => desk.submit("people-add-do") },
  { name: "people-passphrase", path: "/people/passphrase" },
  { name: "people-token", path: "/people/token" },
  { name: "statement", path: "/statement" },
  { name: "settings", path: "/settings" },
  {
    name: "settings-error",
    before: async (desk) => {
      await desk.type("advice", "");
      await desk.press("settings-keep");
      await desk.page.locator("#advice-error").waitFor();
    },
  },
  { name: "recovery", path: "/recovery" },
  {
    name: "recovery-cards",
    before: async (desk) => {
      await desk.type("reason", "Eerste delen van dit meldpunt.");
      await desk.press("recovery-make");
      await desk.on("recovery-cards");
    },
    after: async (desk) => {
      desk.shares = await desk.page.locator(".groups").allInnerTexts();
    },
  },
  { name: "recovery-made", path: "/recovery" },
  { name: "recovery-drill", path: "/recovery/drill" },
  { name: "retention", path: "/retention" },
  { name: "retention-case", path: (desk) => `/retention/${desk.scene.case}` },
  { name: "drill-done", path: "/recovery/drill", before: (desk) => drill(desk, [1, 0, 4]) },
  { name: "drill-error", path: "/recovery/drill", before: (desk) => drill(desk, [1, 1, 4]) },
  { name: "wording", path: "/settings/templates" },
  { name: "wording-one", path: "/settings/templates/aftercare/nl" },
  {
    name: "wording-error",
    before: async (desk) => {
      await desk.type("text", "U had moeten bellen. [");
      await desk.press("wording-keep");
      await desk.page.locator("#text-error").first().waitFor();
    },
  },
  { name: "spam", path: "/spam" },
  { name: "spam-error", before: (desk) => desk.press("spam-do-unmarked") },
  { name: "clusters-none", path: "/clusters" },
  { name: "enter", path: "/enter" },
  { name: "enter-error", before: (desk) => desk.submit("enter-do") },
  {
    name: "enter-code",
    before: async (desk) => {
      await desk.type("received", "2026-11-02");
      await desk.answer("form", "minutes");
      await desk.type("text", "Aan de telefoon: de sleutels liggen nog steeds open.");
      await desk.page.locator("#code").check();
      await desk.press("enter-do");
      await desk.on("enter-code-title");
    },
  },
  { name: "trail", path: "/trail" },
  { name: "trail-export", path: "/trail/export" },
  { name: "unverified", path: "/unverified" },
  { name: "proposals", path: "/proposals" },
];

/** The same for the screens of a case; another one waits in the inbox, of which nothing was declared (`desk.other`). */
export const CASES = [
  { name: "interest", path: (desk) => desk.other },
  { name: "interest-sure", path: (desk) => desk.other, before: (desk) => desk.press("interest-own") },
  { name: "case", path: (desk) => desk.case },
  { name: "files", path: (desk) => `${desk.case}/files` },
  {
    name: "file-look",
    path: (desk) => `${desk.case}/files`,
    before: async (desk) => {
      await desk.press("look-do-file", { number: 1 });
      await desk.page.locator(".leaves").waitFor();
    },
  },
  {
    name: "file-text",
    path: (desk) => `${desk.case}/files`,
    before: async (desk) => {
      await desk.press("look-do-file", { number: 2 });
      await desk.page.locator(".leaves").waitFor();
    },
  },
  { name: "file-original", path: (desk) => `${desk.case}/files/1/original` },
  { name: "triage-list", path: "/triage" },
  { name: "triage", path: (desk) => desk.triage },
  {
    name: "triage-error",
    path: (desk) => desk.triage,
    before: async (desk) => {
      for (const [name, value] of TRIAGE) await desk.answer(name, value);
      await desk.press("triage-keep");
      await desk.page.locator("#why-error").waitFor();
    },
  },
  {
    name: "triage-done",
    before: async (desk) => {
      await desk.type("why", "Eerst weten hoe het met de sleutels is geregeld.");
      await desk.press("triage-keep");
      await desk.done("triage-is-complete");
    },
  },
  { name: "write", path: (desk) => `${desk.case}/write` },
  { name: "write-error", before: (desk) => template(desk, "request", {}) },
  { name: "write-draft", before: (desk) => template(desk, "request", { question: "Op welke dag was dit", "answer-by": "2027-01-15" }) },
  { name: "write-change", path: (desk) => `${desk.case}/drafts/request/change` },
  {
    name: "case-read",
    path: (desk) => desk.case,
    before: async (desk) => {
      await desk.press("case-read-do");
      await desk.done("case-read-said");
    },
  },
  {
    name: "case-sent",
    path: (desk) => `${desk.case}/drafts/request`,
    before: async (desk) => {
      await desk.press("write-send");
      await desk.page.locator("ol.talk").waitFor();
    },
  },
  { name: "notes", path: (desk) => `${desk.case}/notes` },
  {
    name: "notes-kept",
    before: async (desk) => {
      await desk.type("note", "Nagevraagd bij de planning: het rooster van die week bestaat nog.");
      await desk.press("note-keep");
      await desk.done("note-kept");
    },
  },
  { name: "tasks", path: (desk) => `${desk.case}/tasks` },
  {
    name: "tasks-kept",
    before: async (desk) => {
      await desk.type("due", "2027-01-04");
      await desk.type("text", "Planning om het rooster vragen");
      await desk.press("task-set-do");
      await desk.done("task-kept");
    },
  },
  { name: "hearings", path: (desk) => `${desk.case}/hearings` },
  {
    name: "hearings-kept",
    before: async (desk) => {
      await desk.answer("form", "minutes");
      await desk.type("record", "De melder zag de sleutels twee keer in het magazijn liggen.");
      await desk.press("hearing-keep");
      await desk.done("hearing-kept");
    },
  },
  { name: "course", path: (desk) => `${desk.case}/course` },
  { name: "redactions", path: (desk) => `${desk.case}/redactions` },
  {
    name: "redaction",
    path: (desk) => `${desk.case}/files`,
    before: async (desk) => {
      await desk.press("look-do-file", { number: 1 });
      await desk.page.locator(".leaves").waitFor();
      await desk.open(`${desk.case}/redactions`);
      await desk.page.locator('input[name="source"][value="shown"]').check();
      await desk.type("title", "Rooster");
      await desk.type("reason", "Woo-verzoek");
      await desk.press("redact-begin");
      await desk.page.locator(".leaves img").waitFor();
    },
  },
  { name: "redaction-draw", path: (desk) => `${desk.case}/redactions/1/draw/0` },
  { name: "redaction-draw-corner", before: (desk) => click(desk, 60, 40, "draw-second") },
  { name: "redaction-draw-box", before: (desk) => click(desk, 200, 90, "draw-box") },
  {
    name: "redaction-draw-kept",
    before: async (desk) => {
      await desk.press("redact-box-do");
      await desk.done("draw-kept");
    },
  },
  {
    name: "redaction-draw-key",
    before: async (desk) => {
      await desk.page.locator("#at").press("Enter");
      await desk.done("draw-by-key");
      await desk.press("draw-step-wider");
      await desk.done("draw-box");
    },
  },
  {
    name: "redaction-draw-error",
    path: (desk) => `${desk.case}/redactions/1/draw/0`,
    before: async (desk) => {
      await desk.type("x", "9999");
      await desk.press("draw-numbers-do");
      await desk.page.locator("#y-error").waitFor();
    },
  },
  { name: "sending", path: (desk) => `${desk.case}/sending` },
  { name: "bodies", path: "/bodies" },
  {
    name: "course-error",
    path: (desk) => `${desk.case}/course`,
    before: async (desk) => {
      await desk.press("course-do");
      await desk.page.locator("#status-error").waitFor();
    },
  },
  {
    name: "course-judge",
    path: (desk) => `${desk.case}/course`,
    before: (desk) => desk.page.locator("summary").filter({ hasText: desk.say("class-change") }).click(),
  },
  {
    name: "tasks-clock",
    path: (desk) => `${desk.case}/tasks`,
    before: async (desk) => {
      await desk.page.locator("summary").filter({ hasText: desk.say("clock-new") }).click();
      await desk.type("from", "2026-11-02");
      await desk.press("clock-do");
      await desk.page.locator(".note.good").waitFor();
    },
  },
  { name: "links", path: (desk) => `${desk.case}/links` },
  { name: "links-error", before: (desk) => desk.submit("link-do") },
  {
    name: "links-split",
    path: (desk) => `${desk.case}/links`,
    before: async (desk) => {
      await desk.page.locator("#part").check();
      await desk.type("why-split", "Dit deel gaat over iets anders.");
      await desk.press("split-do");
      await desk.page.locator(".cards").waitFor();
    },
  },
  {
    name: "links-merge",
    before: async (desk) => {
      await desk.type("into", (await desk.page.locator(".cards a").first().innerText()).trim());
      await desk.type("why-merge", "Het is hetzelfde voorval.");
      await desk.press("merge-do");
      await desk.page.locator(".note.warn").waitFor();
    },
  },
  { name: "clusters", path: "/clusters" },
  { name: "access", path: (desk) => `${desk.case}/access` },
  { name: "case-trail", path: (desk) => `${desk.case}/trail` },
  { name: "paper", path: (desk) => `${desk.case}/paper` },
];

/** The same for a desk with a year of work behind it and seven people: `desk.case` is one that is being handled. */
export const PRACTICE = [
  { name: "practice-inbox", path: "/" },
  { name: "practice-due", path: "/?show=due" },
  { name: "practice-cases", path: "/cases" },
  { name: "practice-terms", path: "/terms?of=team" },
  { name: "practice-search", path: "/search", before: (desk) => search(desk, "status:open") },
  { name: "practice-unverified", path: "/unverified" },
  { name: "practice-case", path: (desk) => desk.case },
  { name: "practice-access", path: (desk) => `${desk.case}/access` },
  { name: "practice-course", path: (desk) => `${desk.case}/course` },
  { name: "practice-people", path: "/people" },
  { name: "practice-member", before: (desk) => desk.page.locator("tbody a").nth(1).click() },
  {
    name: "practice-proposal",
    before: async (desk) => {
      await desk.type("why-leave", "Gaat ander werk doen.");
      await desk.press("member-leave-do");
      await desk.done("proposal-waits");
    },
  },
  { name: "practice-proposals", path: "/proposals" },
  { name: "practice-retention", path: "/retention" },
  { name: "practice-figures", path: "/figures" },
  { name: "practice-learning", path: "/learning" },
  { name: "practice-trail", path: "/trail" },
];
