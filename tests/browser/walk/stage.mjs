// Plays a story: one browser, the visits in it, and at the end what every visit must have left alone.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { SIZES, Visit } from "./visit.mjs";

/** How long a screen may take to come, in milliseconds; key derivation in plain JavaScript is the slowest. */
const PATIENCE = 60_000;

/** What stands at the quick exit's address while a story is played: nothing leaves this machine. */
const ELSEWHERE = "<!doctype html><title>elsewhere</title><h1>elsewhere</h1>";

/** What Chromium says of an answer that means "not yet": a log or board without anything. */
const NOT_YET = /^error: Failed to load resource: the server responded with a status of 404 .*\/v1\/desks\//;

/** What Chromium says of features of which it has no name: forbidding them is for other browsers. */
const OTHER_BROWSERS = /^warning: Error with Permissions-Policy header: Unrecognized feature/;

/** The browser of one story. `scene` is what the test wrote: `{url, exit, screens, core, …}`. */
export class Stage {
  #visits = [];
  #browser;

  constructor(scene, story) {
    Object.assign(this, { scene, story });
  }

  #launching() {
    const flags = this.scene.core === "js" ? ["--js-flags=--no-expose-wasm"] : [];
    return {
      executablePath: process.env.BELLROPE_CHROMIUM ?? "/usr/bin/chromium",
      chromiumSandbox: process.getuid() !== 0,
      // No name is resolved: what would go to somebody else fails, and is recorded.
      args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", ...flags, ...(this.scene.flags ?? [])],
    };
  }

  /**
   * Opens a visit: `{lang, size, theme, javaScript, base, allowed, profile, …}`. `allowed` are patterns of complaints
   * that belong to the story; `profile` is a folder that is kept; whatever else is given goes to Playwright's context.
   */
  async visit({ lang = "nl", size = "desktop", theme = "light", javaScript = true, base, allowed = [], profile, ...more } = {}) {
    const options = {
      viewport: SIZES[size] ?? size, colorScheme: theme, javaScriptEnabled: javaScript, locale: lang === "nl" ? "nl-NL" : "en-GB",
      isMobile: size === "phone", hasTouch: size === "phone", timezoneId: "Europe/Amsterdam", ...more,
    };
    const context = profile
      ? await chromium.launchPersistentContext(profile, { ...this.#launching(), ...options })
      : await (this.#browser ??= await chromium.launch(this.#launching())).newContext(options);
    context.setDefaultTimeout(PATIENCE);
    await context.route(this.scene.exit, (route) => route.fulfill({ contentType: "text/html", body: ELSEWHERE }));
    const page = context.pages()[0] ?? (await context.newPage());
    const visit = new Visit(context, page, {
      lang, base: base ?? this.scene.url, exit: this.scene.exit, allowed: [NOT_YET, OTHER_BROWSERS, ...allowed],
    });
    this.#visits.push(visit);
    return visit;
  }

  /** Checks every visit that is left; `leave` of a visit is its context's `close`. */
  check() {
    for (const visit of this.#visits) visit.check();
  }

  async describe() {
    const to = (number) => join(this.scene.screens, "failed", `${this.scene.name ?? this.story}-${number}.png`);
    return Promise.all(this.#visits.map((visit, number) => visit.describe(to(number))));
  }

  async close() {
    await Promise.allSettled(this.#visits.map(({ context }) => context.close()));
    await this.#browser?.close();
  }
}

/** Runs a story with the scene whose file is named on the command line; what it returns is printed as JSON. */
export async function play(url, story) {
  const scene = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const stage = new Stage(scene, basename(fileURLToPath(url), ".mjs"));
  try {
    const told = (await story(stage, scene)) ?? {};
    stage.check();
    process.stdout.write(`${JSON.stringify(told)}\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error.stack}\n${(await stage.describe()).map((each) => `visit:\n  ${each}\n`).join("")}`);
  } finally {
    await stage.close();
  }
}
