// The worker where WebAssembly is on.

import * as glue from "core/glue";
import { serve } from "./worker.js";

/** How often the core is asked for. */
const ATTEMPTS = 3;

serve(self, async ({ wasm }) => {
  const bytes = wasm ?? (await fetchCore());
  const { instance } = await WebAssembly.instantiate(bytes, { "./core_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  return glue;
});

/** Fetches the core that this worker was built with: other bytes are refused by the browser. */
async function fetchCore() {
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      const answer = await fetch(new URL("core.wasm", self.location.href), {
        integrity: CORE_INTEGRITY,
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
      if (answer.ok) return await answer.arrayBuffer();
    } catch {
      // Tried again below.
    }
    if (left <= 1) throw { code: "unreachable", params: {} };
  }
}
