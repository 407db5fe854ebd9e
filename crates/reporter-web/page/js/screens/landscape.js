// Who does what (R011), and where to find help (R046), from the signed configuration.

import { el, paragraphs } from "../dom.js";
import { bodies, contact } from "./start.js";

const GROUPS = ["advice", "inside", "outside"];

export const landscape = {
  id: "landscape",
  needs: "config",
  render: (app) => [
    paragraphs(app.say("landscape-intro")),
    GROUPS.map((group) => {
      const found = bodies(app, group, "h3");
      return found.length > 0 && el("section", {}, el("h2", {}, app.say(`group-${group}`)), found);
    }),
    el("h2", {}, app.say("contact-title")),
    contact(app, "h3"),
  ],
};
