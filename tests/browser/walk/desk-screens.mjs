// Every screen of the desk, in the order in which the tour comes by. To add one: a line with its name, where it is, and
// what is done before it is looked at; `after` is done afterwards. A name with a hyphen is a state of a screen.

/** `{name, path, before, after}`; `desk` is the caseworker of `walk/desk.mjs`, who has unlocked. */
export const SCREENS = [
  { name: "inbox", path: "/" },
  { name: "outbox", path: "/outbox" },
  { name: "outbox-made", before: (desk) => desk.press("outbox-make") },
  { name: "learning", path: "/learning" },
  { name: "measures", path: "/measures" },
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
];
