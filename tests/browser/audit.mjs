// Reads the auditor's reports as somebody would who is no programmer: on a phone, on a screen, in the dark, on paper.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { play } from "./walk/stage.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [
  { size: { width: 320, height: 640 } },
  { size: "phone", theme: "dark" },
  { size: "desktop" },
  { size: { width: 720, height: 1000 }, media: "print" },
];

await play(import.meta.url, async (stage, { folder, reports }) => {
  for (const { file, lang, verdict } of reports) {
    for (const { media = "screen", ...view } of VIEWS) {
      const place = `${file}, ${JSON.stringify({ media, ...view })}`;
      const visit = await stage.visit({ lang, base: folder, ...view });
      await visit.page.emulateMedia({ media });
      await visit.open(file);
      assert.equal(await visit.page.getAttribute("html", "lang"), lang, place);
      // The verdict comes before everything else.
      assert.equal(await visit.page.locator("main > :nth-child(2)").getAttribute("class"), `verdict ${verdict}`, place);
      // Nothing is cut off, and nothing has to be pushed aside to be read.
      const hidden = await visit.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(hidden, 0, `${place}: wider than the screen`);
      await visit.page.evaluate(AXE);
      const found = await visit.page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
      const said = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      assert.deepEqual(said, [], place);
      // One file, and nothing else was asked for.
      assert.deepEqual(visit.requests.map(({ url }) => url), [`${folder}/${file}`], place);
    }
  }
  return { read: reports.length };
});
