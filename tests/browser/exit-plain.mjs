// Leaving quickly without scripts: a link, on every page that there is then (R036, R024).

import assert from "node:assert/strict";
import { say } from "./walk/texts.mjs";
import { play } from "./walk/stage.mjs";

await play(import.meta.url, async (stage) => {
  for (const lang of ["nl", "en"]) {
    for (const page of ["", "plain", "form"]) {
      const visit = await stage.visit({ lang, javaScript: false });
      await visit.open(`${lang}/${page}`);
      const exit = visit.page.getByRole("link", { name: say(lang, "exit"), exact: true });
      assert.equal(await exit.getAttribute("href"), visit.exit);
      assert.match(await exit.getAttribute("rel"), /noreferrer/);
      await exit.focus();
      await visit.page.keyboard.press("Enter");
      await visit.page.waitForURL(visit.exit);
      assert.equal(await visit.page.title(), "elsewhere");
      await visit.context.close();
    }
  }
});
