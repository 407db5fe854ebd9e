// What this is, who reads it, what protects and what does not (R005, R022, R026, R035, R041–R046, R048).

import { host } from "../app.js";
import { button, details, el, link, list, note, paragraphs, phone, present } from "../dom.js";

/** How a reporter can be known, for the comparison. */
const KNOWN = ["anonymous", "confidential", "named"];

export const start = {
  id: "start",
  refreshes: true,
  render: (app) => [
    paragraphs(app.say("start-lead"), { class: "lead" }),
    app.failure && note("warn", app.explain(app.failure), el("p", {}, el("a", { href: app.beside("plain") }, app.say("plain-link")))),
    el("div", { class: "actions" },
      button(app.say("start-begin"), () => begin(app, "safety"), { class: "button primary" }),
      button(app.say("start-return"), () => begin(app, "return"))),
    el("h2", {}, app.say("start-more")),
    el("div", { class: "sections" },
      details(app.say("who-title"), readers(app)),
      details(app.say("known-title"), known(app)),
      details(app.say("after-title"), afterwards(app)),
      details(app.say("law-title"), law(app)),
      details(app.say("limits-title"), paragraphs(app.say("limits-intro")), list(app.say("limits-list").split("\n"))),
      details(app.say("advice-title"), advice(app)),
      details(app.say("check-title"), check(app))),
  ],
};

/** From here on everybody downloads the same, whatever they came to do. */
function begin(app, id) {
  app.downloads?.start();
  app.go(id);
}

/** Who reads: the desks of the signed configuration, whose keys the core has pinned (R043). */
function readers(app) {
  const { config } = app.state;
  if (!config) return el("p", {}, app.say("loading-title"));
  return [
    el("p", {}, app.say("who-intro")),
    config.desks.map((desk) => [
      el("h3", {}, app.texts.of(desk.name)),
      paragraphs(app.texts.of(desk.about)),
      desk.alternative && el("p", {}, app.say("desk-alternative")),
      fingerprint(app, desk),
    ]),
    el("p", { class: "hint" }, app.say("fingerprint-hint")),
  ];
}

function known(app) {
  return [
    KNOWN.map((each) => [el("h3", {}, app.say(`identity-${each}`)), paragraphs(app.say(`known-${each}`))]),
    el("p", {}, app.say("known-later")),
  ];
}

function afterwards(app) {
  const kept = app.texts.of(app.state.config?.retention);
  return [list(app.say("after-list").split("\n"), {}, "ol"), kept && [el("h3", {}, app.say("kept-title")), paragraphs(kept)]];
}

function law(app) {
  const checked = app.state.config?.law_checked;
  return [
    list(app.say("law-list").split("\n")),
    checked && el("p", { class: "hint" }, app.say("law-checked", { day: app.texts.day(checked) })),
  ];
}

function advice(app) {
  return [paragraphs(app.say("advice-intro")), bodies(app, "advice", "h3"), el("h3", {}, app.say("contact-title")), contact(app, "h4")];
}

/** The ways to reach the desks beside this page, and when somebody answers (R017, R019, R026); `heading` is a tag. */
export function contact(app, heading) {
  const desks = app.state.config?.desks ?? [];
  return [el("p", {}, app.say("contact-meeting")), desks.map((desk) => el("div", { class: "contact" }, present([
    el(heading, {}, app.texts.of(desk.name)),
    (desk.contact.phones ?? []).map((number) => el("p", {}, phone(number))),
    (desk.contact.emails ?? []).map((address) => el("p", {}, link(`mailto:${address}`, address))),
    desk.contact.post && el("p", { class: "typed" }, desk.contact.post.join("\n")),
    desk.contact.hours && paragraphs(app.texts.of(desk.contact.hours), { class: "hint" }),
  ])))];
}

/** The bodies of a group of the landscape. */
export function bodies(app, group, heading) {
  const found = (app.state.config?.landscape ?? []).filter((body) => body.group === group);
  return found.map((body) => el("section", { class: "card" }, present([
    el(heading, {}, app.texts.of(body.name)),
    paragraphs(app.texts.of(body.about)),
    body.phone && el("p", {}, phone(body.phone)),
    body.link && el("p", {}, link(body.link, host(body.link))),
    el("p", { class: "hint" }, app.say("body-checked", { day: app.texts.day(body.checked) })),
  ])));
}

/** The fingerprint of a desk, to be compared with a poster. */
export function fingerprint(app, desk) {
  return el("p", { class: "hint" }, app.say("fingerprint"), " ",
    el("code", { class: "fingerprint", translate: "no" }, desk.fingerprint));
}

function check(app) {
  const { config, core } = app.state;
  return [
    paragraphs(app.say("check-intro")),
    config && el("p", { class: "hint" }, app.say("check-build")),
    config && el("p", {}, el("code", { class: "fingerprint" }, config.build)),
    core && el("p", { class: "hint" }, app.say(core === "js" ? "check-core-js" : "check-core-wasm")),
    config?.clients?.length > 0 && [
      el("p", {}, app.say("check-clients")),
      list(config.clients.map((each) => [link(each.url, each.system), " ", el("code", { class: "fingerprint" }, each.sha256)])),
    ],
  ];
}
