// A sandbox of a test's own: a fresh data folder, a free port, stopped or killed by the test.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../../..", import.meta.url));
/** The sandbox's program. */
export const PROGRAM = process.env.PILOTHOUSE_SANDBOX ?? join(checkout, "target/release/pilothouse-sandbox");
const DIST = process.env.PILOTHOUSE_DIST ?? join(checkout, "dist");
const LAST_LINES = 20;

/**
 * Starts a sandbox that serves the console too, and waits till it is ready.
 *
 * @param {object} [options]
 * @param {boolean|number} [options.demo] demo data, or that many services
 * @param {string} [options.config] a file in place of the console's config.json
 * @param {string} [options.dist] another built console
 * @param {string} [options.key] the key of the API node's administrator
 * @param {string[]} [options.args] more words for the command line
 * @param {Record<string, string>} [options.env] more variables
 */
export async function startSandbox(options = {}) {
  const folder = await mkdtemp(join(tmpdir(), "pilothouse-e2e-"));
  const sandbox = new Sandbox(join(folder, "data"), folder, options);
  try {
    await sandbox.start();
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
  return sandbox;
}

class Sandbox {
  user = "admin";
  password = "correct horse battery staple";
  /** The address, once it runs: `http://127.0.0.1:PORT`, without a slash at the end. */
  url = undefined;
  #folder;
  #options;
  #child;
  #ended;
  #said = [];

  constructor(data, folder, options) {
    this.data = data;
    this.#folder = folder;
    this.#options = options;
  }

  /** Starts it; a second time at the same address and with the same data. */
  async start() {
    const listen = this.url ? new URL(this.url).host : "127.0.0.1:0";
    this.#child = spawn(PROGRAM, this.#words(listen), {
      env: { ...process.env, ...this.#options.env, ...this.#secrets() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const child = this.#child;
    this.#ended = new Promise((end) => child.once("close", end).once("error", end));
    createInterface(child.stderr).on("line", (line) => this.#said.push(line));
    this.url = await this.#address(createInterface(child.stdout));
    return this.url;
  }

  /** Ends it as an administrator would, and waits for the end. Its data stay till `stop`. */
  async end(signal = "SIGTERM") {
    this.#child?.kill(signal);
    await this.#ended;
  }

  /** Ends it as a power cut would. */
  kill() {
    return this.end("SIGKILL");
  }

  /** Ends it and removes its data. */
  async stop() {
    await this.end();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #words(listen) {
    const { demo, config, dist = DIST, args = [] } = this.#options;
    const words = ["serve", "--listen", listen, "--data", this.data, "--console", dist, "--admin-user", this.user];
    if (demo) words.push("--demo", ...(demo === true ? [] : [String(demo)]));
    if (config) words.push("--config", config);
    return [...words, ...args];
  }

  /** By the environment, for the words of a command line are seen by everybody on the machine. */
  #secrets() {
    const { key } = this.#options;
    return { PILOTHOUSE_ADMIN_PASSWORD: this.password, ...(key && { PILOTHOUSE_ADMIN_KEY: key }) };
  }

  #address(lines) {
    return new Promise((ready, failed) => {
      lines.on("line", (line) => {
        const address = line.match(/^listening on (http:\S+?)\/?$/);
        if (address) ready(address[1]);
        else this.#said.push(line);
      });
      this.#ended.then((end) => failed(new Error(`${PROGRAM} ended (${end}):\n${this.#said.slice(-LAST_LINES).join("\n")}`)));
    });
  }
}
