// Packages of generations, made by the sandbox's own program.

import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROGRAM } from "./sandbox.js";

const run = promisify(execFile);

/** Writes the package of a generation into `folder`, and answers its path. */
export async function makePackage(folder, service, generation, ...more) {
  const out = join(folder, `${service}-${generation}.zip`);
  await run(PROGRAM, ["package", "--service", service, "--generation", generation, "--out", out, ...more]);
  return out;
}

/** Makes a package so many bytes larger, by what zip allows in front of the archive: still the same package. */
export async function enlarge(path, bytes) {
  await writeFile(path, Buffer.concat([Buffer.alloc(bytes, "pilothouse "), await readFile(path)]));
  return path;
}
