// Looks at a screen as many do: in light and dark, on a phone and a desk, far zoomed in, with a reader of screens.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { SIZES } from "./visit.mjs";

/** What a window of 1280 × 1024 is at 400 %, and the narrowest screen there is. */
const NARROWEST = { width: 320, height: 256 };

/**
 * How a screen is kept as a picture. Colours are those of the theme, and the order is that of the document: two of the
 * four, judged, tell all.
 */
const LOOKS = [
  { size: "desktop", theme: "light", isJudged: true },
  { size: "desktop", theme: "dark", isJudged: false },
  { size: "phone", theme: "light", isJudged: false },
  { size: "phone", theme: "dark", isJudged: true },
];

/** Looks at every state of a walk. */
export class Looker {
  /** Names of the states looked at. */
  seen = [];

  constructor(folder, lang) {
    this.folder = join(folder, lang);
    mkdirSync(this.folder, { recursive: true });
  }

  /**
   * Looks at what a visit shows now, and leaves it as it was. A `state` of a screen, such as an error, is looked at in
   * those two looks only that are judged.
   */
  async look(visit, name, { isState = name.includes("-") } = {}) {
    assert.ok(!this.seen.includes(name), `${name} was looked at before`);
    this.seen.push(name);
    const { page } = visit;
    for (const { size, theme, isJudged } of LOOKS) {
      if (isState && !isJudged) continue;
      await page.setViewportSize(SIZES[size]);
      // Colours would go over into each other.
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      // The frame stays at the top of the window.
      await page.evaluate(() => scrollTo(0, 0));
      await drawn(page, name);
      await page.screenshot({ path: join(this.folder, `${name}-${size}-${theme}.png`), fullPage: true });
      if (isJudged) await judge(page, `${name}, ${size}, ${theme}`);
    }
    await page.setViewportSize(NARROWEST);
    await fits(page, name);
    await page.setViewportSize(SIZES.desktop);
    await page.emulateMedia({ colorScheme: "light" });
  }
}

/** Waits until every image is drawn; one that cannot be is an error. */
async function drawn(page, name) {
  const missing = await page.evaluate(async () => {
    const images = [...document.images];
    const tried = await Promise.allSettled(images.map((image) => image.decode()));
    return images.filter((_, place) => tried[place].status === "rejected").map((image) => image.src);
  });
  assert.deepEqual(missing, [], `${name}: images that are not there`);
}

/** Asserts that axe-core has nothing to say, with all its rules. */
export async function judge(page, name) {
  if (!(await page.evaluate(() => Boolean(globalThis.axe)))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`));
  assert.deepEqual(found, [], `axe: ${name}`);
}

/** Asserts that nothing has to be scrolled sideways. */
async function fits(page, name) {
  const wide = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const sticksOut = (node) => node.getBoundingClientRect().right > clientWidth + 0.5;
    return [...document.body.querySelectorAll("*")].filter(sticksOut).map((node) => node.outerHTML.slice(0, 120));
  });
  assert.deepEqual(wide, [], `${name}: wider than ${NARROWEST.width} pixels`);
}
