// What networks and gateways do to a console, and what it shows then.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { BROKEN, answered, grid, row, servicePath, signIn } from "./support/console.js";
import { KEY, call, createServices, services } from "./support/node.js";
import { stage } from "./support/stage.js";

const LIST = "/apinode/admin/api/services";
const CREATE = { method: "POST", path: "/apinode/admin/api/services/" };
const HTML = { "content-type": "text/html" };

let sandbox, browser, proxy;

stage({ key: KEY }, async (all) => {
  ({ sandbox, browser, proxy } = all);
  await createServices(sandbox, "alpha", "beta");
});

/** Signed in, on the list. */
async function atServices() {
  const page = await newPage(browser, proxy.url);
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
  await page.clock.fastForward("00:04");
  await page.getByRole("status").getByText("Still waiting for the server.").waitFor();
  await page.clock.fastForward("00:28");
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

test("a key that was added without its secret is told, and not called a failure", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, "/nodes/main/keys");
  await page.getByRole("button", { name: "Add key" }).first().click();
  await page.getByRole("textbox", { name: "Label" }).fill("hidden-secret");
  proxy.when({ method: "POST", path: "/apinode/admin/api/keys" }, { status: 200, body: { id: "k1", key: "******", label: "hidden-secret" } });
  await page.keyboard.press("Enter");
  const told = page.getByRole("dialog").getByRole("alert");
  await told.getByText("The answer holds no key. It was done").waitFor();
  await told.getByText("No key was received").waitFor();
  page.assertClean();
  await page.close();
});
