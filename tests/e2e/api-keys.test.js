// API keys of DSS: one's own with rotation, everyone's, global ones, and the composer of project-level keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, messageOf, pick, row, secretIsNowhere, signIn, toast } from "./support/console.js";
import { stage } from "./support/stage.js";

const OWN = "/account/keys";
const ALL = "/access/keys";
const BASE = "/dss/dip/publicapi";

let sandbox, browser, proxy;
stage({ demo: true }, (ready) => ({ sandbox, browser, proxy } = ready));

const button = (scope, name) => scope.getByRole("button", { name, exact: true });
const field = (scope, name) => scope.getByRole("textbox", { name, exact: true }).or(scope.getByRole("combobox", { name, exact: true }));
const box = (scope, name) => scope.getByRole("checkbox", { name, exact: true });

/** Uses a key as a program would. */
function use(secret) {
  const authorization = `Basic ${Buffer.from(`${secret}:`).toString("base64")}`;
  return fetch(`${sandbox.url}${BASE}/auth/info`, { headers: { authorization } });
}

/** Takes the secret that is shown, says that it is stored, and leaves. */
async function store(page, name) {
  const shown = page.getByRole("dialog", { name: `The key “${name}”` });
  await shown.waitFor();
  const secret = await shown.locator("code").innerText();
  assert.ok(secret.length >= 16);
  await box(shown, "I have stored it").check();
  await button(shown, "Close").click();
  await shown.waitFor({ state: "hidden" });
  return secret;
}

async function createOwn(page, label) {
  await button(page, "Create key").click();
  const asking = page.getByRole("dialog", { name: "Create personal key" });
  await field(asking, "Label").fill(label);
  await page.keyboard.press("Enter");
  return store(page, label);
}

test("a key of mine is made: a label is wanted, the secret is shown once and is nowhere afterwards", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, OWN);
  await page.getByText("No personal keys").waitFor();
  await button(page, "Create key").click();
  const asking = page.getByRole("dialog", { name: "Create personal key" });
  await button(asking, "Create key").click();
  assert.match(await messageOf(field(asking, "Label")), /Give a label/);
  await field(asking, "Label").fill("laptop / 100 %");
  await field(asking, "Description").fill("for <b>tests</b>");
  await button(asking, "Create key").click();
  const shown = page.getByRole("dialog", { name: "The key “laptop / 100 %”" });
  await shown.waitFor();
  await page.keyboard.press("Escape");
  await button(shown, "Close").press("Enter");
  assert.ok(await shown.isVisible(), "it cannot be lost by mistake");
  const secret = await store(page, "laptop / 100 %");
  assert.equal((await use(secret)).status, 200);
  await row(page, "laptop / 100 %", "My API keys").getByText("for <b>tests</b>").waitFor();
  await secretIsNowhere(page, secret);
  await page.getByRole("link", { name: "Journal" }).click();
  await grid(page, "Calls").getByRole("row").nth(1).waitFor();
  await button(page, "All as a script").click();
  await page.getByRole("region", { name: "Script" }).waitFor();
  await secretIsNowhere(page, secret);
  page.assertClean();
  await page.close();
});

test("a key of mine is renamed and deleted, and is dead at once", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, OWN);
  const secret = await createOwn(page, "short-lived");
  await pick(page, "Actions for short-lived", "Rename");
  const dialog = page.getByRole("dialog", { name: "Rename “short-lived”" });
  await field(dialog, "Label").and(page.locator(":focus")).waitFor();
  await page.waitForFunction(() => document.activeElement.value === "short-lived");
  await field(dialog, "Label").fill("");
  assert.match(await messageOf(field(dialog, "Label")), /Give a label/);
  await field(dialog, "Label").fill("renamed");
  await button(dialog, "Save key").click();
  await dialog.getByText("Saved. The server has it as you sent it.").waitFor();
  await button(dialog, "Close").last().click();
  await row(page, "renamed", "My API keys").waitFor();
  await pick(page, "Actions for renamed", "Delete");
  await button(page.getByRole("alertdialog", { name: "Delete the key “renamed”?" }), "Delete key").click();
  await toast(page, "Deleted the key “renamed”.");
  await row(page, "renamed", "My API keys").waitFor({ state: "detached" });
  assert.notEqual((await use(secret)).status, 200);
  page.assertClean();
  await page.close();
});

test("a key is rotated: the old one is watched across a reload, and goes when it has fallen silent", async () => {
  const page = await newPage(browser, proxy.url);
  await page.clock.install();
  await signIn(page, sandbox, OWN);
  const old = await createOwn(page, "robot");
  await pick(page, "Actions for robot", "Rotate");
  const dialog = page.getByRole("dialog", { name: "Rotate “robot”" });
  await field(dialog, "Label of the successor").fill("robot 2");
  await field(dialog, "Silence before the old key may go").selectOption("1 hour");
  await button(dialog, "Create successor").click();
  const successor = await store(page, "robot 2");
  const list = page.getByRole("region", { name: "Rotating the key “robot”" });
  await list.getByText("The successor “robot 2” was made.").waitFor();
  await list.getByText("First put the new key in place").waitFor({ state: "attached" });
  await button(list, "It is in place everywhere").click();
  assert.equal((await use(old)).status, 200);
  await list.getByText("Last used just now").waitFor();
  await secretIsNowhere(page, successor);

  await page.reload();
  await list.getByText(/Last used (just now|1 minute ago)/).waitFor();
  await page.clock.fastForward("40:00");
  await list.getByText(/If it stays silent it may go in (19|20) minutes/).waitFor();
  await page.clock.fastForward("21:00");
  await list.getByText("The old key has been silent for long enough.").waitFor();
  await button(list, "Revoke the old key").click();
  const asking = page.getByRole("alertdialog", { name: "Delete the key “robot”?" });
  await button(asking, "Delete key").click();
  await list.or(page.getByRole("region", { name: /^Rotating the key/ })).getByText("The old key is gone.").waitFor();
  assert.notEqual((await use(old)).status, 200);
  assert.equal((await use(successor)).status, 200);
  await button(page.getByRole("region", { name: /^Rotating the key/ }), "Done").click();
  await page.getByRole("region", { name: /^Rotating the key/ }).waitFor({ state: "detached" });
  page.assertClean();
  await page.close();
});

test("everyone's keys are there, one user's by the filter", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, ALL);
  await row(page, "price upload", "Personal keys").waitFor();
  await field(page, "User").selectOption("a.keller");
  await row(page, "price upload", "Personal keys").waitFor({ state: "detached" });
  await row(page, "laptop", "Personal keys").waitFor();
  assert.match(page.url(), /user=a/);
  page.assertClean();
  await page.close();
});

async function newGlobal(page, label) {
  await button(page, "Create global key").click();
  const dialog = page.getByRole("dialog", { name: "Create global key" });
  await field(dialog, "Label").fill(label);
  return dialog;
}

test("a global key gets groups in one step", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, `${ALL}?tab=global`);
  const dialog = await newGlobal(page, "with groups");
  await field(dialog, "Rights").selectOption("What groups may do (14.3 and later)");
  await button(dialog, "Create key").click();
  await dialog.getByText("Pick at least one group").waitFor();
  await box(dialog, "logistics").check();
  await button(dialog, "Create key").click();
  await store(page, "with groups");
  await row(page, "with groups", "Global keys").getByText("group logistics").waitFor();
  page.assertClean();
  await page.close();
});

test("a global key with rights over projects takes two steps; where the second fails, it is told and finished", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, `${ALL}?tab=global`);
  const dialog = await newGlobal(page, "reader");
  await field(dialog, "Project").fill("PARCELS");
  await button(dialog, "Add project").click();
  await box(dialog, "Write project content").check();
  await field(dialog, "Expires after").fill("10");
  await field(dialog, "Associated user").fill("a.keller");
  const fault = proxy.when({ method: "PUT", path: /global-api-keys/ }, { status: 503, body: { message: "The node is being restarted" } });
  await button(dialog, "Create key").click();
  const half = page.getByRole("dialog", { name: "The key “reader” is half done" });
  await half.getByText("its rights over projects, its end, its associated user").waitFor();
  await half.getByText("The node is being restarted").waitFor();
  fault.remove();
  await button(half, "Finish key").click();
  await store(page, "reader");
  const line = row(page, "reader", "Global keys");
  await line.getByText("1 project").waitFor();
  await line.getByText("soon").waitFor();
  await line.getByText("a.keller").waitFor();
  page.assertClean({ except: [answered(503)] });
  await page.close();
});

test("a global key is edited on its page, and leads to what it can do", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, `${ALL}/gmany`);
  await page.getByRole("heading", { level: 1, name: "dashboards" }).waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll("input")].some((input) => input.value === "dashboards"));
  await field(page, "Description").fill("for the wall");
  await page.locator("summary").filter({ hasText: "PRICES" }).click();
  await box(page.getByRole("group", { name: "Rights over PRICES" }), "Run scenarios").check();
  await button(page, "Remove FRAUD").click();
  await field(page, "Life").fill("many");
  assert.match(await messageOf(field(page, "Life")), /Give whole days/);
  await page.locator("button[aria-disabled=true]").filter({ hasText: "Save key" }).waitFor();
  await field(page, "Life").fill("");
  await button(page, "Save key").click();
  await page.getByText("Saved. The server has it as you sent it.").waitFor();
  await page.reload();
  await page.locator("summary").filter({ hasText: "PRICES" }).getByText("Run scenarios").waitFor();
  assert.equal(await page.locator("summary").filter({ hasText: "FRAUD" }).count(), 0);
  await page.getByRole("link", { name: "What can this key do?" }).click();
  await row(page, "PRICES", "Rights by project").getByText("Run scenarios").waitFor();
  page.assertClean();
  await page.close();
});

test("a project-level key is composed and not made", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, ALL);
  await page.getByRole("tab", { name: "Project-level" }).click();
  await page.getByText("The API has no call for project-level keys").waitFor();
  await field(page, "Project").fill("PARCELS");
  await box(page.getByRole("group", { name: "Over the whole project" }), "Write project content").check();
  await field(page, "Dataset").fill("orders");
  await button(page, "Add dataset").click();
  await box(page.getByRole("group", { name: "On orders" }), "Read data").check();
  const composed = JSON.parse(await page.getByRole("region", { name: "Permissions as JSON" }).innerText());
  assert.deepEqual(composed, { datasets: { orders: ["READ_DATA"] }, project: ["WRITE_CONF"] });
  await page.getByText("In DSS, open PARCELS").waitFor();
  assert.deepEqual(proxy.log.filter((line) => line.includes("/dss/") && !line.startsWith("GET ")), []);
  page.assertClean();
  await page.close();
});
