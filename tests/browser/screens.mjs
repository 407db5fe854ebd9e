// Every screen in every state that it has: judged by axe-core in light and dark, kept as pictures, and never too wide.

import assert from "node:assert/strict";
import { everything } from "./walk/full.mjs";
import { Looker, judge } from "./walk/look.mjs";
import { comeBack, confirmCode, fillIn, sendAtOnce } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

/** Answers that bring nothing to their screen but themselves. */
const WITHOUT_NEWS = [
  "private", "place", "people", "knowledge", "evidence", "earlier", "exclude", "level", "role", "desk", "route", "family",
].map((screen) => `${screen}-answered`);

/** Presses on without what is needed, and looks at what the screen says of it. */
async function refused(visit, looker, name) {
  await visit.next();
  await visit.page.locator("#summary").waitFor();
  assert.equal(await visit.page.evaluate(() => document.activeElement.id), "summary", `${name}: the focus is elsewhere`);
  await looker.look(visit, `${name}-error`);
}

/** Opens every part of a screen that opens. */
async function unfoldAll(visit) {
  const closed = visit.page.locator("main details:not([open]) > summary");
  while ((await closed.count()) > 0) await closed.first().press("Enter");
}

/** What else is on a screen of the report than its question and an answer. */
function answers(looker, scene, lang) {
  const plain = everything({ story: scene.story, category: scene.category[lang], files: (visit) => addFiles(visit, scene) });
  const needs = (screen, more = async () => {}) => async (visit) => {
    await refused(visit, looker, screen);
    await more(visit);
    await plain[screen](visit);
  };
  return {
    ...plain,
    route: needs("route", unfoldAll),
    identity: async (visit) => {
      await visit.pick("identity-named");
      await refused(visit, looker, "identity");
      await plain.identity(visit);
    },
    desk: async (visit) => {
      await refused(visit, looker, "desk");
      await visit.choose(scene.desk[lang]);
    },
    family: needs("family"),
    story: needs("story"),
  };
}

async function addFiles(visit, { files }) {
  await visit.page.locator("#file-input").setInputFiles(files);
  await visit.page.getByText(visit.say("files-looking")).first().waitFor({ state: "detached" });
  await visit.page.locator("section.card").nth(files.length - 1).getByRole("checkbox").waitFor();
}

/** A report up to the button that sends; answers its code. */
async function report(visit, looker, scene) {
  const each = (name) => (WITHOUT_NEWS.includes(name) ? undefined : looker.look(visit, name));
  await fillIn(visit, answers(looker, scene, visit.lang), { each, desks: 2 });
  await unfoldAll(visit);
  await looker.look(visit, "review-exact");
  await tooLong(visit, looker);
  return confirmCode(visit, {
    each: async (screen) => {
      if (screen === "code") await unfoldAll(visit);
      await each(screen);
      if (screen === "confirm") await refused(visit, looker, screen);
    },
  });
}

/** A story that does not fit, and the offer to send its end as a file. */
async function tooLong(visit, looker) {
  await visit.page.locator("#change-story").click();
  await visit.on("story");
  await visit.type("story", "Zóveel te vertellen. ".repeat(1_200));
  await visit.next();
  await visit.on("review");
  const offer = visit.page.getByRole("button", { name: visit.say("too-long-file") });
  await offer.waitFor();
  await refused(visit, looker, "review");
  await offer.click();
  await visit.page.getByText(visit.say("rest-name")).first().waitFor();
  await looker.look(visit, "review-with-rest");
}

/** Sending: waiting, paused, stopped, and then at once. */
async function send(visit, looker) {
  const { page } = visit;
  await page.locator("#send").waitFor();
  await looker.look(visit, "send");
  const waiting = async () => {
    await page.locator("#send").click();
    await visit.on("sending", { focus: false });
    const [before] = visit.say("send-waiting", { time: "\u0001" }).split("\u0001");
    await page.locator("main").getByText(before).waitFor();
  };
  await waiting();
  await unfoldAll(visit);
  await looker.look(visit, "sending");
  await visit.press("send-pause");
  await page.locator("main").getByText(visit.say("send-paused")).waitFor();
  await looker.look(visit, "sending-paused");
  await visit.press("send-cancel");
  await visit.on("send");
  await page.getByText(visit.say("err-cancelled")).waitFor();
  await looker.look(visit, "send-stopped");
  await waiting();
  await sendAtOnce(visit);
  await visit.on("sent");
  await unfoldAll(visit);
  await looker.look(visit, "sent");
}

/** Codes that are being typed, wrong, and of a mailbox without anything. */
async function codes(visit, looker, { unused, code }) {
  const { page } = visit;
  await visit.open();
  await visit.press("start-return");
  await visit.on("return");
  await page.locator("#code").waitFor();
  await unfoldAll(visit);
  await visit.type("code", code.split(" ").slice(0, 3).join(" "));
  await page.getByText(visit.say("code-count", { found: 3 })).waitFor();
  await looker.look(visit, "return-typing");
  await refused(visit, looker, "return");
  await visit.type("code", unused);
  await page.getByText(visit.say("code-right")).waitFor();
  await looker.look(visit, "return-right");
  await visit.next();
  await visit.on("mailbox");
  await unfoldAll(visit);
  await looker.look(visit, "mailbox-empty");
}

/** A mailbox with an answer, and what can be done in it. */
async function mailbox(visit, looker, { code }) {
  await comeBack(visit, code.split(" "), { each: async (screen) => screen === "return" && looker.look(visit, screen) });
  await looker.look(visit, "mailbox");
  await unfoldAll(visit);
  await looker.look(visit, "mailbox-opened");
  await visit.press("remove-do");
  await visit.page.getByText(visit.say("messages-removed")).waitFor();
  await looker.look(visit, "mailbox-removed");
  await visit.press("reply-title");
  await visit.on("reply");
  await looker.look(visit, "reply");
  await refused(visit, looker, "reply");
  await visit.press("back");
  await visit.on("mailbox");
  await visit.press("withdraw-title");
  await visit.on("withdraw");
  await looker.look(visit, "withdraw");
}

/** What is beside the report: who does what, a complaint, everything opened. */
async function beside(visit, looker) {
  await visit.open();
  await visit.on("start");
  await visit.page.getByText(visit.say("fingerprint-hint")).waitFor({ state: "attached" });
  await unfoldAll(visit);
  await visit.page.locator("#emergency summary").press("Enter");
  await looker.look(visit, "start-opened");
  await visit.press("landscape-title");
  await visit.on("landscape");
  await looker.look(visit, "landscape");
  await visit.press("back");
  await visit.press("start-begin");
  await visit.on("safety");
  await unfoldAll(visit);
  await looker.look(visit, "safety-opened");
  await visit.next();
  await visit.on("route");
  await visit.pick("route-complaint");
  await visit.next();
  await visit.on("complaint");
  await looker.look(visit, "complaint");
  await visit.press("complaint-name");
  await visit.on("complaint-name");
  await refused(visit, looker, "complaint-name");
}

/** The core does not come, or there is none. */
async function without(stage, looker, lang) {
  const loading = await stage.visit({ lang, allowed: [/net::ERR_FAILED .*page\.note/] });
  let hold;
  const held = new Promise((resolve) => (hold = resolve));
  await loading.page.route("**/page.note", (route) => held.then(() => route.abort()));
  await loading.open();
  await loading.press("start-return");
  await loading.on("loading");
  await looker.look(loading, "loading");
  hold();
  await loading.context.close();

  const failed = await stage.visit({ lang, allowed: [/status of 404 .*page\.note/] });
  await failed.page.route("**/page.note", (route) => route.fulfill({ status: 404, body: "" }));
  await failed.open();
  await failed.page.locator("main .note-warn").waitFor();
  await looker.look(failed, "start-failed");
  await failed.press("start-return");
  await failed.on("error");
  await looker.look(failed, "error");
}

/** The pages that have no script. The first page says so itself where scripts are off. */
async function scriptless(stage, looker, lang, { letters, garbage }) {
  const visit = await stage.visit({ lang, allowed: [/status of 400 .*\/v1\/desks\/mid\/form/] });
  for (const page of ["plain", "form"]) {
    await visit.open(`${lang}/${page}`);
    await looker.look(visit, page);
  }
  for (const [name, file, status] of [["form-refused", garbage, 400], ["form-taken", letters[lang], 201]]) {
    await visit.open(`${lang}/plain`);
    await visit.page.locator("input[type=file]").first().setInputFiles(file);
    const answered = visit.page.waitForResponse((answer) => answer.request().method() === "POST");
    await visit.page.locator("form button").first().click();
    assert.equal((await answered).status(), status);
    await visit.page.locator("main").waitFor();
    await looker.look(visit, name);
  }
}

/** Forced colours and less motion: nothing moves, and axe still has nothing to say. */
async function forced(stage, lang) {
  const visit = await stage.visit({ lang, size: "phone", forcedColors: "active", reducedMotion: "reduce" });
  await visit.open();
  await visit.on("start");
  await judge(visit.page, "start, forced colours");
  await visit.press("start-begin");
  await visit.on("safety");
  await visit.next();
  await visit.on("route");
  await judge(visit.page, "route, forced colours");
  const moving = await visit.page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((node) => {
      const { transitionDuration, animationDuration } = getComputedStyle(node);
      return parseFloat(transitionDuration) > 0.01 || parseFloat(animationDuration) > 0.01;
    }).map((node) => node.outerHTML.slice(0, 80)));
  assert.deepEqual(moving, [], "something moves although less motion was asked for");
}

/** Two parts, for a whole tour of the page takes long. */
const PARTS = {
  async report(stage, looker, scene) {
    const visit = await stage.visit({ lang: scene.lang });
    const unused = (await report(visit, looker, scene)).join(" ");
    await codes(await stage.visit({ lang: scene.lang }), looker, { ...scene, unused });
    await send(visit, looker);
  },
  async rest(stage, looker, scene) {
    const { lang } = scene;
    await mailbox(await stage.visit({ lang }), looker, scene);
    await beside(await stage.visit({ lang }), looker);
    await without(stage, looker, lang);
    await scriptless(stage, looker, lang, scene);
    await forced(stage, lang);
  },
};

await play(import.meta.url, async (stage, scene) => {
  const looker = new Looker(scene.screens, scene.lang);
  await PARTS[scene.part](stage, looker, scene);
  return { seen: looker.seen };
});
