// The way through a report, screen by screen, as a visitor goes it.

/** Screens between the desk's choice and the review, in the order of the form. */
export const QUESTIONS = [
  "family", "kinds", "danger", "story", "private", "when", "place", "people", "knowledge", "evidence", "earlier",
  "exclude", "level", "wishes", "detriment", "role", "behalf", "files",
];

/**
 * Goes from the start to the review. `answers` holds, by screen, what to do there before going on; `each` is called on
 * every screen, before its answer and after it.
 */
export async function fillIn(visit, answers, { each = async () => {}, desks = 1 } = {}) {
  await visit.open();
  await begin(visit, each);
  for (const screen of ["route", "identity", ...(desks > 1 ? ["desk"] : []), ...QUESTIONS]) {
    await visit.on(screen);
    await each(screen);
    if (answers[screen]) {
      await answers[screen](visit);
      await each(`${screen}-answered`);
    }
    await visit.next();
  }
  await visit.on("review");
  await each("review");
}

/** From the start to the first question. */
export async function begin(visit, each = async () => {}) {
  await visit.on("start");
  await each("start");
  await visit.press("start-begin");
  await visit.on("safety");
  await each("safety");
  await visit.next();
}

/** The least that a report needs: what it is, what it is about, what happened. */
export function least(story) {
  return {
    route: (visit) => visit.pick("route-report"),
    family: (visit) => visit.pick("family-ZS"),
    story: (visit) => visit.type("story", story),
  };
}

/** From the review to the button that sends; answers the twelve words that are shown. */
export async function keepCode(visit, { each = async () => {} } = {}) {
  const code = await confirmCode(visit, { each });
  await visit.page.locator("#send").waitFor();
  await each("send");
  return code;
}

/** From the review to the screen that sends, whether it will or not; answers the twelve words. */
export async function confirmCode(visit, { each = async () => {} } = {}) {
  await visit.next();
  await visit.on("code");
  const words = visit.page.locator("ol.words li");
  await words.nth(11).waitFor();
  const code = await words.allInnerTexts();
  await each("code");
  await visit.next();
  await visit.on("confirm");
  await each("confirm");
  for (const field of await visit.page.locator("main input").all()) {
    const place = Number((await field.getAttribute("id")).replace("word-", ""));
    await field.fill(code[place]);
  }
  await visit.next();
  await visit.on("send");
  return code;
}

/** Sends, and waits until it is sent. `during` is called while a letter is under way that does not leave by itself. */
export async function send(visit, { during } = {}) {
  await visit.page.locator("#send").click();
  if (during) {
    await visit.on("sending", { focus: false });
    await during();
  }
  await visit.on("sent");
}

/** Asks that a letter under way does not wait for its slot. By keyboard: the text above may grow under a pointer. */
export async function sendAtOnce(visit) {
  await visit.page.locator("details:has(#send-at-once) > summary").press("Enter");
  await visit.page.locator("#send-at-once").press("Enter");
}

/** Opens the mailbox of a code, from the start. */
export async function comeBack(visit, code, { each = async () => {} } = {}) {
  await visit.open();
  await visit.on("start");
  await visit.press("start-return");
  await visit.on("return");
  await visit.page.locator("#code").waitFor();
  await each("return");
  await visit.type("code", code.join(" "));
  await visit.page.getByText(visit.say("code-right")).waitFor();
  await each("return-read");
  await visit.next();
  await visit.on("mailbox");
  await each("mailbox");
}
