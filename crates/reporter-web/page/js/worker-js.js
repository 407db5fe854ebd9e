// The worker where WebAssembly is off: the same core, translated to plain JavaScript by wasm2js.

import * as glue from "core/glue";
import * as core from "core/js";
import { serve } from "./worker.js";

serve(self, async () => {
  glue.__wbg_set_wasm(core);
  return glue;
});
