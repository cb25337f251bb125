// A real nginx with the configuration of deploy/, in a folder and on a port of its own.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
// Debian puts it where only an administrator looks.
const PATH = [process.env.PATH, "/usr/sbin"].join(delimiter);

/** Milliseconds that a line of the log is waited for. */
const PATIENCE = 10_000;

/**
 * Starts nginx with what lies in an unpacked archive, and waits till it is ready.
 *
 * @param {object} options
 * @param {string} options.archive the unpacked archive
 * @param {"user"|"relay"} options.keyOf who holds the key
 * @param {string} options.systems the address below which `/apinode`, `/automation` and `/packages` are
 * @param {string} [options.base] the path that the console lies below
 * @param {Record<string, string>} [options.keys] the relay's keys by system
 * @param {Record<string, string>} [options.env] more variables of render.sh
 */
export async function startNginx(options) {
  const folder = await mkdtemp(join(tmpdir(), "pilothouse-nginx-"));
  const nginx = new Nginx(folder, options, await freePort());
  try {
    await nginx.start();
  } catch (error) {
    await nginx.stop();
    throw error;
  }
  return nginx;
}

class Nginx {
  #folder;
  #options;
  #port;
  #child;
  #ended;
  #said = "";

  constructor(folder, options, port) {
    this.#folder = folder;
    this.#options = options;
    this.#port = port;
    this.base = options.base ?? "/";
    /** The origin, without a slash at the end. */
    this.origin = `http://127.0.0.1:${port}`;
    /** The address that the systems are below, without a slash at the end. */
    this.url = `${this.origin}${this.base}`.replace(/\/$/, "");
  }

  /** The path of a screen, as the browser's address bar shows it. */
  path(screen = "/") {
    return this.base + screen.slice(1);
  }

  async start() {
    await mkdir(join(this.#folder, "keys"));
    for (const [system, key] of Object.entries(this.#options.keys ?? {})) await this.giveKey(system, key);
    await run(join(this.#options.archive, "deploy/nginx/render.sh"), [this.conf], { env: { ...process.env, ...this.#settings() } });
    await this.check();
    const ready = this.#pidIsWritten();
    this.#child = spawn("nginx", this.#words("daemon off;"), { env: { ...process.env, PATH }, stdio: ["ignore", "inherit", "pipe"] });
    this.#child.stderr.on("data", (text) => (this.#said += text));
    this.#ended = once(this.#child, "close");
    const failed = this.#ended.then(([code]) => Promise.reject(new Error(`nginx ended (${code}):\n${this.#said}`)));
    // Later it may end without harm.
    failed.catch(() => {});
    await Promise.race([ready, failed]);
  }

  /** The folder of the rendered configuration. */
  get conf() {
    return join(this.#folder, "conf");
  }

  /** `nginx -t`; a warning is a failure, too. */
  async check() {
    const { stderr } = await run("nginx", ["-t", ...this.#words("")], { env: { ...process.env, PATH } });
    const lines = stderr.trim().split("\n");
    if (lines.length > 2) throw new Error(`nginx -t has more to say:\n${stderr}`);
  }

  /** What it has written down: the log of calls, and all messages. */
  async log() {
    return (await readFile(join(this.#folder, "access.log"), "utf8")) + this.#said;
  }

  /** The same, once it has these lines: a call is written down after its answer. */
  async logged(...lines) {
    const watcher = watch(join(this.#folder, "access.log"));
    const signal = AbortSignal.timeout(PATIENCE);
    try {
      for (;;) {
        const changed = once(watcher, "change", { signal });
        // It is not waited for where all is there.
        changed.catch(() => {});
        const log = await this.log();
        if (lines.every((line) => log.includes(line))) return log;
        await changed;
      }
    } finally {
      watcher.close();
    }
  }

  giveKey(system, key) {
    return writeFile(join(this.#folder, "keys", system), `${key}\n`, { mode: 0o600 });
  }

  takeKey(system) {
    return rm(join(this.#folder, "keys", system));
  }

  async stop() {
    this.#child?.kill("SIGTERM");
    await this.#ended;
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Root would give its workers to an account that cannot look into folders of root. */
  #words(more) {
    const user = process.getuid() === 0 ? "user root;" : "";
    return ["-p", this.#folder, "-c", join(this.conf, "nginx.conf"), "-g", `${user} ${more}`];
  }

  #settings() {
    const { archive, keyOf, systems, base = "/", env = {} } = this.#options;
    return {
      LISTEN: `127.0.0.1:${this.#port}`,
      BASE: base,
      KEY_OF: keyOf,
      CONSOLE: join(archive, "console"),
      KEYS: join(this.#folder, "keys"),
      ACCESS_LOG: "access.log",
      APINODE_URL: `${systems}/apinode`,
      PACKAGES_URL: `${systems}/packages`,
      AUTOMATION_URL: keyOf === "relay" ? `${systems}/automation` : "",
      ...env,
    };
  }

  /** nginx writes it when it listens. */
  #pidIsWritten() {
    return new Promise((ready) => {
      const watcher = watch(this.#folder, (_, name) => {
        if (name !== "nginx.pid") return;
        watcher.close();
        ready();
      });
    });
  }
}

/** A port that was free a moment ago: nginx cannot be asked which one it took. */
async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
