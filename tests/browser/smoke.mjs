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
  const [before] = visit.say("send-waiting", { time: "\u0001" }).split("\u0001");
  const wait = () => visit.page.locator("main").getByText(before).waitFor();
  await send(visit, { during: waits ? wait : undefined });
  const returning = await stage.visit({ lang, size });
  await comeBack(returning, code);
  assert.match(await returning.text(), new RegExp(returning.say("mailbox-title")));
  return { code: code.join(" ") };
});
