// The page: brings texts, screens and core together. What each does is in its own file.

import { App } from "./app.js";
import { Back } from "./back.js";
import { Core } from "./core.js";
import { Exit } from "./exit.js";
import { SCREENS } from "./screens/all.js";
import { newState } from "./state.js";
import { Texts } from "./text.js";

import nlError from "../texts/nl/error.ftl";
import nlPage from "../texts/nl/page.ftl";
import nlQuestion from "../texts/nl/question.ftl";
import nlRead from "../texts/nl/read.ftl";
import nlSend from "../texts/nl/send.ftl";
import enError from "../texts/en/error.ftl";
import enPage from "../texts/en/page.ftl";
import enQuestion from "../texts/en/question.ftl";
import enRead from "../texts/en/read.ftl";
import enSend from "../texts/en/send.ftl";

const SOURCES = {
  nl: [nlPage, nlQuestion, nlSend, nlRead, nlError],
  en: [enPage, enQuestion, enSend, enRead, enError],
};

const { base, relay } = document.documentElement.dataset;
const isFile = location.protocol === "file:";
const root = isFile ? undefined : new URL(base || "./", location.href);

const app = new App({
  texts: new Texts(SOURCES, document.documentElement.lang),
  state: newState(),
  core: new Core(),
  screens: SCREENS,
  root,
});
app.history = new Back(() => app.back());
app.exit = new Exit({ wipe: () => app.wipe(), back: app.history });
app.exit.watch(document.getElementById("exit"));
app.go("start");
app.frame();

/** A page kept as a file has the note inside; a served one fetches it, as everybody does. */
async function note() {
  const inside = document.getElementById("note");
  if (inside) return inside.content.textContent;
  const answer = await fetch(new URL("page.note", root), { cache: "no-store", credentials: "omit" });
  if (!answer.ok) throw { code: "unreachable", params: {} };
  return answer.text();
}

note()
  .catch(() => Promise.reject({ code: "unreachable", params: {} }))
  .then((text) => app.open(text, relay || root.href))
  .catch((error) => app.fail(error));
