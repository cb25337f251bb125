// The people who may sign in, changed beside the running server as its administrator would.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { PROGRAM } from "./sandbox.js";

const run = promisify(execFile);

/** Locks a user out and ends their sessions. */
export function disable(sandbox, user = sandbox.user) {
  return run(PROGRAM, ["user", "disable", user, "--data", sandbox.data]);
}

/** Lets a user in again. */
export function enable(sandbox, user = sandbox.user) {
  return run(PROGRAM, ["user", "enable", user, "--data", sandbox.data]);
}
