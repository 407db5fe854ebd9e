// The page kept as one file and opened from disk: a report with a file, and the way back.

import assert from "node:assert/strict";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { comeBack, fillIn, keepCode, least, send } from "./walk/report.mjs";
import { play } from "./walk/stage.mjs";

async function leaveQuickly(visit, address) {
  await visit.page.locator("#exit").click();
  await visit.page.waitForURL(visit.exit);
  await visit.page.goBack();
  assert.notEqual(visit.page.url(), address);
}

await play(import.meta.url, async (stage, { kept, file, story, code, answer, url }) => {
  const visit = await stage.visit({
    lang: "nl", size: "phone", base: pathToFileURL(dirname(kept)).href.replace(/\/$/, ""), beside: [`${url}/v1/`, "blob:null/"],
  });
  const address = pathToFileURL(kept).href;
  visit.open = () => visit.page.goto(address);
  if (code) {
    await comeBack(visit, code.split(" "));
    await visit.page.getByText(answer).waitFor();
    await leaveQuickly(visit, address);
    return {};
  }
  await fillIn(visit, {
    ...least(story),
    files: async (each) => {
      await each.page.locator("#file-input").setInputFiles(file);
      await each.pick("files-keep");
    },
  });
  const words = await keepCode(visit);
  await send(visit);
  assert.equal(visit.page.url(), address, "something came into the address");
  const fetched = visit.requests.filter(({ url: each }) => !each.startsWith(`${url}/v1/`) && !each.startsWith("blob:null/"));
  assert.deepEqual(fetched.map(({ url: each }) => each), [address], "something beside the file itself was fetched");
  return { code: words.join(" ") };
});
