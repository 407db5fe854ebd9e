// Every screen of a case in one language, as `desk.mjs` looks at those around it.

import { join } from "node:path";
import { Caseworker } from "./walk/desk.mjs";
import { CASES } from "./walk/desk-screens.mjs";
import { Looker } from "./walk/look.mjs";
import { ANSWERED, play } from "./walk/stage.mjs";

await play(import.meta.url, async (stage, scene) => {
  const visit = await stage.visit({ lang: scene.lang, base: scene.desk, allowed: [ANSWERED] });
  const desk = new Caseworker(visit, scene);
  const looker = new Looker(join(scene.screens, "desk"), scene.lang);
  await desk.enter();
  await desk.unlock();
  await desk.on("nav-inbox");
  Object.assign(desk, { case: `/cases/${scene.case}`, triage: `/triage/${scene.case}`, other: `/cases/${scene.other}` });
  await desk.tour(CASES, looker);
  await desk.leave();
  return { seen: looker.seen };
});
