// What is left in a browser's profile after a report (R029, R037): nothing that was typed, shown or chosen.

import assert from "node:assert/strict";
import { fillIn, keepCode, least, send } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

/** How a visit ends. */
const ENDS = {
  async sent(visit) {
    await send(visit);
    assert.deepEqual(await kept(visit.page), KEPT_NOTHING);
  },
  async exit(visit) {
    await visit.page.locator("#exit").click();
    await visit.page.waitForURL(visit.exit);
    // The positive control: what another site keeps is found by the same search.
    await visit.page.evaluate((texts) => texts.forEach((text) => localStorage.setItem(text, text)), visit.controls);
  },
};

const KEPT_NOTHING = { cookies: [], local: 0, session: 0, databases: [], caches: [], workers: 0, persisted: false };

/** Everything that a page can keep in a browser. */
async function kept(page) {
  const cookies = await page.context().cookies();
  const inside = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: await indexedDB.databases(),
    caches: globalThis.caches ? await caches.keys() : [],
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
    persisted: (await navigator.storage?.persisted()) ?? false,
  }));
  return { cookies, ...inside };
}

await play(import.meta.url, async (stage, { story, file, profile, end, controls }) => {
  const visit = await stage.visit({ profile, size: "desktop" });
  Object.assign(visit, { controls });
  await fillIn(visit, {
    ...least(story),
    private: (each) => each.type("private", story),
    place: (each) => each.type("place", story),
    people: (each) => each.type("people", story),
    files: async (each) => {
      await each.page.locator("#file-input").setInputFiles(file);
      await each.page.getByText(each.say("files-found")).waitFor();
    },
  });
  const code = await keepCode(visit);
  assert.deepEqual(await kept(visit.page), KEPT_NOTHING);
  await ENDS[end](visit);
  await visit.context.close();
  return { code: code.join(" ") };
});
