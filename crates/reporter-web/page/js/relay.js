// Requests to the relay: the same for everybody, repeated when the connection falters.
//
// No cookies, no referrer, no cache, no redirect, nothing that tells one visitor from another.

/** Longest silence before a request is given up, in milliseconds: Tor is slow. */
const PATIENCE = 90_000;
/** Shortest and longest wait between attempts, in milliseconds. */
const FIRST_WAIT = 1_000;
const MAX_WAIT = 60_000;
/** Greatest length of an answer that says why not, in bytes. */
const PROBLEM_MAX_LEN = 16_384;

/** Attempts for downloads, and for blocks and letters: an hour's upload is not given up for a minute. */
export const DOWNLOAD = 4;
export const UPLOAD = 10;

/** Statuses that another attempt may mend, and those that leave open what the relay did. */
const BUSY = new Set([408, 429, 500, 502, 503, 504]);
const UNDECIDED = new Set([408, 500, 502, 504]);

/** Thrown when no answer came in all attempts. `isUnsettled`: the relay may have acted all the same. */
export class Unreachable extends Error {
  constructor(isUnsettled) {
    super("relay cannot be reached");
    this.isUnsettled = isUnsettled;
  }
}

/** A relay that requests are sent to. */
export class Relay {
  #base;
  #fetch;
  #timers;

  /** `base` ends with a slash; the page may stand on a path of a larger site. */
  constructor({ base, fetch, timers }) {
    this.#base = base;
    this.#fetch = fetch;
    this.#timers = timers;
  }

  /**
   * Sends a request of the core until it is answered, `attempts` times at most. Answers
   * `{status, body, isUnsettled}`; `signal` breaks it off.
   */
  async deliver(request, attempts, signal) {
    const url = new URL(request.path.slice(1), this.#base);
    const { method, maxLen } = request;
    const body = method === "GET" ? undefined : request.body;
    const headers = Object.fromEntries(JSON.parse(request.headers));
    if (body) headers["content-type"] = "application/octet-stream";
    request.free?.();
    let wait = FIRST_WAIT;
    let isUnsettled = false;
    for (let left = attempts; ; ) {
      let asked = 0;
      left -= 1;
      try {
        const answer = await this.#attempt(url, { method, headers, body }, maxLen, signal);
        isUnsettled ||= UNDECIDED.has(answer.status);
        if (!BUSY.has(answer.status) || left <= 0) return { ...answer, isUnsettled };
        asked = answer.retryAfter;
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (typeof error?.code === "string") throw error;
        // Whether anything arrived, a browser does not tell.
        isUnsettled ||= method !== "GET";
        if (left <= 0) throw new Unreachable(isUnsettled);
      }
      await this.#pause(Math.min(Math.max(wait, asked), Math.max(MAX_WAIT, wait)), signal);
      wait = Math.min(wait * 2, MAX_WAIT);
    }
  }

  async #attempt(url, { method, headers, body }, maxLen, outer) {
    const silence = new AbortController();
    const giveUp = () => silence.abort();
    outer?.throwIfAborted();
    outer?.addEventListener("abort", giveUp, { once: true });
    let timer = this.#timers.set(giveUp, PATIENCE);
    const heard = () => {
      this.#timers.clear(timer);
      timer = this.#timers.set(giveUp, PATIENCE);
    };
    try {
      const response = await this.#fetch(url, {
        method,
        headers,
        body,
        signal: silence.signal,
        mode: "cors",
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrer: "",
        referrerPolicy: "no-referrer",
      });
      heard();
      const retryAfter = Number(response.headers.get("retry-after") ?? 0) * 1_000 || 0;
      const bytes = await read(response, Math.max(maxLen, PROBLEM_MAX_LEN), heard);
      return { status: response.status, body: bytes, retryAfter };
    } finally {
      this.#timers.clear(timer);
      outer?.removeEventListener("abort", giveUp);
    }
  }

  #pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#timers.clear(timer);
        reject(signal.reason);
      };
      const timer = this.#timers.set(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, milliseconds);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }
}

/** Reads an answer to its end, and no further than any right one goes. */
async function read(response, maxLen, heard) {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(0);
  const parts = [];
  let len = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    heard();
    len += value.length;
    if (len > maxLen) {
      await reader.cancel();
      throw { code: "answer-too-long", params: {} };
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(len);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
