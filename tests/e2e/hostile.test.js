// Data that wants to be markup, and pages that want to frame the console.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, signIn, toast } from "./support/console.js";
import { control } from "./support/control.js";
import { PAYLOADS } from "./support/payloads.js";
import { stage } from "./support/stage.js";

const LIST = "/apinode/admin/api/services";
const CREATE = { method: "POST", path: "/apinode/admin/api/services/" };
const KEYS = { method: "GET", path: "/apinode/admin/api/keys" };
const HTML = { "content-type": "text/html" };

let sandbox, browser, proxy;

stage({}, (all) => ({ sandbox, browser, proxy } = all));

/** Texts of a table's cells, once the last of so many rows is drawn. */
async function cells(page, table, rows) {
  await grid(page, table).locator(`[aria-rowindex="${rows + 1}"]`).waitFor({ state: "attached" });
  return grid(page, table).getByRole("gridcell").evaluateAll((cells) => cells.map((cell) => cell.textContent));
}

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
  const shown = new Set(await cells(page, "Services", rows.length));
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
  proxy.when(KEYS, { status: 200, body: rows });
  const page = await newPage(browser, proxy.url, { viewport: { width: 1600, height: 2600 } });
  await signIn(page, sandbox, "/nodes/main/keys");
  await page.getByText(`${rows.length} keys`, { exact: true }).waitFor();
  const shown = await cells(page, "Admin keys", rows.length);
  for (const text of PAYLOADS) assert.equal(shown.filter((cell) => cell === text).length, 3, text);
  await assertOnlyText(page);
  await grid(page, "Admin keys").getByRole("button", { name: /^Delete / }).first().click();
  await page.getByRole("alertdialog").getByText(PAYLOADS[0], { exact: false }).first().waitFor();
  await assertOnlyText(page);
  page.assertClean();
  await page.close();
});

test("markup in errors, their types and their request ids is text", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
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

test("a name of the control plane that turns what stands around it is shown as it is", async () => {
  const username = "a\u202eb/..<b>";
  const shown = "a[U+202E]b/..<b>";
  const attributes = { username, first_name: "A", last_name: "B", email: "a@example.org" };
  const { data } = await control(sandbox, "POST", "users", { type: "user", attributes });
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, "/control/users");
  await grid(page, "Users").getByRole("link", { name: shown, exact: true }).click();
  const heading = page.getByRole("heading", { level: 1, name: shown });
  await heading.waitFor();
  assert.ok(page.url().includes(data.id));
  await page.getByRole("button", { name: "Edit user" }).click();
  const dialog = page.getByRole("dialog", { name: `Edit ${shown}` });
  await dialog.getByRole("textbox", { name: "Job title" }).fill("Pilot");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await toast(page, `Saved ${shown}.`);
  assert.equal(await page.evaluate(() => [document.body.textContent, document.title].join().includes("\u202e")), false);
  const { data: kept } = await control(sandbox, "GET", `users/${data.id}`);
  assert.equal(kept.attributes.username, username, "the name itself is as it was");
  await assertOnlyText(page);
  page.assertClean();
  await page.close();
});
