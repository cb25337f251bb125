// A control plane behind a real nginx: what reaches it, which cookies pass and how, and a person's way from the sign-in on.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { pack, unpack } from "./support/archive.js";
import { launch, newPage } from "./support/browser.js";
import { answered, giveLogin, pick, row, signIn } from "./support/console.js";
import { signInPage } from "./support/ending.js";
import { overhear } from "./support/hosted.js";
import { startNginx } from "./support/nginx.js";
import { KEY } from "./support/node.js";
import { send } from "./support/raw.js";
import { startSandbox } from "./support/sandbox.js";
import { startUpstream } from "./support/upstream.js";

/** As the contract's sample has it, and as scripts may write it (contract/iguazio-control-plane.md §2). */
const SESSION = "session=j%3A%7B%22sid%22%3A%20%221234%22%7D";
const BY_KEY = 'session=j:{"sid": "an-access-key"}';
const TOKEN = "Bearer head.claims.signature";

let folder, archive;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "pilothouse-control-"));
  archive = await unpack(await pack(join(folder, "one")));
});
after(() => rm(folder, { recursive: true, force: true }));

for (const [keyOf, base] of [["user", "/"], ["relay", "/console/"]]) {
  describe(`what passes between a browser and a control plane, console at ${base}`, () => {
    let upstream, nginx;
    before(async () => {
      upstream = await startUpstream();
      const env = { CONTROL_PLANE_URL: `${upstream.url}/deep/` };
      nginx = await startNginx({ archive, keyOf, base, systems: upstream.url, keys: { apinode: KEY }, env });
    });
    after(async () => {
      await nginx?.stop();
      await upstream?.stop();
    });
    beforeEach(() => {
      upstream.calls.length = 0;
      upstream.answers = {};
    });
    const call = (path, options) => send(nginx.origin, `${base}control_plane${path}`, options);
    const urls = () => upstream.calls.map(({ url }) => url);

    /** The cookies that a browser gets at a sign-in where the system sets these. */
    async function cookies(set, headers = {}) {
      upstream.answers["/deep/api/sessions"] = [201, {}, { "set-cookie": set }];
      return (await call("/api/sessions", { method: "POST", headers, body: "{}" })).headers["set-cookie"];
    }

    test("a call passes as the browser wrote it, the one cookie and the token with it", async () => {
      const project = { "x-projects-role": "pilothouse", "igz-project-deletion-strategy": "cascading" };
      const body = JSON.stringify({ data: { type: "project", attributes: { name: "sales" }, relationships: {} } });
      const long = "x".repeat(3_000_000);
      upstream.answers["/deep/api/projects"] = [202, { data: long }];
      const headers = { ...project, authorization: TOKEN, "content-length": body.length, cookie: `a=b; ${SESSION}; c=d` };
      const answer = await call("/api/projects", { method: "DELETE", headers, body });
      assert.deepEqual([answer.status, JSON.parse(answer.body).data === long], [202, true]);
      assert.equal(answer.headers["cache-control"], "no-store");
      assert.match(answer.headers["content-security-policy"], /^default-src 'none'/);
      const [{ method, url, headers: sent, bytes }] = upstream.calls;
      assert.deepEqual([method, url, bytes], ["DELETE", "/deep/api/projects", body.length]);
      assert.deepEqual([sent.cookie, sent.authorization], [SESSION, TOKEN]);
      for (const [name, value] of Object.entries(project)) assert.equal(sent[name], value);
      assert.equal(sent.host, new URL(upstream.url).host);

      const asked = "/api/projects/sales%40default-tenant?filter%5Bname%5D=%5B%24ge%5Da+b&page%5Bof%5D=x";
      await call(asked, { method: "PUT", body: Buffer.alloc(20_000_000) });
      assert.deepEqual([urls().at(-1), upstream.calls.at(-1).bytes], [`/deep${asked}`, 20_000_000]);
    });

    test("of all cookies of the host the session's alone reaches it, and none where there is none", async () => {
      for (const [cookie, sent] of [
        [undefined, undefined],
        ["other=1; xsession=j:1; SESSION=j:2; a=b,session=j:3", undefined],
        // Another application's of the same name.
        ["session=eyJfdXNlciI6MX0.Zq.sig", undefined],
        [`session=eyJfdXNlciI6MX0.Zq.sig; ${SESSION}`, SESSION],
        [`other=1;${BY_KEY};more=2`, BY_KEY],
      ]) {
        await call("/api/self", { headers: cookie ? { cookie } : {} });
        assert.equal(upstream.calls.at(-1).headers.cookie, sent, cookie);
      }
      assert.equal(upstream.calls.at(-1).headers.authorization, undefined, "the relay adds no key");
    });

    test("the session's cookie comes back for this path alone, out of reach of scripts, whatever the system wrote", async () => {
      const confined = `Path=${base}control_plane/; HttpOnly; SameSite=Strict`;
      for (const [set, passed] of [
        [`${SESSION}; max-age=86400; path=/`, `${SESSION}; max-age=86400; ${confined}`],
        [`${SESSION}; Path=/control-plane; Domain=example.org; SameSite=None; Secure`, `${SESSION}; ${confined}`],
        [`${SESSION};domain=.example.org;Expires=Thu, 01 Jan 2099 00:00:00 GMT`, `${SESSION}; Expires=Thu, 01 Jan 2099 00:00:00 GMT; ${confined}`],
        [SESSION, `${SESSION}; ${confined}`],
      ]) {
        assert.deepEqual(await cookies([set]), [passed]);
        assert.deepEqual(await cookies(["route=1; path=/", set, "sessions=1"]), [passed], "and no other cookie");
      }
      assert.equal(await cookies(["route=1; path=/"]), undefined);
      for (const headers of [{ "x-forwarded-proto": "https" }, { origin: nginx.origin.replace("http:", "https:") }]) {
        assert.deepEqual(await cookies([SESSION], headers), [`${SESSION}; ${confined}; Secure`], "over TLS only, where the browser came so");
      }
      upstream.answers["/deep/api/self"] = [401, { errors: [{ status: 401, detail: "no session" }] }, { "x-v3io-session-key": "1234" }];
      const { status, headers } = await call("/api/self");
      assert.deepEqual([status, headers["x-v3io-session-key"], headers["www-authenticate"]], [401, undefined, undefined]);
    });

    test("a page of another origin, the host's neighbours' included, gets no use of the cookie", async () => {
      const own = nginx.origin;
      for (const [headers, fine] of [
        [{ "sec-fetch-site": "same-origin", origin: own }, true],
        [{ origin: own }, true],
        [{ "sec-fetch-site": "same-site", origin: "https://neighbour.example.org" }, false],
        [{ "sec-fetch-site": "cross-site" }, false],
        [{ origin: "null" }, false],
        [{ origin: `${own}0` }, false],
        [{ origin: own.replace("127.0.0.1", "evil.127.0.0.1") }, false],
      ]) {
        upstream.calls.length = 0;
        const { status } = await call("/api/sessions", { method: "POST", headers: { ...headers, cookie: SESSION, "content-type": "text/plain" }, body: "{}" });
        assert.deepEqual([status, upstream.calls.length], fine ? [200, 1] : [403, 0], JSON.stringify(headers));
      }
    });

    test("only its API is relayed, and no address by a detour", async () => {
      for (const path of ["", "/", "/apix/users", "/dashboard", "/api/../dashboard", "/api/%2e%2e/dashboard", "/api/a%2F..%2F..%2Fb", "/x/../api/users"]) {
        const { status, body } = await call(path, { headers: { cookie: SESSION } });
        // The name alone is a screen of the console, which knows none of that name.
        if (path === "") assert.match(body.toString(), /<!doctype html>/i);
        else assert.ok([400, 404].includes(status), `${path}: ${status}`);
      }
      assert.deepEqual(urls(), []);
    });

    test("neither keys nor cookies nor what is asked for is in the logs", async () => {
      await call("/api/access_keys/secret-in-the-path", { method: "DELETE", headers: { cookie: SESSION, authorization: TOKEN } });
      await call("/api/users?page%5Bof%5D=secret-in-the-query", { headers: { cookie: BY_KEY } });
      assert.deepEqual(urls(), ["/deep/api/access_keys/secret-in-the-path", "/deep/api/users?page%5Bof%5D=secret-in-the-query"]);
      const log = await nginx.logged(`DELETE ${base}control_plane/api/access_keys/... 200`, `GET ${base}control_plane/api/users 200`);
      for (const secret of ["secret-in", "%7B%22sid", "an-access-key", TOKEN]) assert.ok(!log.includes(secret), log);
    });
  });
}

test("a person signs in to the control plane over the page, works, and comes back; who signs in next is asked again", async (t) => {
  const [sandbox, browser] = await Promise.all([startSandbox({ key: KEY }), launch()]);
  t.after(() => Promise.all([sandbox.stop(), browser.close()]));
  const env = { CONTROL_PLANE_URL: `${sandbox.url}/control-plane` };
  const nginx = await startNginx({ archive, keyOf: "relay", base: "/console/", systems: sandbox.url, keys: { apinode: KEY }, env });
  t.after(() => nginx.stop());
  const page = await newPage(browser, nginx.origin);
  const traffic = overhear(page);
  const door = page.getByRole("dialog", { name: "Sign in to Control plane" });
  const users = () => row(page, sandbox.user, "Users").waitFor();

  await signIn(page, sandbox, nginx.path("/control/users"));
  await giveLogin(door, sandbox);
  await door.getByRole("button", { name: "Sign in", exact: true }).click();
  await users();
  assert.deepEqual(
    (await page.context().cookies()).map(({ name, path, httpOnly, sameSite }) => ({ name, path, httpOnly, sameSite })),
    [{ name: "session", path: "/console/control_plane/", httpOnly: true, sameSite: "Strict" }],
  );
  // Whether there is a cookie shows only when it is used.
  page.assertClean({ except: [answered(401)] });
  await page.reload();
  await users();
  assert.equal(await door.count(), 0);
  page.assertClean();

  const sent = await traffic.sent();
  const [plane, rest] = [true, false].map((is) => sent.filter(({ url }) => url.includes("/control_plane/") === is));
  assert.ok(plane.length > 2 && plane.every(({ authorization }) => authorization === undefined), "the token is not the control plane's");
  for (const { url, cookie } of rest) assert.ok(!cookie?.includes("session="), url);
  const received = await traffic.received();
  assert.ok(received.includes(`"${sandbox.user}"`) && !received.includes(KEY));

  await pick(page, `${sandbox.user}@example.org`, "Sign out");
  await signInPage(page).waitFor();
  await signIn(page, sandbox, nginx.path("/control/users"));
  await door.waitFor();
  page.assertClean({ except: [answered(401)] });
  await page.close();
});
