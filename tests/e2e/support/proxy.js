// A server in front of the sandbox that goes wrong as networks and gateways do. The browser's requests are real ones: no
// test intercepts in the browser.

import { once } from "node:events";
import http from "node:http";

/** Milliseconds that a hit is waited for. */
const PATIENCE = 20_000;

/**
 * Starts a proxy in front of `target`.
 *
 * `proxy.when(where, fault)` arms a fault. `where` is a path (`/automation/v2/login`), a pattern, or
 * `{ method, path, times }`; the newest fault that fits is taken. `fault` has one or more of:
 *
 * - `delay`: milliseconds before anything else happens
 * - `hold`: true, to wait till `rule.release()`
 * - `drop`: true, to cut the connection without an answer
 * - `status`, `headers`, `body`: an answer in place of the sandbox's; without `status` the headers are added to it
 * - `truncate`: send that many bytes of the body as if they were all
 * - `resetAfter`: cut the connection after that many bytes of the body
 * - `holdUploadAfter`: stop reading the request after that many bytes, till `rule.release()`
 *
 * It gives the rule: `rule.hits` counts, `await rule.hit()` waits for the next hit, `rule.remove()` ends it.
 * `await proxy.down()` refuses all connections till `await proxy.up()`. `proxy.log` holds `METHOD path` of all requests.
 */
export async function startProxy(target) {
  const proxy = new Proxy(new URL(target));
  await proxy.up();
  return proxy;
}

class Proxy {
  log = [];
  url = undefined;
  #target;
  #rules = [];
  #server;
  #port = 0;

  constructor(target) {
    this.#target = target;
  }

  when(where, fault) {
    const rule = new Rule(where, fault, () => (this.#rules = this.#rules.filter((other) => other !== rule)));
    this.#rules.unshift(rule);
    return rule;
  }

  /** Removes all faults. */
  clear() {
    for (const rule of this.#rules) rule.remove();
  }

  async up() {
    this.#server = http.createServer((request, response) => this.#serve(request, response));
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = this.#server.address().port;
    this.url = `http://127.0.0.1:${this.#port}`;
  }

  async down() {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async stop() {
    this.clear();
    await this.down();
  }

  async #serve(request, response) {
    const path = new URL(request.url, this.url).pathname;
    this.log.push(`${request.method} ${request.url}`);
    const rule = this.#rules.find((rule) => rule.fits(request.method, path));
    const fault = rule?.take() ?? {};
    // A browser that has gone away is no fault of the proxy.
    response.on("error", () => {});
    await rule?.wait();
    if (fault.drop) request.socket.destroy();
    else if (fault.status) answer(request, response, fault);
    else this.#forward(request, response, fault, rule);
  }

  #forward(request, response, fault, rule) {
    const { hostname, port } = this.#target;
    const { method, url: path, headers } = request;
    const onward = http.request({ hostname, port, method, path, headers, agent: false });
    // An answer to HEAD has no body that could be cut.
    onward.on("response", (reply) => passBack(reply, response, method === "HEAD" ? {} : fault));
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    if (fault.holdUploadAfter === undefined) request.pipe(onward);
    else passSlowly(request, onward, fault.holdUploadAfter, rule.released);
  }
}

class Rule {
  hits = 0;
  released;
  remove;
  release;
  #method;
  #path;
  #left;
  #fault;
  #waiting = [];

  constructor(where, fault, remove) {
    const { method, path, times = Infinity } = typeof where === "string" || where instanceof RegExp ? { path: where } : where;
    this.#method = method;
    this.#path = path;
    this.#left = times;
    this.#fault = fault;
    this.released = new Promise((release) => (this.release = release));
    this.remove = () => {
      remove();
      this.release();
    };
  }

  fits(method, path) {
    if (this.#left <= 0 || (this.#method && this.#method !== method)) return false;
    return this.#path instanceof RegExp ? this.#path.test(path) : this.#path === path;
  }

  take() {
    this.#left -= 1;
    this.hits += 1;
    for (const heard of this.#waiting.splice(0)) heard();
    return this.#fault;
  }

  /** Resolves at the next hit; fails if none comes. */
  hit() {
    return new Promise((heard, failed) => {
      const late = setTimeout(() => failed(new Error(`no request for ${this.#path} came`)), PATIENCE);
      this.#waiting.push(() => {
        clearTimeout(late);
        heard();
      });
    });
  }

  async wait() {
    const { delay, hold } = this.#fault;
    if (delay) await new Promise((passed) => setTimeout(passed, delay));
    if (hold) await this.released;
  }
}

function answer(request, response, { status, headers = {}, body = "" }) {
  request.resume();
  const json = typeof body === "object" && !Buffer.isBuffer(body);
  const type = json ? { "content-type": "application/json" } : {};
  response.writeHead(status, { ...type, ...headers }).end(json ? JSON.stringify(body) : body);
}

function passBack(reply, response, fault) {
  const headers = { ...reply.headers, ...fault.headers };
  // A connection that goes away in the middle goes away on both sides.
  reply.on("error", () => response.destroy());
  if (fault.truncate === undefined && fault.resetAfter === undefined) {
    response.writeHead(reply.statusCode, headers);
    reply.pipe(response);
    return;
  }
  const chunks = [];
  reply.on("data", (chunk) => chunks.push(chunk));
  reply.on("end", () => passPart(response, reply.statusCode, headers, Buffer.concat(chunks), fault));
}

function passPart(response, status, headers, body, { truncate, resetAfter }) {
  delete headers["transfer-encoding"];
  const part = body.subarray(0, truncate ?? resetAfter);
  const length = truncate === undefined ? body.length : part.length;
  response.writeHead(status, { ...headers, "content-length": length });
  if (truncate !== undefined) response.end(part);
  else response.write(part, () => response.destroy());
}

async function passSlowly(request, onward, bytes, released) {
  let passed = 0;
  let held = false;
  try {
    for await (const chunk of request) {
      if (!onward.write(chunk)) await once(onward, "drain");
      passed += chunk.length;
      if (passed >= bytes && !held) {
        held = true;
        await released;
      }
    }
    onward.end();
  } catch {
    // The browser has gone away, or the sandbox: the other side shall know.
    onward.destroy();
  }
}
