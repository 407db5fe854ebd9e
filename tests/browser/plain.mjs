// Without JavaScript: what can be read, where it leads, and a form that takes a locked letter and nothing else.

import assert from "node:assert/strict";
import { play } from "./walk/stage.mjs";

/** What the pages say in each language, beside the configuration. */
const SAID = {
  nl: { first: "Deze pagina heeft JavaScript nodig", plain: "Melden zonder scripts", form: "Formulier voor een melding of een klacht", send: "Verstuur de brief aan", received: "Uw brief is ontvangen" },
  en: { first: "This page needs JavaScript", plain: "Reporting without scripts", form: "Form for a report or a complaint", send: "Send the letter to", received: "Your letter has been received" },
};

/** Every part of a page that nobody needs a script for. */
async function readPlain(visit, { contact, client }) {
  const shown = await visit.text();
  for (const part of [...contact, client.sha256, client.system]) assert.ok(shown.includes(part), `not readable: ${part}`);
  // Harvesters read the source, not the screen (R019).
  const source = await (await visit.context.request.get(visit.page.url())).text();
  for (const part of contact.filter((each) => each.includes("@"))) assert.ok(!source.includes(part), `in the source: ${part}`);
  assert.equal(await visit.page.locator("script").count(), 0);
  assert.equal(await visit.page.locator("input:not([type=file]), textarea, select").count(), 0, "text can be typed");
}

/** Hands a file in with the form; answers the page that follows. */
async function handIn(visit, file, said) {
  await visit.open(`${visit.lang}/plain`);
  await visit.page.locator("input[type=file]").setInputFiles(file);
  const answered = visit.page.waitForResponse((answer) => answer.request().method() === "POST");
  await visit.page.getByRole("button", { name: new RegExp(`^${said.send}`) }).click();
  const answer = await answered;
  await visit.page.waitForLoadState();
  return { status: answer.status(), text: await visit.page.locator("body").innerText() };
}

await play(import.meta.url, async (stage, scene) => {
  const told = {};
  for (const lang of ["nl", "en"]) {
    const said = SAID[lang];
    const visit = await stage.visit({ lang, size: "phone", javaScript: false, allowed: [/status of 400 .*\/v1\/desks\/mid\/form/] });
    const heading = () => visit.page.locator("h1").innerText();
    await visit.open();
    assert.equal(await heading(), said.first);
    await visit.page.locator("main a").click();
    assert.equal(await heading(), said.plain);
    await readPlain(visit, scene);

    await visit.page.locator("a[href=form]").click();
    assert.equal(await heading(), said.form);
    await visit.page.locator("a[href=plain]").click();
    await visit.page.getByRole("navigation").getByRole("link").click();
    assert.equal(await heading(), SAID[lang === "nl" ? "en" : "nl"].plain);

    const refused = await handIn(visit, scene.plaintext, said);
    assert.equal(refused.status, 400);
    assert.ok(!refused.text.includes(said.received), refused.text);
    const taken = await handIn(visit, scene.letters[lang], said);
    assert.equal(taken.status, 201);
    assert.ok(taken.text.includes(said.received), taken.text);

    await visit.open(`${lang}/plain`);
    const exit = visit.page.getByRole("link", { name: visit.say("exit"), exact: true });
    assert.equal(await exit.getAttribute("href"), visit.exit);
    told[lang] = { refused: refused.text, taken: taken.text };
  }
  return told;
});
