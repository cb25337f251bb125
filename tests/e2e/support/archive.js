// The archive that one hosts, made of the built console as `cargo xtask build` makes it, and unpacked as an administrator would.

import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const checkout = fileURLToPath(new URL("../../..", import.meta.url));
const DIST = process.env.PILOTHOUSE_DIST ?? join(checkout, "dist");
const SCRIPT = join(checkout, "xtask/src/archive.mjs");
const NAME = "pilothouse-console-test";

/** Packs the console into `folder`, which is made, and answers the archive's path. */
export async function pack(folder, { dist = DIST, env = {} } = {}) {
  await mkdir(folder, { recursive: true });
  const archive = join(folder, `${NAME}.tar.gz`);
  await run(process.execPath, [SCRIPT, checkout, dist, archive], { env: { ...process.env, ...env } });
  return archive;
}

/** Unpacks an archive beside itself, checks its sums, and answers the folder. */
export async function unpack(archive) {
  const folder = join(archive, "..");
  await run("tar", ["--extract", "--gzip", "--file", archive, "--directory", folder]);
  await run("sha256sum", ["--check", "--quiet", "--strict", `${NAME}.tar.gz.sha256`], { cwd: folder });
  await run("sha256sum", ["--check", "--quiet", "--strict", "SHA256SUMS"], { cwd: join(folder, NAME) });
  return join(folder, NAME);
}
