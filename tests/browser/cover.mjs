// A visit that only looks, and one that reports: what leaves them is compared outside (design §5.12; R047).

import { fillIn, keepCode, least, send } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

await play(import.meta.url, async (stage, { reports, letters }) => {
  const visit = await stage.visit({ lang: "nl", size: "phone", base: stage.scene.base });
  const isLetter = (request) => request.method() === "POST" && request.url().endsWith("/letters");
  let sent = 0;
  const enough = new Promise((resolve) => {
    visit.context.on("requestfinished", (request) => {
      sent += isLetter(request) ? 1 : 0;
      if (sent === letters) resolve();
    });
  });
  if (reports) {
    await fillIn(visit, least("Dit staat in de enige echte brief."));
    await keepCode(visit);
    await send(visit);
  } else {
    await visit.open();
    await visit.on("start");
  }
  await enough;
  return { sent };
});
