// Sending: at a slot, with progress, and nothing before the button here is pressed (R062; design §5.12).

import { button, details, el, note, paragraphs, present } from "../dom.js";
import { deskOf } from "../flow.js";
import { filesOf, letterOf } from "../report.js";

export const send = {
  id: "send",
  needs: "config",
  title: (app) => app.say(app.state.sending ? "sending-title" : "send-title"),
  render: (app) => (app.state.sending ? underWay(app) : ready(app)),
  /** While a letter is under way one does not go back; one stops it. */
  stays: (app) => Boolean(app.state.sending),
};

function ready(app) {
  const view = app.downloads.view(deskOf(app.state).desk);
  const place = el("div", {});
  const draw = () => place.replaceChildren(...present([app.downloads.view(deskOf(app.state).desk) ? offer(app) : fetching(app)]).flat());
  draw();
  if (!view) {
    app.onLeave(app.downloads.watch(draw));
    app.downloads.start();
  }
  return [place];
}

/** What everybody downloads is not here yet, or did not come. */
function fetching(app) {
  const error = app.downloads.error(deskOf(app.state).desk);
  if (!error) return [el("p", {}, app.say("downloading")), progress(app, app.downloads.progress)];
  return [note("warn", app.explain(error)), el("div", { class: "actions" }, button(app.say("try-again"), () => app.downloads.start(), { class: "button primary" }))];
}

function offer(app) {
  const desk = deskOf(app.state);
  return [
    app.state.sendError && el("div", { role: "alert" }, note("warn", app.explain(app.state.sendError))),
    el("p", {}, app.say("send-intro", { name: app.texts.of(desk.name) })),
    app.state.config.cover.on && paragraphs(app.say("send-slots")),
    warnings(app, app.downloads.view(desk.desk)),
    el("div", { class: "actions" }, button(app.say("send-now"), () => start(app), { class: "button primary", id: "send" })),
  ].filter(Boolean);
}

/** What a view warns of, as notes. */
export function warnings(app, view) {
  return (view?.warnings ?? []).map(({ code, params }) =>
    note("info", el("p", {}, app.say(`warn-${code}`, app.texts.readable(params)))));
}

function start(app) {
  const { draft, config, code } = app.state;
  app.state.sendError = undefined;
  app.state.progress = { phase: "sealing", done: 0, total: 0 };
  const handle = app.core.send({
    desk: deskOf(app.state).desk,
    code: code.words.join(" "),
    letter: letterOf(draft, app.texts.lang, config),
    files: filesOf(draft.files),
  }, (now) => {
    app.state.progress = now;
    app.state.drawProgress?.();
  });
  app.state.sending = { handle };
  app.render();
  handle.done.then((outcome) => finish(app, outcome), (error) => fail(app, error));
}

function finish(app, outcome) {
  if (app.exit.isGone) return;
  app.state.sending = undefined;
  app.state.sent = outcome;
  app.goForGood("sent");
}

function fail(app, error) {
  if (app.exit.isGone) return;
  app.state.sending = undefined;
  app.state.sendError = error;
  app.go("send");
}

/** Phases in which nothing leaves until the reporter says so. */
const HELD = ["paused", "stalled"];

function underWay(app) {
  const place = el("div", {});
  const { handle } = app.state.sending;
  const isHeld = () => HELD.includes(app.state.progress.phase);
  const pause = button("", () => (isHeld() ? handle.resume() : handle.pause()));
  const draw = () => {
    place.replaceChildren(...present(stage(app)));
    pause.textContent = app.say(isHeld() ? "send-resume" : "send-pause");
  };
  app.state.drawProgress = throttled(app, draw);
  app.onLeave(() => (app.state.drawProgress = undefined));
  draw();
  return [
    place,
    el("p", {}, app.say("send-stay")),
    el("div", { class: "actions" }, pause, button(app.say("send-cancel"), () => handle.cancel(), { class: "link" })),
    app.state.config.cover.on && details(app.say("send-at-once"), paragraphs(app.say("send-at-once-price")),
      button(app.say("send-at-once-do"), () => handle.sendNow(), { id: "send-at-once" })),
  ];
}

function stage(app) {
  const { progress: now } = app.state;
  const text = now.phase === "waiting" && now.until
    ? app.say("send-waiting", { time: app.texts.time(now.until) })
    : app.say(`send-${now.phase}`);
  return [el("p", { class: "lead" }, text), now.phase === "blocks" && progress(app, now)];
}

/** Redraws at every change of phase, otherwise four times a second at most; phases are said aloud. */
function throttled(app, draw) {
  let phase;
  let at = 0;
  return () => {
    const now = app.state.progress;
    if (now.phase !== phase) {
      phase = now.phase;
      app.announce(now.phase === "waiting" && now.until ? app.say("send-waiting", { time: app.texts.time(now.until) }) : app.say(`send-${phase}`));
    } else if (performance.now() - at < 250 && now.done < now.total && now.phase === "blocks") return;
    at = performance.now();
    draw();
  };
}

/** A bar with its numbers beside it. */
export function progress(app, { done, total }) {
  const text = total > 0
    ? app.say("progress", { done: app.texts.size(done), total: app.texts.size(total) })
    : app.say("progress-unknown");
  return el("div", { class: "progress" },
    el("progress", { "aria-label": text, ...(total > 0 ? { value: done, max: total } : {}) }),
    el("span", {}, text));
}
