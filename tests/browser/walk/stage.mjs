// Plays a story: one browser, the visits in it, and at the end what every visit must have left alone.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { SIZES, Visit } from "./visit.mjs";

/** How long a screen may take to come, in milliseconds; sealing without any compiler is the slowest. */
const PATIENCE = 120_000;

/** What stands at the quick exit's address while a story is played: nothing leaves this machine. */
const ELSEWHERE = "<!doctype html><title>elsewhere</title><h1>elsewhere</h1>";

/** What Chromium says of an answer that means "not yet": a log or board without anything. */
const NOT_YET = /^error: Failed to load resource: the server responded with a status of 404 .*\/v1\/desks\//;

/** What Chromium says of a page that answers that something is wrong, where a story asks for that. */
export const ANSWERED = /^error: Failed to load resource: the server responded with a status of 4(04|22) /;

/** The browser of one story. `scene` is what the test wrote: `{url, exit, screens, core, …}`. */
export class Stage {
  #visits = [];
  #browser;

  constructor(scene, story) {
    Object.assign(this, { scene, story });
  }

  #launching() {
    // As at Tor Browser's "Safer": no WebAssembly, and no compiler.
    const flags = this.scene.safer ? ["--js-flags=--jitless"] : [];
    return {
      executablePath: process.env.BELLROPE_CHROMIUM ?? "/usr/bin/chromium",
      chromiumSandbox: process.getuid() !== 0,
      // No name is resolved: what would go to somebody else fails, and is recorded.
      args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", ...flags, ...(this.scene.flags ?? [])],
    };
  }

  /**
   * Opens a visit: `{lang, size, theme, javaScript, base, allowed, profile, …}`. `allowed` are patterns of complaints
   * that belong to the story; `beside` are beginnings of addresses that it may ask besides `base`; `profile` is a folder that is kept; whatever else is given goes to Playwright's context.
   */
  async visit({ lang = "nl", size = "desktop", theme = "light", javaScript = true, base, allowed = [], beside, profile, ...more } = {}) {
    const options = {
      viewport: SIZES[size] ?? size, colorScheme: theme, javaScriptEnabled: javaScript, locale: lang === "nl" ? "nl-NL" : "en-GB",
      isMobile: size === "phone", hasTouch: size === "phone", timezoneId: "Europe/Amsterdam", ...more,
    };
    const context = profile
      ? await chromium.launchPersistentContext(profile, { ...this.#launching(), ...options })
      : await (this.#browser ??= await chromium.launch(this.#launching())).newContext(options);
    context.setDefaultTimeout(PATIENCE);
    // The page asks whether there is a WebAssembly; its workers for plain JavaScript do not.
    if (this.scene.core === "js" && !this.scene.safer) await context.addInitScript(() => delete globalThis.WebAssembly);
    await context.route(this.scene.exit, (route) => route.fulfill({ contentType: "text/html", body: ELSEWHERE }));
    const page = context.pages()[0] ?? (await context.newPage());
    const visit = new Visit(context, page, {
      lang, base: base ?? this.scene.url, relay: this.scene.url, exit: this.scene.exit, allowed: [NOT_YET, ...allowed],
      beside,
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
