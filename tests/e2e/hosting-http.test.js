// What nginx sends to a browser and to the systems, header by header, without a browser.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { pack, unpack } from "./support/archive.js";
import { startNginx } from "./support/nginx.js";
import { send, upload } from "./support/raw.js";
import { startUpstream } from "./support/upstream.js";

const TOKEN = "Bearer head.claims.signature";
const NODE_KEY = "key-of-the-node-0123456789";
const BASIC = `Basic ${btoa(`${NODE_KEY}:`)}`;
const LIST = "/apinode/admin/api/services";
const VALIDATE = "/automation/v2/validatetoken";
const USER_INFO = "/automation/v2/userinfo";
const TYPES = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};
const SECURITY = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-frame-options": "DENY",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types pilothouse",
};

let folder, archive, upstream;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "pilothouse-http-"));
  [archive, upstream] = await Promise.all([pack(join(folder, "one")).then(unpack), startUpstream()]);
});
after(async () => {
  await upstream?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  upstream.calls.length = 0;
  upstream.answers = { [VALIDATE]: [200, { token: "x" }], [USER_INFO]: [200, { role: "ADMIN" }] };
});

const host = (keyOf, more = {}) => startNginx({ archive, keyOf, systems: upstream.url, keys: { apinode: NODE_KEY, packages: NODE_KEY }, ...more });

function assertSecure({ headers }) {
  for (const [name, value] of Object.entries(SECURITY)) assert.equal(headers[name], value, name);
  assert.equal(headers.server, "nginx", "the version is nobody's business");
}

for (const base of ["/", "/console/"]) {
  describe(`the files of the console at ${base}`, () => {
    let nginx;
    before(async () => (nginx = await host("user", { base })));
    after(() => nginx?.stop());
    const get = (name, headers) => send(nginx.origin, base + name, { headers });

    test("hashed names are kept for ever, and come packed beforehand", async () => {
      const names = (await readdir(join(archive, "console"))).filter((name) => /-[0-9a-f]{12,}\.(css|js|svg|wasm)$/.test(name));
      assert.ok(names.filter((name) => name.endsWith(".wasm")).length === 2 && names.length >= 6, names.join(" "));
      for (const name of names) {
        const plain = await readFile(join(archive, "console", name));
        for (const [accepted, encoding, ending] of [["gzip, deflate, br", "br", ".br"], ["gzip", "gzip", ".gz"], ["identity", undefined, ""]]) {
          const answer = await get(name, { "accept-encoding": accepted });
          assert.equal(answer.status, 200, name);
          assert.equal(answer.headers["content-encoding"], encoding, name);
          assert.equal(answer.headers["content-type"], TYPES[name.split(".").pop()], name);
          assert.equal(answer.headers["cache-control"], "public, max-age=31536000, immutable", name);
          assert.equal(answer.headers.vary, "Accept-Encoding", name);
          assert.ok(answer.bytes.equals(await readFile(join(archive, "console", name + ending))), "the file as it lies there");
          assert.ok(answer.body.equals(plain));
          assertSecure(answer);
        }
      }
    });

    test("the page and config.json are asked for again each time, and come only if they have changed", async () => {
      for (const [name, type] of [["", "text/html; charset=utf-8"], ["index.html", "text/html; charset=utf-8"], ["config.json", "application/json"]]) {
        for (const accepted of ["br", "gzip", "identity"]) {
          const first = await get(name, { "accept-encoding": accepted });
          assert.equal(first.status, 200);
          assert.equal(first.headers["cache-control"], "no-cache");
          assert.equal(first.headers["content-type"], type);
          assertSecure(first);
          const again = await get(name, { "accept-encoding": accepted, "if-none-match": first.headers.etag });
          assert.equal(again.status, 304, `${name} ${accepted}`);
        }
      }
    });

    test("every screen is the page, with files below its path, and what is missing is missing", async () => {
      for (const screen of ["nodes/main/services", "nodes/main/services/a.js", "nodes/main/services/a%2Fb?q=x.wasm", "nodes/main/keys"]) {
        const { status, body, headers } = await get(screen, { "accept-encoding": "gzip" });
        assert.equal(status, 200, screen);
        assert.equal(headers["cache-control"], "no-cache");
        const files = [...body.toString().matchAll(/ (?:href|src|data-later)="?([^\s">]+)/g)].map(([, file]) => file);
        assert.ok(files.length >= 6, files.join(" "));
        for (const file of files) assert.equal((await send(nginx.origin, file)).status, 200, file);
      }
      for (const missing of ["pilothouse-0123456789abcdef.wasm", "later.js", "favicon.ico"]) {
        const answer = await get(missing);
        assert.equal(answer.status, 404, missing);
        assert.equal(answer.headers["cache-control"], undefined, "a file that is missing may be there tomorrow");
        assertSecure(answer);
      }
    });

    test("another page of the same size is not taken for the same", async (t) => {
      const dist = join(folder, `other${base.length}`);
      await cp(join(archive, "console"), dist, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });
      const page = await readFile(join(dist, "index.html"), "utf8");
      await writeFile(join(dist, "index.html"), page.replace("<title>Pilothouse", "<title>Pilothoose"));
      const other = await host("user", { base, archive: await unpack(await pack(`${dist}-packed`, { dist })) });
      t.after(() => other.stop());
      const [one, two] = await Promise.all([get(""), send(other.origin, base)]);
      assert.equal(one.body.length, two.body.length);
      assert.notEqual(one.headers.etag, two.headers.etag);
      assert.equal((await send(other.origin, base, { headers: { "if-none-match": one.headers.etag } })).status, 200);
    });
  });
}

test("below a path, the path without its slash leads to the console, and the root is not the console's", async (t) => {
  const nginx = await host("user", { base: "/console/" });
  t.after(() => nginx.stop());
  const { status, headers } = await send(nginx.origin, "/console");
  assert.deepEqual([status, headers.location], [308, "/console/"]);
  assert.equal((await send(nginx.origin, "/")).status, 404);
});

describe("the user gives the key", () => {
  let nginx;
  before(async () => (nginx = await host("user", { base: "/console/" })));
  after(() => nginx?.stop());
  const call = (path, options) => send(nginx.origin, `/console${path}`, options);

  test("a call passes as the browser wrote it, and its answer without what a browser would ask a password for", async () => {
    const answer = await call(`${LIST}/a%2Fb%20c/generations?x=%2F`, { headers: { authorization: BASIC } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["www-authenticate"], undefined);
    assert.equal(answer.headers["cache-control"], "no-store");
    assertSecure(answer);
    const [{ url, headers }] = upstream.calls;
    assert.equal(url, `${LIST}/a%2Fb%20c/generations?x=%2F`);
    assert.equal(headers.authorization, BASIC);
    assert.equal(headers.host, new URL(upstream.url).host);
    assert.equal(headers["x-forwarded-for"], "127.0.0.1");
  });

  test("what the node says of a failure comes as it is, a page of HTML too", async () => {
    const PAGE = "<!doctype html><title>502 Bad Gateway</title>";
    upstream.answers = { [LIST]: [502, PAGE], [`${LIST}/x`]: [500, { message: "disk full" }] };
    const page = await call(LIST, { headers: { authorization: BASIC } });
    assert.deepEqual([page.status, page.body.toString()], [502, PAGE]);
    const failed = await call(`${LIST}/x`, { headers: { authorization: BASIC } });
    assert.deepEqual([failed.status, JSON.parse(failed.body).message], [500, "disk full"]);
  });

  test("only the API of the node is relayed, and no address by a detour", async () => {
    const detours = ["/apinode/", "/apinode/admin", "/apinode/admin/apix", "/automation/../apinode/admin/api/services", "//apinode/admin/api/services"];
    for (const path of [...detours, "/apinode/admin/api/%2e%2e/%2e%2e/secret", "/apinode/public/../admin/api/services"]) {
      const { status } = await call(path, { headers: { authorization: BASIC } });
      assert.ok([400, 404].includes(status), `${path}: ${status}`);
    }
    assert.deepEqual(upstream.calls.map(({ url }) => url), []);
  });
});

describe("the relay keeps the key", () => {
  let nginx;
  // Two spaces: an account with an empty role is not the one between them.
  before(async () => (nginx = await host("relay", { env: { WRITERS: "ADMIN  IT" } })));
  after(() => nginx?.stop());
  const call = (path, method = "GET", headers = { authorization: TOKEN }) => send(nginx.origin, path, { method, headers });
  const seen = () => upstream.calls.map(({ method, url }) => `${method} ${url}`);
  const message = ({ body }) => JSON.parse(body).message;

  test("a read asks whether the session is good, and then takes the key in the token's place", async () => {
    const answer = await call(`${LIST}?a=b`, "GET", { authorization: TOKEN, cookie: "a=b" });
    assert.equal(answer.status, 200);
    assert.deepEqual(seen(), [`GET ${VALIDATE}`, `GET ${LIST}?a=b`]);
    assert.deepEqual(upstream.calls.map(({ headers }) => headers.authorization), [TOKEN, BASIC]);
    assert.equal(upstream.calls[0].headers.cookie, undefined);
    await call(LIST);
    assert.equal(seen().filter((line) => line.endsWith(VALIDATE)).length, 2, "no answer is remembered");
  });

  test("a write asks for the role, too, and roles that only read are refused", async () => {
    assert.equal((await call(LIST, "POST")).status, 200);
    assert.deepEqual(seen(), [`GET ${VALIDATE}`, `GET ${USER_INFO}`, `POST ${LIST}`]);
    for (const info of [{ role: "GUEST" }, {}, { role: "" }, { role: null }, { role: ["ADMIN"] }, { role: "ADMIN IT" }]) {
      upstream.calls.length = 0;
      upstream.answers[USER_INFO] = [200, info];
      for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
        const answer = await call(LIST, method);
        assert.equal(answer.status, 403, JSON.stringify(info));
        assert.match(message(answer), /may read this system and not change it/);
      }
      assert.ok(!seen().some((line) => line.includes(LIST)));
    }
  });

  test("without a good session nothing reaches the node", async () => {
    const cases = [
      [[200, {}], {}, 401],
      [[200, {}], { authorization: BASIC }, 401],
      [[200, {}], { authorization: "Bearer" }, 401],
      [[401, {}], { authorization: TOKEN }, 401],
      [[403, {}], { authorization: TOKEN }, 401],
      [[200, "false"], { authorization: TOKEN }, 401],
      [[500, {}], { authorization: TOKEN }, 503],
      [[302, "", { location: "/" }], { authorization: TOKEN }, 503],
    ];
    for (const [validate, headers, status] of cases) {
      upstream.answers[VALIDATE] = validate;
      for (const [path, method] of [[LIST, "GET"], [LIST, "POST"], ["/packages/a.zip", "PUT"], ["/apinode/public/api/v1/a/b/predict", "POST"]]) {
        const answer = await call(path, method, headers);
        assert.equal(answer.status, status, `${JSON.stringify([validate, headers])} ${path}`);
        assert.ok(message(answer).length > 10);
        assert.equal(answer.headers["www-authenticate"], undefined);
        assertSecure(answer);
      }
    }
    assert.ok(!seen().some((line) => /apinode|packages/.test(line)), seen().join("\n"));
  });

  test("a key that is missing, empty or refused is the relay's matter, not the user's", async () => {
    for (const [arrange, words] of [
      [() => nginx.takeKey("apinode"), /no key for this system/],
      [() => nginx.giveKey("apinode", ""), /no key for this system/],
    ]) {
      await arrange();
      const answer = await call(LIST);
      assert.equal(answer.status, 500);
      assert.match(message(answer), words);
    }
    assert.ok(!seen().some((line) => line.includes(LIST)));
    await nginx.giveKey("apinode", NODE_KEY);
    upstream.answers[LIST] = [401, { message: "bad key" }];
    const refused = await call(LIST);
    assert.equal(refused.status, 500);
    assert.match(message(refused), /does not accept the credentials that the relay sent/);
    upstream.answers[LIST] = [404, { message: "no such service" }];
    assert.equal(message(await call(LIST)), "no such service");
  });

  test("queries of services get neither the key nor the token", async () => {
    assert.equal((await call("/apinode/public/api/v1/a/b/predict", "POST")).status, 200);
    assert.deepEqual(seen(), [`GET ${VALIDATE}`, "POST /apinode/public/api/v1/a/b/predict"]);
    assert.equal(upstream.calls[1].headers.authorization, undefined);
  });

  test("whether the node is alive is asked without credentials, and without anybody's leave", async () => {
    assert.equal((await call("/apinode/isAlive/")).status, 200);
    assert.deepEqual(seen(), ["GET /apinode/isAlive/"]);
    assert.equal(upstream.calls[0].headers.authorization, undefined);
  });

  test("an upload passes as it comes, past every limit of nginx's own", async () => {
    const half = 20_000_000;
    const sending = upload(nginx.origin, "/packages/a.zip", 2 * half, { authorization: TOKEN });
    const arrived = upstream.received(half);
    await sending.pass(half);
    await arrived;
    await sending.pass(half);
    assert.equal(await sending.done(), 200);
    const put = upstream.calls.find(({ method }) => method === "PUT");
    assert.deepEqual([put.bytes, put.headers.authorization], [2 * half, BASIC]);
  });

  test("what nobody should keep is not in the logs", async () => {
    await call(`${LIST}?secret=in-the-query`);
    await call("/apinode/admin/api/keys/secret-in-the-path", "DELETE");
    const answer = await call("/apinode/public/api/v1/a/b/predict");
    assert.equal(answer.status, 200);
    const log = await nginx.logged(`GET ${LIST} 200`, "DELETE /apinode/admin/api/keys/... 200", "predict 200");
    for (const secret of [NODE_KEY, BASIC, TOKEN, "in-the-query", "secret-in-the-path"]) assert.ok(!log.includes(secret), log);
  });
});

for (const keyOf of ["user", "relay"]) {
  test(`DSS gets calls as the browser wrote them, with nobody's key but the caller's (${keyOf})`, async (t) => {
    const nginx = await host(keyOf, { base: "/console/", env: { DSS_URL: `${upstream.url}/deep/` } });
    t.after(() => nginx.stop());
    const call = (path, options) => send(nginx.origin, `/console/dss${path}`, options);
    const headers = { authorization: BASIC, "x-dku-proxyuser": "m.ito", cookie: "dss_access_token=other-tab" };
    const names = ["a%2Fb", "100%25", "m.ito%40example.org", "plain%20group", "%C3%A9t%C3%A9", "a%3Bb%3F%23", "%252F", "..."];
    for (const path of ["/dip/publicapi", "/public/api"]) {
      for (const name of names) {
        upstream.calls.length = 0;
        const answer = await call(`${path}/admin/users/${name}/activity?x=%2F`, { headers });
        assert.equal(answer.status, 200, name);
        assert.equal(answer.headers["cache-control"], "no-store");
        assertSecure(answer);
        const [{ url, headers: sent }, ...more] = upstream.calls;
        assert.deepEqual([url, more], [`/deep${path}/admin/users/${name}/activity?x=%2F`, []]);
        assert.deepEqual([sent.authorization, sent["x-dku-proxyuser"], sent.cookie], [BASIC, "m.ito", undefined]);
      }
    }
    upstream.calls.length = 0;
    upstream.answers["/deep/public/api/auth/info"] = [401, { message: "Unknown key" }, { "set-cookie": "a=b" }];
    const refused = await call("/public/api/auth/info", { headers });
    assert.deepEqual([refused.status, JSON.parse(refused.body).message], [401, "Unknown key"], "DSS's own word, and no matter of the relay's");
    assert.deepEqual([refused.headers["set-cookie"], refused.headers["www-authenticate"]], [undefined, undefined]);
    upstream.calls.length = 0;
    for (const path of ["/", "/dip/api/x", "/dip/publicapi/../api/x", "/dip/publicapi/%2e%2e/api/x", "/dip/publicapi/a%2F..%2Fb", "/public/apix"]) {
      const { status } = await call(path, { headers });
      assert.ok([400, 404].includes(status), `${path}: ${status}`);
    }
    await call("/dip/publicapi/admin/globalAPIKeys/secret-in-the-path", { headers });
    assert.deepEqual(upstream.calls.map(({ url }) => url), ["/deep/dip/publicapi/admin/globalAPIKeys/secret-in-the-path"]);
    const log = await nginx.logged("GET /console/dss/dip/publicapi/admin/globalAPIKeys/... 200");
    for (const secret of [NODE_KEY, BASIC, "secret-in-the-path", "other-tab"]) assert.ok(!log.includes(secret), log);
    const config = JSON.parse((await send(nginx.origin, "/console/config.json")).body);
    assert.deepEqual(config.dss, { base: "dss/dip/publicapi", sign_in: "api_key" });
  });
}

test("a system that is down is told in the contract's words", async (t) => {
  const gone = await startUpstream();
  const user = await host("user", { systems: gone.url });
  t.after(() => user.stop());
  const relay = await host("relay", { systems: gone.url });
  t.after(() => relay.stop());
  await gone.stop();
  const down = await send(user.origin, LIST, { headers: { authorization: BASIC } });
  assert.equal(down.status, 502);
  assert.match(JSON.parse(down.body).message, /cannot be reached from the web server/);
  assert.match(down.headers["x-request-id"], /^[0-9a-f]{32}$/);
  assertSecure(down);
  const unasked = await send(relay.origin, LIST, { headers: { authorization: TOKEN } });
  assert.equal(unasked.status, 503);
  assert.match(JSON.parse(unasked.body).message, /cannot ask the automation API/);
});

test("two nodes are relayed, each with its own key", async (t) => {
  const keys = { apinode: NODE_KEY, second: "key-of-the-second" };
  const nginx = await host("relay", { keys, env: { NODES: "apinode second", SECOND_URL: `${upstream.url}/deep/` } });
  t.after(() => nginx.stop());
  assert.equal((await send(nginx.origin, "/second/admin/api/services", { headers: { authorization: TOKEN } })).status, 200);
  const { url, headers } = upstream.calls.at(-1);
  assert.deepEqual([url, headers.authorization], ["/deep/admin/api/services", `Basic ${btoa("key-of-the-second:")}`]);
});
