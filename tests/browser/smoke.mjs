// The shortest report there is, and a look into its mailbox.

import assert from "node:assert/strict";
import { comeBack, fillIn, keepCode, least, send } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

await play(import.meta.url, async (stage, { lang, size, story, waits }) => {
  const visit = await stage.visit({ lang, size });
  if (stage.scene.core) {
    await visit.open();
    await visit.unfold("check-title");
    await visit.page.getByText(visit.say(`check-core-${stage.scene.core}`)).waitFor();
  }
  await fillIn(visit, least(story));
  const code = await keepCode(visit);
  await send(visit, {
    during: async () => {
      if (waits) await visit.page.getByText(visit.say("send-waiting", { time: "" }).replace(/ ?\.$/, "")).first().waitFor();
    },
  });
  const returning = await stage.visit({ lang, size });
  await comeBack(returning, code);
  assert.match(await returning.text(), new RegExp(returning.say("mailbox-title")));
  return { code: code.join(" ") };
});
