// What a visitor does, through the page's own door and the built worker:
//
//   node story.mjs report|return|fail SCENE.json
//
// SCENE.json: {build, note, relay, letter, files, code}. Prints JSON: what the screens would get.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Core } from "../../crates/reporter-web/page/js/core.js";
import { Thread } from "./thread.mjs";

const [verb, path] = process.argv.slice(2);
const scene = JSON.parse(readFileSync(path, "utf8"));
const build = (name) => join(scene.build, name);

const core = new Core({
  Worker: Thread,
  sources: (kind) => ({
    url: build(`worker-${kind}.js`),
    wasm: kind === "wasm" ? readFileSync(build("core.wasm")) : undefined,
  }),
});

/** Opens the core and downloads the desk; answers how and what. */
async function begin() {
  const opened = await core.open({ note: readFileSync(scene.note, "utf8"), relay: scene.relay });
  const [{ desk }] = opened.config.desks;
  const phases = new Set();
  const view = await core.download(desk, ({ phase }) => phases.add(phase));
  return { kind: opened.core, desk, view, phases: [...phases] };
}

async function send({ desk, code, letter, files }) {
  const told = [];
  let probedAt = -1;
  const handle = core.send({ desk, code, letter, files }, (progress) => {
    told.push(progress);
    // At the first block and every 4 MiB after it.
    if (progress.phase === "blocks" && Math.floor(progress.done / 4_194_304) > probedAt) {
      probedAt = Math.floor(progress.done / 4_194_304);
      Thread.last.probe();
    }
  });
  const sent = await handle.done;
  return { sent, told };
}

const verbs = {
  /** A report with files, under a new code. */
  async report() {
    const { kind, desk, view, phases } = await begin();
    const { words, other } = await core.newCode("nl");
    const code = words.join(" ");
    assert.deepEqual(await core.readCode(other.join(" "), "nl"), { state: "right", words });
    // A phone's capital and an accent, composed and decomposed.
    for (const accent of ["\u00eb", "e\u0308"]) {
      const typed = words.map((word) => word[0].toUpperCase() + word.slice(1).replace("e", accent)).join(" - ");
      assert.deepEqual(await core.readCode(typed, "nl"), { state: "right", words });
    }
    const few = words.slice(0, 11).join(" ");
    assert.deepEqual(await core.readCode(few, "nl"), { state: "wrong", reason: "count", found: 11 });
    const { len, max } = await core.measure(scene.letter);
    assert.ok(len <= max);
    const files = scene.files.map((file) => ({ name: file.split("/").at(-1), blob: new Blob([readFileSync(file)]) }));
    const asked = Thread.requests.length;
    const { sent, told } = await send({ desk, code, letter: scene.letter, files });
    const receipt = new TextDecoder().decode(await core.receiptFile(sent.receipt));
    assert.equal(receipt, sent.receipt);
    const empty = await core.openMailbox((await core.newCode("en")).words.join(" "));
    return {
      kind, code, view, phases, sent, empty,
      told: [...new Set(told.map(({ phase }) => phase))],
      requests: Thread.requests.slice(asked),
      memory: Thread.probed,
      letters: Thread.letters,
    };
  },

  /** Reads what there is, and answers. */
  async return() {
    const { kind, desk } = await begin();
    const asked = Thread.requests.length;
    const mailbox = await core.openMailbox(scene.code);
    assert.equal(Thread.requests.length, asked, "reading asks nothing of the relay");
    const { sent } = await send({ desk, code: scene.code, letter: scene.letter, files: [] });
    return { kind, mailbox, sent };
  },

  /** Something is wrong; says what, and what left before it was noticed. */
  async fail() {
    const code = async (act) => act.then(() => "nothing", (error) => error.code);
    const begun = begin();
    const opening = await code(begun);
    if (opening !== "nothing") return { code: opening, posted: posted() };
    const { desk } = await begun;
    const { words } = await core.newCode("nl");
    const files = [];
    return {
      code: await code(core.send({ desk, code: words.join(" "), letter: scene.letter, files }).done),
      short: await code(core.send({ desk, code: words.slice(5).join(" "), letter: scene.letter, files }).done),
      absent: await code(core.send({ desk: "other", code: words.join(" "), letter: scene.letter, files }).done),
      posted: posted(),
    };
  },
};

function posted() {
  return Thread.requests.filter(({ method }) => method !== "GET").length;
}

try {
  console.log(JSON.stringify(await verbs[verb]()));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  core.wipe();
}
