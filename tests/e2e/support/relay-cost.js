// What the relay adds to a call, in milliseconds: `node support/relay-cost.js` in tests/e2e.
//
// The same calls to one sandbox, directly and through nginx, by turns, so that whatever else the machine does meets all alike.

import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pack, unpack } from "./archive.js";
import { startNginx } from "./nginx.js";
import { KEY } from "./node.js";
import { startSandbox } from "./sandbox.js";

const ROUNDS = 1000;
const WARM_UP = 100;
const LIST = { method: "GET", path: "/apinode/admin/api/services" };
const ENABLE = { method: "POST", path: "/apinode/admin/api/services/parcel-eta/actions/enable" };

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const basic = `Basic ${btoa(`${KEY}:`)}`;

/** Milliseconds of one call, to the end of its body. */
function once(url, { method, path }, authorization) {
  return new Promise((done, failed) => {
    const begun = performance.now();
    const request = http.request(url + path, { method, agent, headers: { authorization } }, (answer) => {
      answer.resume();
      answer.on("end", () => (answer.statusCode === 200 ? done(performance.now() - begun) : failed(new Error(`${path}: ${answer.statusCode}`))));
    });
    request.on("error", failed).end();
  });
}

const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];

/** Medians of the ways, in their order. */
async function compare(call, ways) {
  const times = ways.map(() => []);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [n, { url, authorization }] of ways.entries()) {
      const time = await once(url, call, authorization);
      if (round >= 0) times[n].push(time);
    }
  }
  return times.map(median);
}

const folder = await mkdtemp(join(tmpdir(), "pilothouse-cost-"));
const archive = await unpack(await pack(join(folder, "archive")));
const sandbox = await startSandbox({ demo: true, key: KEY });
const systems = sandbox.url;
const user = await startNginx({ archive, keyOf: "user", systems });
const relay = await startNginx({ archive, keyOf: "relay", systems, keys: { apinode: KEY, packages: KEY } });
try {
  const body = new URLSearchParams({ username: sandbox.user, password: sandbox.password });
  const token = await (await fetch(`${sandbox.url}/automation/v2/login`, { method: "POST", body })).text();
  const ways = [
    { url: sandbox.url, authorization: basic },
    { url: user.url, authorization: basic },
    { url: relay.url, authorization: `Bearer ${token}` },
  ];
  console.log(`median of ${ROUNDS} calls, ms`.padEnd(34), "directly  key of user  key of relay");
  for (const [name, call] of [["read: list of services", LIST], ["write: enable a service", ENABLE]]) {
    const [direct, ...through] = await compare(call, ways);
    const added = through.map((time) => `+${(time - direct).toFixed(2)}`.padStart(11));
    console.log(name.padEnd(34), direct.toFixed(2).padStart(8), ...added);
  }
} finally {
  agent.destroy();
  await Promise.all([user.stop(), relay.stop(), sandbox.stop()]);
  await rm(folder, { recursive: true, force: true });
}
