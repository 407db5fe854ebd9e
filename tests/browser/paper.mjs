// Documents as files of their own: each judged by axe-core in light and dark, on a desk and a phone, never too wide.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { Looker } from "./walk/look.mjs";

const { papers, screens } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const browser = await chromium.launch({
  executablePath: process.env.BELLROPE_CHROMIUM ?? "/usr/bin/chromium",
  chromiumSandbox: process.getuid() !== 0,
  args: ["--host-resolver-rules=MAP * ~NOTFOUND"],
});
const looker = new Looker(screens, "paper");
const asked = [];
for (const path of papers) {
  const page = await browser.newPage();
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => assert.fail(message.text()));
  await page.goto(pathToFileURL(path).href);
  await looker.look({ page }, basename(path, ".html"), { isState: false });
  // By keyboard: the first stop is the contents, and shows that it has the focus.
  await page.keyboard.press("Tab");
  const focus = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(focus, "solid", `${path}: the focus does not show`);
  await page.close();
}
await browser.close();
console.log(JSON.stringify({ seen: looker.seen, asked }));
