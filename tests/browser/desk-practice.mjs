// The screens of a desk with a year of work behind it: long lists, seven people, what waits for a second person.

import { join } from "node:path";
import { Caseworker } from "./walk/desk.mjs";
import { PRACTICE } from "./walk/desk-screens.mjs";
import { Looker } from "./walk/look.mjs";
import { play } from "./walk/stage.mjs";

await play(import.meta.url, async (stage, scene) => {
  const visit = await stage.visit({ lang: scene.lang, base: scene.desk });
  const desk = new Caseworker(visit, scene);
  const looker = new Looker(join(scene.screens, "desk"), scene.lang);
  await desk.enter();
  await desk.unlock();
  await desk.on("nav-inbox");
  await desk.open("/cases");
  desk.case = await desk.page.locator("tbody th a").first().getAttribute("href");
  await desk.read(desk.case);
  await desk.tour(PRACTICE, looker);
  await desk.leave();
  return { seen: looker.seen };
});
