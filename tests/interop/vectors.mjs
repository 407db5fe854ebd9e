// Writes every vector of npm cctv-age to a folder, one file each, payloads inflated.
//
//   node vectors.mjs FOLDER
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import * as vectors from "cctv-age";

const [folder] = process.argv.slice(2);

for (const [name, bytes] of Object.entries(vectors.default ?? vectors)) {
  const vector = Buffer.from(bytes);
  const end = vector.indexOf("\n\n") + 2;
  const head = vector.subarray(0, end);
  const file = vector.subarray(end);
  const whole = head.includes("\ncompressed: zlib\n") ? inflateSync(file) : file;
  writeFileSync(join(folder, name), Buffer.concat([head, whole]));
}
