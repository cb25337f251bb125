// What networks, gateways and hostile data do to a console, and what it shows then.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { launch, newPage } from "./support/browser.js";
import { BROKEN, answered, grid, row, servicePath, signIn, toast } from "./support/console.js";
import { KEY, call, createServices, services, shares } from "./support/node.js";
import { enlarge, makePackage } from "./support/packages.js";
import { PAYLOADS } from "./support/payloads.js";
import { startProxy } from "./support/proxy.js";
import { startSandbox } from "./support/sandbox.js";

const LIST = "/apinode/admin/api/services";
const CREATE = { method: "POST", path: "/apinode/admin/api/services/" };
const ADMIN_KEYS = "/apinode/admin/api/keys";
const HTML = { "content-type": "text/html" };

let sandbox, browser, proxy, folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "pilothouse-packages-"));
  [sandbox, browser] = await Promise.all([startSandbox({ key: KEY }), launch()]);
  await createServices(sandbox, "alpha", "beta");
  proxy = await startProxy(sandbox.url);
});
after(async () => {
  await browser?.close();
  await proxy?.stop();
  await sandbox?.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  proxy.clear();
  proxy.log.length = 0;
});

/** Signed in, on the list. */
async function atServices(url = proxy.url) {
  const page = await newPage(browser, url);
  await signIn(page, sandbox);
  return page;
}

const notLoaded = (page) => page.getByRole("alert").filter({ hasText: "Could not load the services" });

/** The list is named as not loaded, in these words, is not shown as empty or short, and comes by "Try again". */
async function assertNotLoaded(page, words) {
  await notLoaded(page).waitFor();
  assert.match(await notLoaded(page).textContent(), words);
  assert.equal(await page.getByText("No services yet").count(), 0);
  assert.ok(!(await grid(page).isVisible()));
  proxy.clear();
  await notLoaded(page).getByRole("button", { name: "Try again" }).click();
  await row(page, "alpha").waitFor();
  await notLoaded(page).waitFor({ state: "hidden" });
}

for (const [name, fault, words, said] of [
  [
    "a proxy's page in place of the API",
    { status: 502, headers: HTML, body: "<!doctype html><title>502 Bad Gateway</title><h1>nginx</h1>" },
    /A web page answered in place of the API \(HTTP 502\)\. 502 Bad Gateway/,
    answered(502),
  ],
  ["a web page with status 200", { status: 200, headers: HTML, body: "<title>Sign in to the network</title>" }, /HTTP 200.*Sign in to the network/],
  ["a server that fails", { status: 500, body: { errorType: "java.lang.Boom", message: "out of luck" } }, /The server failed \(HTTP 500\)\. out of luck/, answered(500)],
  ["a list that was cut off", { truncate: 20 }, /The answer could not be read/],
  ["a connection that breaks in the middle", { resetAfter: 20 }, /The server cannot be reached/, BROKEN],
  ["a connection that breaks at once", { drop: true }, /The server cannot be reached/, BROKEN],
  ["an empty answer", { status: 200 }, /The answer could not be read/],
  ["JSON of another shape", { status: 200, body: { services: [] } }, /The answer could not be read/],
  ["a call that is sent elsewhere", { status: 302, headers: { location: "/login" } }, /sent the call on to another address/],
]) {
  test(`${name} is never an empty list`, async () => {
    proxy.when(LIST, fault);
    const page = await atServices();
    await assertNotLoaded(page, words);
    page.assertClean({ except: said ? [said] : [] });
    await page.close();
  });
}

test("what was on screen stays and is called old when it cannot be loaded again", async () => {
  const page = await atServices();
  await row(page, "alpha").waitFor();
  proxy.when(LIST, { status: 500, body: { message: "later" } });
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByText("This may be old: the services could not be loaded again").waitFor();
  assert.ok(await row(page, "alpha").isVisible());
  page.assertClean({ except: [answered(500)] });
  await page.close();
});

test("a busy server is asked again by itself, and not before the time it asked for", async () => {
  const again = proxy.when(LIST, {});
  const busy = proxy.when({ path: LIST, times: 1 }, { status: 503, headers: { "retry-after": "2" }, body: { message: "busy" } });
  const page = await newPage(browser, proxy.url);
  const [first, second] = [busy.hit().then(() => Date.now()), again.hit().then(() => Date.now())];
  await signIn(page, sandbox);
  await row(page, "alpha").waitFor();
  const waited = (await second) - (await first);
  assert.ok(waited >= 1990, `asked again after ${waited} ms`);
  assert.deepEqual([busy.hits, again.hits], [1, 1]);
  page.assertClean({ except: [answered(503)] });
  await page.close();
});

test("a busy server is not asked for ever", async () => {
  const busy = proxy.when(LIST, { status: 503, headers: { "retry-after": "0" }, body: { message: "too much to do" } });
  const page = await atServices();
  await notLoaded(page).getByText("too much to do").waitFor();
  assert.equal(busy.hits, 3);
  page.assertClean({ except: [answered(503)] });
  await page.close();
});

test("a slow answer shows a skeleton at once, and the list when it comes", async () => {
  const slow = proxy.when(LIST, { hold: true });
  const page = await atServices();
  await page.getByRole("status").filter({ hasText: "Loading services" }).waitFor();
  assert.equal(await page.getByText("No services yet").count(), 0);
  slow.release();
  await row(page, "alpha").waitFor();
  page.assertClean();
  await page.close();
});

test("an answer that never comes is given up after thirty seconds, and says so", async () => {
  proxy.when(LIST, { hold: true });
  const page = await newPage(browser, proxy.url);
  await page.clock.install();
  await signIn(page, sandbox);
  await page.getByRole("status").filter({ hasText: "Loading services" }).waitFor();
  await page.clock.fastForward("00:31");
  await notLoaded(page).getByText("No answer within 30 seconds").waitFor();
  page.assertClean({ except: [BROKEN] });
  await page.close();
});

test("one bad row among good ones is named, and the good ones are shown", async () => {
  proxy.when(LIST, { status: 200, body: [{ serviceId: "good", enabled: true }, { enabled: true }, { serviceId: "../../keys" }, { serviceId: "also-good", colour: "red" }] });
  const page = await atServices();
  await page.getByText("2 of the server's rows could not be read").waitFor();
  await page.getByText("Details").click();
  await page.getByText(/Row 2: .*serviceId/).waitFor();
  await page.getByText(/Row 3: .*An id cannot contain/).waitFor();
  await row(page, "good").waitFor();
  await row(page, "also-good").getByText("not given by this server").waitFor();
  assert.ok(!proxy.log.some((line) => /\.\.|admin-keys/.test(line)), "no id leads a call elsewhere");
  page.assertClean({ except: [answered(404)] });
  await page.close();
});

test("details of one row that cannot be loaded leave the rest alone", async () => {
  proxy.when("/apinode/admin/api/services/alpha/generations", { status: 500, body: { message: "one only" } });
  const page = await atServices();
  await row(page, "alpha").getByText("could not be loaded").waitFor();
  await row(page, "beta").getByText("no generations").waitFor();
  page.assertClean({ except: [answered(500)] });
  await page.close();
});

test("a write whose answer is lost is not called undone, and is not sent twice", async () => {
  const page = await atServices();
  const lost = proxy.when(CREATE, { resetAfter: 1 });
  await page.getByRole("button", { name: "Create service" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create service" });
  await dialog.getByRole("textbox", { name: "Service id" }).fill("answer-lost");
  await dialog.getByRole("button", { name: "Create" }).click();
  await dialog.getByRole("alert").getByText("It may have been done all the same: look before you repeat it.").waitFor();
  assert.equal(lost.hits, 1);
  assert.equal(await dialog.getByRole("textbox", { name: "Service id" }).inputValue(), "answer-lost");
  assert.ok((await services(sandbox)).has("answer-lost"));
  page.assertClean({ except: [BROKEN] });
  await page.close();
});

test("a write that a proxy answers with a page may have been done as well", async () => {
  const page = await atServices();
  proxy.when(CREATE, { status: 504, headers: HTML, body: "<title>504 Gateway Time-out</title>" });
  await page.getByRole("button", { name: "Create service" }).first().click();
  await page.getByRole("textbox", { name: "Service id" }).fill("behind-a-proxy");
  await page.keyboard.press("Enter");
  const alert = page.getByRole("dialog").getByRole("alert");
  await alert.getByText("504 Gateway Time-out").waitFor();
  assert.match(await alert.textContent(), /may have been done all the same/);
  page.assertClean({ except: [answered(504)] });
  await page.close();
});

test("a double click and an Enter on top send one write", async () => {
  const page = await atServices();
  const slow = proxy.when(CREATE, { hold: true });
  await page.getByRole("button", { name: "Create service" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create service" });
  await dialog.getByRole("textbox", { name: "Service id" }).fill("once-only");
  const hit = slow.hit();
  await dialog.getByRole("button", { name: "Create" }).dblclick();
  await dialog.getByRole("textbox", { name: "Service id" }).press("Enter");
  await hit;
  await page.keyboard.press("Escape");
  assert.ok(await dialog.isVisible(), "it cannot be left while it is under way");
  slow.release();
  await page.getByRole("heading", { name: "once-only", level: 1 }).waitFor();
  assert.equal(slow.hits, 1);
  page.assertClean();
  await page.close();
});

const importing = (page) => page.getByRole("dialog", { name: /^Import a generation of/ });

/** The import dialog with a package chosen that is larger than what the network holds on its way. */
async function chooseLarge(page, service, generation) {
  const path = await enlarge(await makePackage(folder, service, generation), 40_000_000);
  await page.goto(servicePath(service));
  await page.getByRole("button", { name: "Import generation" }).first().click();
  await importing(page).getByLabel("Generation package").setInputFiles(path);
}

test("an upload that is cut off half-way says so, keeps the file, and succeeds at the second try", async () => {
  const page = await atServices();
  await chooseLarge(page, "alpha", "after-a-cut");
  const half = proxy.when({ method: "PUT", path: /^\/packages\// }, { holdUploadAfter: 20_000_000 });
  const begun = half.hit();
  await importing(page).getByRole("button", { name: "Upload and import" }).click();
  await begun;
  await importing(page).getByRole("progressbar", { name: "Uploading" }).waitFor();
  await importing(page).getByText(/ of 40\.0 MB, .*\/s$/).waitFor();
  // Down till it is told: a browser may send again by itself what broke off on a connection that it had used before.
  await proxy.down();
  const failed = importing(page).getByRole("alert");
  await failed.getByText("Not uploaded").waitFor();
  await proxy.up();
  assert.match(await failed.textContent(), /Nothing was imported\. The file is still chosen\./);
  await importing(page).getByText(/^alpha-after-a-cut\.zip, 40\.0 MB$/).waitFor();
  assert.deepEqual(await shares(sandbox, "alpha"), {});
  proxy.clear();
  await importing(page).getByRole("button", { name: "Upload again and import" }).click();
  await toast(page, "Imported.");
  assert.deepEqual(Object.keys(await shares(sandbox, "alpha")), ["after-a-cut"]);
  page.assertClean({ except: [BROKEN] });
  await page.close();
});

test("an upload is cancelled, keeps the file, and can be begun again", async () => {
  const page = await atServices();
  await chooseLarge(page, "beta", "after-a-cancel");
  const half = proxy.when({ method: "PUT", path: /^\/packages\// }, { holdUploadAfter: 10_000_000 });
  const begun = half.hit();
  await importing(page).getByRole("button", { name: "Upload and import" }).click();
  await begun;
  await page.keyboard.press("Escape");
  assert.ok(await importing(page).isVisible(), "it is not left by mistake while it is under way");
  await importing(page).getByRole("button", { name: "Cancel upload" }).click();
  await importing(page).getByRole("listitem").filter({ hasText: "Upload" }).getByText("cancelled", { exact: true }).waitFor();
  await importing(page).getByText(/^beta-after-a-cancel\.zip/).waitFor();
  assert.deepEqual(await shares(sandbox, "beta"), {});
  proxy.clear();
  await importing(page).getByRole("button", { name: "Upload again and import" }).click();
  await toast(page, "Imported.");
  page.assertClean({ except: [BROKEN] });
  await page.close();
});

test("an import that fails after its upload is repeated without a second upload", async () => {
  const page = await atServices();
  await chooseLarge(page, "beta", "import-fails-once");
  proxy.when({ method: "POST", path: /importFromArchive$/, times: 1 }, { status: 500, body: { message: "disk full" } });
  await importing(page).getByRole("button", { name: "Upload and import" }).click();
  await importing(page).getByText("importing again does not upload it again").waitFor();
  await importing(page).getByRole("button", { name: "Import again" }).click();
  await toast(page, "Imported.");
  assert.equal(proxy.log.filter((line) => line.startsWith("PUT ")).length, 1);
  page.assertClean({ except: [answered(500)] });
  await page.close();
});

test("a package over the server's limit is refused in words, and the file stays chosen", async () => {
  const page = await atServices();
  await chooseLarge(page, "alpha", "too-large");
  proxy.when({ method: "PUT", path: /^\/packages\// }, { status: 413, body: { message: "the limit is 1 MB" } });
  await importing(page).getByRole("button", { name: "Upload and import" }).click();
  const failed = importing(page).getByRole("alert");
  await failed.getByText("Not uploaded").waitFor();
  assert.match(await failed.textContent(), /Too large for the server\. the limit is 1 MB/);
  await importing(page).getByText(/^alpha-too-large\.zip/).waitFor();
  page.assertClean({ except: [answered(413)] });
  await page.close();
});

for (const [name, fault, words] of [
  ["is missing", { status: 404, body: "none" }, /HTTP 404/],
  ["is no JSON", { status: 200, body: "{" }, /EOF|line 1/],
  ["is a web page", { status: 200, headers: HTML, body: "<h1>Hello</h1>" }, /A web page answered/],
  ["names another server", { status: 200, body: { api_nodes: [{ id: "a", name: "A", base: "https://evil.example", sign_in: "api_key" }] } }, /api_nodes\[0\]\.base/],
  ["has a mistyped member", { status: 200, body: { titel: "x", api_nodes: [] } }, /titel/],
  ["names no node", { status: 200, body: { api_nodes: [] } }, /name at least one API node/],
  ["cannot be loaded", { drop: true }, /cannot be reached/],
]) {
  test(`a config.json that ${name} gives a page that says so`, async () => {
    const rule = proxy.when("/config.json", fault);
    const page = await newPage(browser, proxy.url);
    await page.goto("/");
    const alert = page.getByRole("alert").filter({ hasText: "config.json is wrong" });
    await alert.waitFor();
    assert.match(await alert.textContent(), words);
    rule.remove();
    await alert.getByRole("button", { name: "Load again" }).click();
    await page.getByRole("textbox", { name: "User name" }).waitFor();
    page.assertClean({ except: [answered(404), BROKEN] });
    await page.close();
  });
}

/** Texts of a table's cells. */
const cells = (page, table) => grid(page, table).getByRole("gridcell").evaluateAll((cells) => cells.map((cell) => cell.textContent));

/** Nothing of the payloads has become an element, an address or a script. */
async function assertOnlyText(page) {
  const found = await page.evaluate(() => {
    const names = "script, iframe, object, embed, img, video, form:not(dialog > form), base, meta, link, style, math, marquee, template";
    const elements = [...document.body.querySelectorAll(names)];
    const handlers = [...document.querySelectorAll("*")].filter((element) => [...element.attributes].some(({ name }) => name.startsWith("on")));
    const links = [...document.querySelectorAll("a[href]")].filter(({ protocol }) => !["http:", "https:"].includes(protocol));
    return { elements: elements.map((e) => e.outerHTML), handlers: handlers.length, links: links.length, hacked: window.hacked ?? null };
  });
  assert.deepEqual(found, { elements: [], handlers: 0, links: 0, hacked: null });
}

test("stored markup in services is text", async () => {
  const ids = PAYLOADS.filter((text) => !/[/\\\p{Cc}]/u.test(text));
  const rows = [
    ...PAYLOADS.map((startAbortedReason, n) => ({ serviceId: `reason-${n}`, enabled: false, startAbortedReason })),
    ...ids.map((serviceId) => ({ serviceId, enabled: true })),
  ];
  proxy.when(LIST, { status: 200, body: rows });
  proxy.when(/^\/apinode\/admin\/api\/services\/.+\/generations$/, {
    status: 200,
    body: { generations: ids.slice(0, 3).map((generationId) => ({ generationId, mapped: 0.3, mounted: true })) },
  });
  const page = await newPage(browser, proxy.url, { viewport: { width: 1366, height: 4400 } });
  await signIn(page, sandbox);
  await page.getByText(`${rows.length} services`, { exact: true }).waitFor();
  const shown = new Set(await cells(page));
  assert.deepEqual([...PAYLOADS, ...ids].filter((text) => !shown.has(text)), []);
  await assertOnlyText(page);
  page.assertClean();

  for (const n of [0, 1, 2, 3]) {
    await grid(page).getByRole("link").nth(PAYLOADS.length + n).click();
    const heading = page.getByRole("heading", { level: 1 });
    await heading.filter({ hasNotText: "Services" }).waitFor();
    assert.equal(await heading.textContent(), ids[n]);
    const address = page.url();
    await page.reload();
    await grid(page, "Generations").waitFor();
    assert.equal(await heading.textContent(), ids[n], "its address leads back to it");
    assert.equal(page.url(), address);
    await assertOnlyText(page);
    await page.goBack();
    await grid(page).waitFor();
  }
  page.assertClean();
  await page.close();
});

test("stored markup in keys is text", async () => {
  const rows = PAYLOADS.map((text, n) => ({ id: `k${n}`, key: "******", label: text, description: text, createdBy: text }));
  proxy.when({ method: "GET", path: ADMIN_KEYS }, { status: 200, body: rows });
  const page = await newPage(browser, proxy.url, { viewport: { width: 1600, height: 2600 } });
  await signIn(page, sandbox, "/nodes/main/keys");
  await page.getByText(`${rows.length} keys`, { exact: true }).waitFor();
  const shown = await cells(page, "Admin keys");
  for (const text of PAYLOADS) assert.equal(shown.filter((cell) => cell === text).length, 3, text);
  await assertOnlyText(page);
  await grid(page, "Admin keys").getByRole("button", { name: /^Delete / }).first().click();
  await page.getByRole("alertdialog").getByText(PAYLOADS[0], { exact: false }).first().waitFor();
  await assertOnlyText(page);
  page.assertClean();
  await page.close();
});

test("markup in errors, their types and their request ids is text", async () => {
  const page = await atServices();
  const [script, image, svg] = [PAYLOADS[0], PAYLOADS[2], PAYLOADS[7]];
  proxy.when(CREATE, { status: 409, headers: { "x-request-id": svg }, body: { errorType: script, message: image } });
  await page.getByRole("button", { name: "Create service" }).first().click();
  await page.getByRole("textbox", { name: "Service id" }).fill("any");
  await page.keyboard.press("Enter");
  const alert = page.getByRole("dialog").getByRole("alert");
  await alert.getByText("Details").click();
  const told = await alert.textContent();
  for (const text of [script, image]) assert.ok(told.includes(text), text);
  await assertOnlyText(page);
  page.assertClean({ except: [answered(409)] });
  await page.close();
});

test("the console refuses to be framed, by its own origin and by another one", async () => {
  const framer = http.createServer((_, response) => response.writeHead(200, HTML).end(`<iframe src="${sandbox.url}/"></iframe>`));
  framer.listen(0, "127.0.0.1");
  await once(framer, "listening");
  proxy.when("/framer", { status: 200, headers: HTML, body: '<iframe src="/"></iframe>' });
  for (const address of [`http://127.0.0.1:${framer.address().port}/`, `${proxy.url}/framer`]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(address);
    const [frame] = page.mainFrame().childFrames();
    assert.match(frame.url(), /^chrome-error:/, address);
    await context.close();
  }
  framer.closeAllConnections();
  framer.close();
});

test("every answer carries the security headers, errors too", async () => {
  for (const path of ["/", "/config.json", "/nothing.js", "/nodes/main/services", LIST, "/apinode/nowhere", "/automation/v2/validatetoken", "/packages/x.zip"]) {
    const { headers } = await fetch(sandbox.url + path, { headers: { accept: "text/html" } });
    assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'.*frame-ancestors 'none'/, path);
    assert.ok(!/unsafe-inline|'unsafe-eval'/.test(headers.get("content-security-policy")), path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "no-referrer", path);
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin", path);
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin", path);
  }
});

test("the network is gone and comes back: nothing is lost and no reload is needed", async () => {
  const page = await atServices();
  await row(page, "alpha").waitFor();
  await proxy.down();
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByText("This may be old").waitFor();
  assert.ok(await row(page, "alpha").isVisible());
  await proxy.up();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("This may be old").waitFor({ state: "hidden" });
  page.assertClean({ except: [BROKEN] });
  await page.close();
});

test("a service that someone else has deleted is told on its page", async () => {
  await createServices(sandbox, "soon-gone");
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, servicePath("soon-gone"));
  await page.getByText("No generations yet").waitFor();
  await call(sandbox, "DELETE", "services/soon-gone");
  await page.getByRole("button", { name: "Load again" }).first().click();
  await page.getByText("The node does not list this service").waitFor();
  page.assertClean({ except: [answered(404)] });
  await page.close();
});
