// The archive behind a real nginx: with the key in the user's hands or the relay's, at the root and below a path.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { pack, unpack } from "./support/archive.js";
import { launch, newPage } from "./support/browser.js";
import { answered, pick, row, signIn } from "./support/console.js";
import { ended, signInOver, signInPage } from "./support/ending.js";
import { addUser, asked, giveKey, importAndMap, makeAndDeleteKey, openService, overhear } from "./support/hosted.js";
import { startNginx } from "./support/nginx.js";
import { KEY, call, createServices, services, shares } from "./support/node.js";
import { disable, enable } from "./support/people.js";
import { startProxy } from "./support/proxy.js";
import { startSandbox } from "./support/sandbox.js";

const BASES = ["/", "/console/"];
const KEYS = { apinode: KEY, packages: KEY };

let folder, archive, sandbox, proxy, browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "pilothouse-hosting-"));
  [archive, sandbox, browser] = await Promise.all([pack(join(folder, "one")).then(unpack), startSandbox({ key: KEY }), launch()]);
  proxy = await startProxy(sandbox.url);
  await createServices(sandbox, "always-there");
});
after(async () => {
  await browser?.close();
  await proxy?.stop();
  await sandbox?.stop();
  await rm(folder, { recursive: true, force: true });
});

const host = (keyOf, base, more = {}) => startNginx({ archive, keyOf, base, systems: proxy.url, keys: keyOf === "relay" ? KEYS : {}, ...more });
const name = (keyOf, base) => `hosted-${keyOf}-${base === "/" ? "root" : "below"}`;

test("two archives of one console are the same, byte for byte", async () => {
  const again = await pack(join(folder, "two"), { env: { TZ: "Asia/Tokyo", LC_ALL: "sv_SE.UTF-8" } });
  const [one, two] = await Promise.all([readFile(`${archive}.tar.gz`), readFile(again)]);
  assert.ok(one.equals(two));
});

for (const base of BASES) {
  describe(`the relay keeps the key, console at ${base}`, () => {
    let nginx;
    before(async () => (nginx = await host("relay", base)));
    after(() => nginx?.stop());
    afterEach(() => enable(sandbox));

    test("from the sign-in to the sign-out, and the node's key never comes to the browser", async () => {
      const service = name("relay", base);
      await createServices(sandbox, service);
      const page = await newPage(browser, nginx.origin);
      const traffic = overhear(page);
      await signIn(page, sandbox, nginx.path());
      await openService(page, nginx, service);
      await importAndMap(page, folder, service);
      assert.deepEqual(await shares(sandbox, service), { "hosted-1": 100 });
      await makeAndDeleteKey(page, service);
      await page.goto(nginx.path(`/nodes/main/services/${service}`));
      await row(page, "hosted-1", "Generations").getByText("100 %").waitFor();
      await page.getByRole("link", { name: "Overview" }).click();
      await page.getByText("alive", { exact: true }).waitFor();
      await pick(page, `${sandbox.user}@example.org`, "Sign out");
      await signInPage(page).waitFor();
      page.assertClean();

      const sent = (await traffic.sent()).filter(({ url }) => /\/(apinode|packages)\//.test(url));
      assert.ok(sent.length > 5);
      for (const { url, authorization } of sent) assert.match(authorization, /^Bearer /, url);
      const received = await traffic.received();
      assert.ok(received.includes(service), "bodies were heard");
      for (const secret of [KEY, btoa(`${KEY}:`), btoa(KEY)]) assert.ok(!received.includes(secret));
      await page.close();
    });

    test("a session that ends is asked for again over the page, and what was refused resumes", async () => {
      const page = await newPage(browser, nginx.origin);
      const meanwhile = `always-there-${name("relay", base)}`;
      // One row, loaded with its details: nothing is under way that could notice the end of the session first.
      await signIn(page, sandbox, nginx.path("/nodes/main/services?q=always-there"));
      await row(page, "always-there").getByText("no generations").waitFor();
      await disable(sandbox);
      await page.getByRole("button", { name: "Load again" }).click();
      await ended(page).waitFor();
      await enable(sandbox);
      await createServices(sandbox, meanwhile);
      await signInOver(page, sandbox);
      await row(page, meanwhile).waitFor();
      page.assertClean({ except: [answered(401)] });
      await page.close();
    });
  });

  describe(`the user gives the key, console at ${base}`, () => {
    let nginx;
    before(async () => (nginx = await host("user", base)));
    after(() => nginx?.stop());

    test("a key opens the node, and when it is gone another one is asked for", async () => {
      const service = name("user", base);
      await createServices(sandbox, service);
      const mine = await call(sandbox, "POST", "keys", { label: `${service}-mine` });
      const page = await newPage(browser, nginx.origin);
      await page.goto(nginx.path());
      await giveKey(page, mine.key);
      await openService(page, nginx, service);
      await importAndMap(page, folder, service);
      assert.deepEqual(await shares(sandbox, service), { "hosted-1": 100 });
      await makeAndDeleteKey(page, service);
      await call(sandbox, "DELETE", `keys/${mine.id}/key`);
      await page.getByRole("link", { name: "Services" }).first().click();
      // Without a mouse: what the page loads by itself may have brought the question already.
      await page.getByRole("button", { name: "Load again", includeHidden: true }).dispatchEvent("click");
      await asked(page).getByText("did not accept the last key").waitFor();
      await giveKey(page, KEY);
      await row(page, service).waitFor();
      page.assertClean({ except: [answered(401)] });
      await page.goto(nginx.path(`/nodes/main/services/${service}`));
      await asked(page).waitFor();
      page.assertClean();
      await page.close();
    });
  });
}

describe("the relay", () => {
  let nginx;
  before(async () => (nginx = await host("relay", "/console/")));
  after(() => nginx?.stop());

  const notLoaded = (page) => page.getByRole("alert").filter({ hasText: "Could not load the services" });

  test("without its key it says so, sends nothing, and works as soon as it has one", async () => {
    await nginx.takeKey("apinode");
    proxy.log.length = 0;
    const page = await newPage(browser, nginx.origin);
    await signIn(page, sandbox, nginx.path());
    await notLoaded(page).getByText("The relay has no key for this system").waitFor();
    assert.deepEqual(proxy.log.filter((line) => line.includes("/apinode/")), []);
    await nginx.giveKey("apinode", KEY);
    await page.getByRole("button", { name: "Try again" }).click();
    await row(page, "always-there").waitFor();
    page.assertClean({ except: [answered(500)] });
    await page.close();
  });

  test("with a key that the node does not take, it does not blame the session", async () => {
    await nginx.giveKey("apinode", "not-the-key");
    const page = await newPage(browser, nginx.origin);
    await signIn(page, sandbox, nginx.path());
    await notLoaded(page).getByText("does not accept the credentials that the relay sent").waitFor();
    assert.equal(await ended(page).count(), 0);
    await nginx.giveKey("apinode", KEY);
    await page.getByRole("button", { name: "Try again" }).click();
    await row(page, "always-there").waitFor();
    page.assertClean({ except: [answered(500)] });
    await page.close();
  });

  test("a role that only reads gets no more from the relay's key", async () => {
    const reader = await addUser(sandbox, "reader", "GUEST");
    const page = await newPage(browser, nginx.origin);
    await signIn(page, reader, nginx.path());
    await row(page, "always-there").waitFor();
    await page.getByRole("button", { name: "Create service" }).first().click();
    await page.getByRole("textbox", { name: "Service id" }).fill("not-by-a-reader");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("alert").getByText("may read this system and not change it").waitFor();
    assert.ok(!(await services(sandbox)).has("not-by-a-reader"));
    page.assertClean({ except: [answered(403)] });
    await page.close();
  });

  test("systems that are down are told in the contract's words, and come back", async () => {
    const page = await newPage(browser, nginx.origin);
    await signIn(page, sandbox, nginx.path());
    await row(page, "always-there").waitFor();
    await proxy.down();
    await page.getByRole("button", { name: "Load again" }).click();
    await page.getByText("This may be old").waitFor();
    await page.reload();
    await notLoaded(page).getByText("cannot ask the automation API whether the session is still good").waitFor();
    await proxy.up();
    await page.getByRole("button", { name: "Try again" }).click();
    await row(page, "always-there").waitFor();
    page.assertClean({ except: [answered(502, 503)] });
    await page.close();
  });
});

test("a node that is down, and one that answers with a page of HTML, are told apart", async (t) => {
  const nginx = await host("user", "/console/");
  t.after(() => nginx.stop());
  const page = await newPage(browser, nginx.origin);
  await proxy.down();
  await page.goto(nginx.path("/nodes/main/services"));
  await giveKey(page, KEY);
  const alert = page.getByRole("alert").filter({ hasText: "Could not load the services" });
  await alert.getByText("cannot be reached from the web server").waitFor();
  await proxy.up();
  const html = proxy.when(/\/services$/, { status: 502, headers: { "content-type": "text/html" }, body: "<title>502 Bad Gateway</title>" });
  await page.getByRole("button", { name: "Try again" }).click();
  await alert.getByText("A web page answered in place of the API (HTTP 502). 502 Bad Gateway").waitFor();
  html.remove();
  await page.getByRole("button", { name: "Try again" }).click();
  await row(page, "always-there").waitFor();
  page.assertClean({ except: [answered(502)] });
  await page.close();
});
