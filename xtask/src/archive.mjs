// Packs the built console for hosting: `node archive.mjs CHECKOUT DIST OUT.tar.gz`.
//
// The same files give the same bytes: names are sorted, owners and rights are fixed, and no clock is asked.
// Node does it for the same reason as in size.js: it has the reference encoder of brotli, and is there anyway.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** What lies in the archive besides the console; a folder stands for all that is in it. */
const MORE = ["deploy/nginx", "deploy/docker", "deploy/kubernetes", "docs/hosting.md", "LICENSE-APACHE", "LICENSE-MIT"];
/** Is edited where it is hosted: packed forms of it would go stale. */
const EDITED = "config.json";

const BLOCK = 512;
/** 2000-01-01, in seconds. */
const FIRST_TIME = 946_684_800;
/** About 17 years, in seconds. */
const SPAN = 2 ** 29;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();

/** Names of all files below a folder, or the file itself; hidden ones are of the build and not of the console. */
function filesBelow(root, name) {
  const path = join(root, name);
  if (!statSync(path).isDirectory()) return [name];
  const names = readdirSync(path).filter((entry) => !entry.startsWith("."));
  return names.flatMap((entry) => filesBelow(root, name ? `${name}/${entry}` : entry));
}

function gzip(bytes) {
  const packed = gzipSync(bytes, { level: 9 });
  // The system that packed it: unknown, so that it is the same on all of them.
  packed[9] = 255;
  return packed;
}

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params });
}

/** The console with its packed forms, and what else one hosts: name to content and rights. */
function contents(checkout, dist) {
  const files = new Map();
  for (const name of filesBelow(dist, "")) {
    const bytes = readFileSync(join(dist, name));
    files.set(`console/${name}`, { bytes });
    if (name === EDITED) continue;
    files.set(`console/${name}.br`, { bytes: brotli(bytes) });
    files.set(`console/${name}.gz`, { bytes: gzip(bytes) });
  }
  for (const name of MORE.flatMap((name) => filesBelow(checkout, name))) {
    files.set(name, { bytes: readFileSync(join(checkout, name)), mode: name.endsWith(".sh") ? 0o755 : 0o644 });
  }
  const sums = sorted(files).map(([name, { bytes }]) => `${sha256(bytes).toString("hex")}  ${name}\n`);
  return files.set("SHA256SUMS", { bytes: Buffer.from(sums.join("")) });
}

/** By bytes: the order must not depend on anybody's language. */
function sorted(files) {
  return [...files].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/**
 * A time made of the content, not of a clock. A web server tells by time and size whether a file has changed, and two pages
 * of the console are of the same size: with one time for all, a browser would keep the old one for ever.
 */
function time(bytes) {
  return FIRST_TIME + (sha256(bytes).readUInt32BE(0) % SPAN);
}

function octal(number, digits) {
  return `${number.toString(8).padStart(digits, "0")}\0`;
}

/** The head of an entry, as POSIX ustar. */
function head(name, size, mode, mtime) {
  const block = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 100) throw new Error(`${name}: a name has 100 bytes at most`);
  block.write(name, 0);
  block.write(octal(mode, 7) + octal(0, 7) + octal(0, 7) + octal(size, 11) + octal(mtime, 11), 100);
  // The sum of the bytes counts its own field as spaces.
  block.write(" ".repeat(8), 148);
  block.write("0", 156);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${octal(sum, 6)} `, 148);
  return block;
}

function tar(folder, files) {
  const parts = sorted(files).flatMap(([name, { bytes, mode = 0o644 }]) => {
    const rest = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
    return [head(`${folder}/${name}`, bytes.length, mode, time(bytes)), bytes, rest];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

const [checkout, dist, out] = process.argv.slice(2);
const name = basename(out);
const packed = gzip(tar(name.replace(/\.tar\.gz$/, ""), contents(checkout, dist)));
writeFileSync(out, packed);
const sum = sha256(packed).toString("hex");
writeFileSync(`${out}.sha256`, `${sum}  ${name}\n`);
console.log(`${sum}  ${name}  ${packed.length} bytes`);
