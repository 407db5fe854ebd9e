// The flow and what becomes of answers, without a page (docs/protocol.md §6; R049, R058, R062, R065).

import assert from "node:assert/strict";
import { test } from "node:test";

import { COUNTED, REPORT, after, deskOf, firstGap, step } from "./flow.js";
import { QUESTIONS, categories, missing, question, shown } from "./questions.js";
import { answersOf, filesOf, identityOf, letterOf, neutralName, reportOf, sameWord, twoPlaces } from "./report.js";
import { hasUnsent, newDraft, newState, wipe } from "./state.js";

const CONFIG = {
  desks: [{ desk: "mid" }, { desk: "extern", alternative: true }],
  categories: [
    { code: "ZS1", family: "ZS" },
    { code: "ZS3", family: "ZS" },
    { code: "OG1", family: "OG" },
    { code: "BN", family: "XX" },
  ],
};

const REQUIRED = { route: "report", family: "ZS", story: "Het gebeurt nog." };

function stateWith(answers, more = {}) {
  const state = { ...newState(), config: CONFIG, ...more };
  state.draft.answers = answers;
  return state;
}

test("report_has_only_what_was_said", () => {
  assert.deepEqual(reportOf(REQUIRED, CONFIG), { ...REQUIRED, identity: "anonymous" });
  const skipped = { ...REQUIRED, place: "  ", kinds: [], danger: "", whenText: "\n" };
  assert.deepEqual(reportOf(skipped, CONFIG), { ...REQUIRED, identity: "anonymous" });
});

test("report_has_every_member_under_its_name", () => {
  const answers = {
    ...REQUIRED, kinds: ["ZS1", "BN"], danger: "no", private: "Alleen ik.", whenPattern: "ongoing",
    whenText: "Sinds april", place: "Oost", people: "Twee", knowledge: ["seen", "heard"], evidence: "Foto",
    earlier: "Nee", exclude: "De chef", level: "higher", wishes: ["stop"], wishText: "Snel", detriment: "afraid",
    detrimentText: "Rooster", role: "former", behalf: "other", consent: "yes", identity: "confidential",
    name: "J.", contact: "06",
  };
  assert.deepEqual(reportOf(answers, CONFIG), {
    ...REQUIRED, kinds: ["ZS1", "BN"], danger: "no", private: "Alleen ik.",
    when: { pattern: "ongoing", text: "Sinds april" }, place: "Oost", people: "Twee",
    knowledge: ["seen", "heard"], evidence: "Foto", earlier: "Nee", exclude: "De chef", level: "higher",
    wishes: ["stop"], wish_text: "Snel", detriment: { state: "afraid", text: "Rooster" }, role: "former",
    behalf: { of: "other", consent: "yes" }, identity: "confidential", name: "J.", contact: "06",
  });
});

test("report_leaves_out_what_the_choices_no_longer_call_for", () => {
  const answers = {
    ...REQUIRED, family: "OG", kinds: ["ZS1", "OG1", "BN"], detriment: "no", detrimentText: "toch niet",
    behalf: "self", consent: "yes", identity: "anonymous", name: "Jan", contact: "06",
  };
  const report = reportOf(answers, CONFIG);
  assert.deepEqual(report.kinds, ["OG1", "BN"]);
  assert.deepEqual(report.detriment, { state: "no" });
  assert.deepEqual(report.behalf, { of: "self" });
  assert.ok(!("name" in report) && !("contact" in report));
  assert.equal(answers.name, "Jan", "what was typed stays for another choice (R004)");
});

test("report_takes_a_time_without_a_pattern", () => {
  assert.deepEqual(reportOf({ ...REQUIRED, whenText: "mei" }, CONFIG).when, { text: "mei" });
});

test("complaint_is_always_by_name", () => {
  const answers = { ...REQUIRED, route: "complaint", identity: "anonymous", name: "Jan" };
  assert.equal(identityOf(answers), "named");
  assert.equal(reportOf(answers, CONFIG).name, "Jan");
  assert.equal(identityOf({}), "anonymous");
});

test("letter_of_each_kind", () => {
  const report = { ...newDraft("report"), answers: REQUIRED };
  assert.deepEqual(letterOf(report, "nl", CONFIG).report.route, "report");
  assert.deepEqual(letterOf({ ...newDraft("message"), text: " Vier. " }, "en", CONFIG), {
    kind: "message", lang: "en", text: "Vier.",
  });
  assert.deepEqual(letterOf(newDraft("withdraw"), "nl", CONFIG), { kind: "withdraw", lang: "nl" });
});

test("answers_are_a_letter_of_their_own_with_codes_of_closed_lists", () => {
  const draft = { ...newDraft("evaluation", "mid"), answers: { again: "yes", safe: "", clear: "soms", gender: "man" } };
  assert.deepEqual(letterOf(draft, "nl", CONFIG), {
    kind: "message", lang: "nl", answers: { of: "evaluation", again: "yes" },
  });
  assert.equal(answersOf("diversity", {}), undefined);
  assert.deepEqual(answersOf("diversity", { gender: "unsaid" }), { gender: "unsaid" });
});

test("missing_names_the_three_that_are_required", () => {
  const required = QUESTIONS.flatMap((asked) => missing(asked, {})).map(({ field }) => field);
  assert.deepEqual(required, ["family", "story"]);
  assert.deepEqual(missing(question("story"), { story: " \n" }), [{ field: "story", text: "need-story" }]);
  assert.deepEqual(missing(question("story"), { story: "x" }), []);
});

test("first_gap_leads_to_each_required_answer", () => {
  const all = { ...REQUIRED };
  const state = stateWith(all);
  state.draft.desk = "mid";
  assert.equal(firstGap(state), undefined);
  for (const [key, screen] of [["route", "route"], ["family", "family"], ["story", "story"]]) {
    state.draft.answers = { ...all, [key]: "" };
    assert.equal(firstGap(state), screen);
  }
  state.draft.answers = { ...all, route: "complaint" };
  assert.equal(firstGap(state), "identity");
  state.draft.answers = all;
  state.draft.desk = undefined;
  assert.equal(firstGap(state), "desk");
});

test("shown_fields_follow_the_answers", () => {
  const keys = (id, answers) => shown(question(id), answers).map((field) => field.key);
  assert.deepEqual(keys("behalf", { behalf: "self" }), ["behalf"]);
  assert.deepEqual(keys("behalf", { behalf: "other" }), ["behalf", "consent"]);
  assert.deepEqual(keys("detriment", { detriment: "already" }), ["detriment", "detrimentText"]);
});

test("categories_of_no_family_go_with_each", () => {
  const codes = (family) => categories(CONFIG, family).map(({ code }) => code);
  assert.deepEqual(codes("ZS"), ["ZS1", "ZS3", "BN"]);
  assert.deepEqual(codes("XX"), ["BN"]);
});

test("after_follows_the_order_and_comes_back_from_an_edit", () => {
  const state = stateWith(REQUIRED);
  const walked = ["start"];
  while (walked.at(-1) !== "sent") walked.push(after(walked.at(-1), state));
  assert.deepEqual(walked, REPORT);
  state.editing = true;
  assert.equal(after("place", state), "review");
  assert.equal(after("code", state), "confirm");
});

test("nothing_is_sent_before_the_code_is_confirmed", () => {
  assert.deepEqual(REPORT.slice(-5), ["review", "code", "confirm", "send", "sent"]);
});

test("one_desk_is_not_asked_for", () => {
  const state = stateWith(REQUIRED, { config: { ...CONFIG, desks: [{ desk: "mid" }] } });
  assert.equal(after("identity", state), "family");
  assert.equal(deskOf(state).desk, "mid");
  assert.equal(step("review", state).count, COUNTED.length - 1);
  assert.equal(deskOf(stateWith(REQUIRED)), undefined);
});

test("files_go_cleaned_and_the_original_only_when_asked", () => {
  const ready = { state: "ready", keep: true, name: "bestand-1.jpg", original: "o", cleaned: "c" };
  assert.deepEqual(filesOf([ready]), [{ name: "bestand-1.jpg", blob: "c" }]);
  assert.deepEqual(filesOf([{ ...ready, withOriginal: true }]), [
    { name: "bestand-1.jpg", blob: "c" },
    { name: "bestand-1-original.jpg", blob: "o" },
  ]);
  assert.deepEqual(filesOf([{ ...ready, cleaned: undefined }]), [{ name: "bestand-1.jpg", blob: "o" }]);
  for (const left of [{ keep: false }, { state: "looking" }, { state: "failed" }]) {
    assert.deepEqual(filesOf([{ ...ready, ...left }]), []);
  }
});

test("names_of_files_say_nothing_but_the_type", () => {
  assert.equal(neutralName("bestand", 2, "Verslag J. de Vries.PDF"), "bestand-2.pdf");
  assert.equal(neutralName("file", 1, "README"), "file-1");
  assert.equal(neutralName("file", 1, "naam.van een mens"), "file-1");
});

test("same_word_forgives_case_and_accents_only", () => {
  assert.ok(sameWord("  APPEL ", "appel"));
  assert.ok(sameWord("één", "een"));
  assert.ok(!sameWord("appels", "appel"));
  assert.ok(!sameWord("", "appel"));
});

test("two_places_are_different_and_every_pair_occurs", () => {
  const pairs = new Set();
  for (let first = 0; first < 12; first += 1) {
    for (let second = 0; second < 11; second += 1) {
      const draws = [first, second];
      const places = twoPlaces((bound) => {
        const drawn = draws.shift();
        assert.ok(drawn < bound);
        return drawn;
      });
      assert.ok(places[0] < places[1] && places[1] < 12);
      pairs.add(places.join());
    }
  }
  assert.equal(pairs.size, 66);
});

test("unsent_text_is_told_from_none", () => {
  const state = newState();
  assert.ok(!hasUnsent(state));
  state.draft.answers.kinds = [];
  state.draft.answers.place = "";
  assert.ok(!hasUnsent(state));
  state.draft.answers.story = "x";
  assert.ok(hasUnsent(state));
  state.sent = {};
  assert.ok(!hasUnsent(state));
});

test("wipe_leaves_nothing_in_the_object_that_others_hold", () => {
  const state = newState();
  Object.assign(state, { code: { words: ["geheim"] }, extra: "geheim" });
  state.draft.answers.story = "geheim";
  wipe(state);
  assert.ok(!JSON.stringify(state).includes("geheim"));
  assert.deepEqual(Object.keys(state), Object.keys(newState()));
});
