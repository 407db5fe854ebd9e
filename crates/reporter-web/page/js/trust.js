// The one place where a text becomes the address of a script (Trusted Types): our two workers, no other.

const NAMES = ["worker-wasm.js", "worker-js.js"];

const policy = globalThis.trustedTypes?.createPolicy("bellrope", {
  createScriptURL(url) {
    const { protocol, pathname } = new URL(url);
    const isOurs = protocol === "blob:" || NAMES.some((name) => pathname.endsWith(`/${name}`));
    if (!isOurs) throw new TypeError("not a worker of this page");
    return url;
  },
});

/** Returns a worker's address as the browser wants it. */
export function workerUrl(url) {
  return policy ? policy.createScriptURL(url) : url;
}
