// Gives the visitor a file, when asked.

import { el } from "./dom.js";

/** Offers `blob` under `name`; the browser keeps it where it keeps downloads. */
export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  // The download has its own hold on the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
