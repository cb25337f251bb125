// Prints one line per file below the folder: bytes, bytes after brotli (quality 11), name.
const { readdirSync, readFileSync } = require("node:fs");
const { join, relative } = require("node:path");
const { brotliCompressSync, constants } = require("node:zlib");

const [root] = process.argv.slice(1);
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name === ".trunk-lock") continue;
  const file = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  console.log(`${bytes.length}\t${brotliCompressSync(bytes, { params }).length}\t${relative(root, file)}`);
}
