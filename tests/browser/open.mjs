// Opens a mailbox and does nothing else: what the relay sees of it is compared outside (R068).

import { play } from "./walk/stage.mjs";

await play(import.meta.url, async (stage, { code, ends }) => {
  const visit = await stage.visit({ lang: "nl", size: "phone", base: stage.scene.base });
  await visit.open();
  await visit.press("start-return");
  await visit.on("return");
  await visit.page.locator("#code").waitFor();
  await visit.type("code", code);
  await visit.next();
  if (ends === "wrong") await visit.page.locator("#summary").waitFor();
  else await visit.on("mailbox");
  if (ends === "empty") await visit.page.getByText(visit.say("mailbox-empty").split("\n")[0]).waitFor();
  if (ends === "right") await visit.page.getByRole("heading", { name: visit.say("messages-heading") }).waitFor();
});
