// What every file of the site must say to a browser (docs/page.md, "Headers and policy").

import assert from "node:assert/strict";

const ALWAYS = {
  "cache-control": "no-store",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "vary": "accept-encoding",
  "x-content-type-options": "nosniff",
};

const NEVER = ["set-cookie", "etag", "last-modified", "location", "server", "expires"];

const PLAIN = [
  "default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
];

const SCRIPTED = [
  "default-src 'none'", "script-src <hashes> 'wasm-unsafe-eval'", "style-src 'self'", "worker-src 'self'", "connect-src 'self'",
  "img-src 'self' blob:", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  "require-trusted-types-for 'script'", "trusted-types bellrope",
];

/** Says whether a path of the site is one that runs scripts. */
function runsScripts(path) {
  return ["/", "/nl/", "/en/"].includes(path) || path.endsWith(".js");
}

/** Asserts what an answer of the relay says beside its body; those under `/v1` are no files of the site. */
export function checkHeaders({ url, status, headers }) {
  const { pathname } = new URL(url);
  if (pathname.startsWith("/v1/") || status !== 200) return;
  for (const [name, value] of Object.entries(ALWAYS)) assert.equal(headers[name], value, `${pathname}: ${name}`);
  for (const name of NEVER) assert.equal(headers[name], undefined, `${pathname}: ${name}`);
  const rules = headers["content-security-policy"].replace(/( 'sha256-[A-Za-z0-9+/]{43}=')+/, " <hashes>").split("; ");
  assert.deepEqual(rules, runsScripts(pathname) ? SCRIPTED : PLAIN, `${pathname}: content-security-policy`);
  const allowed = headers["permissions-policy"].split(", ").filter((each) => !each.endsWith("=()"));
  assert.deepEqual(allowed, ["clipboard-write=(self)"], `${pathname}: permissions-policy`);
}
