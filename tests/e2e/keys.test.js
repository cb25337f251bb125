// An admin key: made, stored, used to sign in with, and deleted while it is in use.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, newContext, newPage, watchedPage } from "./support/browser.js";
import { answered, grid, messageOf, row, signIn, toast } from "./support/console.js";
import { startSandbox } from "./support/sandbox.js";

const KEYS = "/nodes/main/keys";
const NODE = { id: "main", name: "Main node", base: "apinode" };
const BY_SESSION = { automation: { base: "automation" }, api_nodes: [{ ...NODE, sign_in: "session" }] };
const BY_KEY = { api_nodes: [{ ...NODE, sign_in: "api_key" }] };

let sandbox, browser, folder, config, secret;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "pilothouse-config-"));
  config = join(folder, "config.json");
  await configure(BY_SESSION);
  [sandbox, browser] = await Promise.all([startSandbox({ config }), launch()]);
});
after(async () => {
  await browser?.close();
  await sandbox?.stop();
  await rm(folder, { recursive: true, force: true });
});

const configure = (settings) => writeFile(config, JSON.stringify(settings));
const asked = (page) => page.getByRole("dialog", { name: "API key for Main node" });

async function giveKey(page, key) {
  await asked(page).getByLabel("Admin API key", { exact: true }).fill(key);
  await asked(page).getByRole("button", { name: "Use this key" }).click();
}

test("a key is added: a bad end is refused, the secret is shown once and cannot be lost by mistake", async () => {
  const context = await newContext(browser, sandbox.url, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = await watchedPage(context, sandbox.url);
  await signIn(page, sandbox, KEYS);
  await page.getByText("No keys").waitFor();
  await page.getByRole("button", { name: "Add key" }).first().click();
  const asking = page.getByRole("dialog", { name: "Add admin key" });
  const [label, days] = ["Label", "Expires after"].map((name) => asking.getByRole("textbox", { name }));
  await asking.getByRole("button", { name: "Add key" }).click();
  assert.match(await messageOf(label), /Give a label/);
  await label.fill("release-robot");
  for (const typed of ["0", "-1", "1.5", "many", "36501"]) {
    await days.fill(typed);
    await asking.getByRole("button", { name: "Add key" }).click();
    assert.match(await messageOf(days), /whole days from 1 to 36,500/);
    assert.equal(await days.inputValue(), typed);
  }
  await days.fill("90");
  await asking.getByRole("textbox", { name: "Description" }).fill("Switches on release day");
  await page.keyboard.press("Enter");

  const shown = page.getByRole("dialog", { name: "The key “release-robot”" });
  await shown.waitFor();
  secret = (await shown.getByRole("code").textContent()).trim();
  assert.match(secret, /^\S{16,}$/);
  await page.keyboard.press("Escape");
  await shown.getByRole("button", { name: "Close" }).click({ force: true });
  assert.ok(await shown.isVisible(), "neither Escape nor the closed button leaves it");
  await shown.getByRole("button", { name: "Copy the key" }).click();
  await shown.getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);
  await shown.getByRole("checkbox", { name: "I have stored it" }).check();
  await shown.getByRole("button", { name: "Close" }).click();
  await shown.waitFor({ state: "hidden" });

  await row(page, "release-robot", "Admin keys").getByText("Switches on release day").waitFor();
  await page.reload();
  await row(page, "release-robot", "Admin keys").waitFor();
  const everything = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...sessionStorage }));
  assert.ok(!everything.includes(secret), "the secret is gone for good");
  page.assertClean();
  await context.close();
});

test("where the node takes a key, the key is asked for, a wrong one again, and the right one opens it", async () => {
  await configure(BY_KEY);
  const page = await newPage(browser, sandbox.url);
  await page.goto("/nodes/main/services");
  await asked(page).waitFor();
  await asked(page).getByRole("button", { name: "Use this key" }).click();
  assert.match(await messageOf(asked(page).getByLabel("Admin API key", { exact: true })), /Paste an admin key/);
  await giveKey(page, "a-wrong-key");
  await asked(page).getByText("did not accept the last key").waitFor();
  await giveKey(page, secret);
  await page.getByText("No services yet").waitFor();
  await asked(page).waitFor({ state: "hidden" });
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!stored.includes(secret), "a key is kept in memory alone");
  page.assertClean({ except: [answered(401)] });
  await page.reload();
  await asked(page).waitFor();
  await page.close();
});

test("who gives no key is told that nothing was sent, and can try again", async () => {
  const page = await newPage(browser, sandbox.url);
  await page.goto("/nodes/main/services");
  await asked(page).getByRole("button", { name: "Not now" }).last().click();
  await page.getByRole("alert").getByText("Could not load the services").waitFor();
  assert.equal(await page.getByText("No services yet").count(), 0, "not shown as an empty list");
  await page.getByRole("button", { name: "Try again" }).click();
  await giveKey(page, secret);
  await page.getByText("No services yet").waitFor();
  page.assertClean();
  await page.close();
});

test("deleting the key in use warns first, and the next call asks for another one", async () => {
  const page = await newPage(browser, sandbox.url);
  await page.goto(KEYS);
  await giveKey(page, secret);
  await row(page, "release-robot", "Admin keys").getByRole("button", { name: "Delete release-robot" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete the key “release-robot”?" });
  await dialog.getByText("This may be the key that you gave this console").waitFor();
  await dialog.getByRole("button", { name: "Delete key" }).click();
  await toast(page, "Deleted the key “release-robot”.");
  await asked(page).getByText("did not accept the last key").waitFor();
  assert.ok(await asked(page).getByLabel("Admin API key", { exact: true }).evaluate((field) => field.value === ""));
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a key is deleted by its id, and Escape keeps it", async () => {
  await configure(BY_SESSION);
  const page = await newPage(browser, sandbox.url);
  await signIn(page, sandbox, KEYS);
  await page.getByRole("button", { name: "Add key" }).first().click();
  await page.getByRole("textbox", { name: "Label" }).fill("short-lived");
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: "I have stored it" }).check();
  await page.keyboard.press("Enter");
  const remove = row(page, "short-lived", "Admin keys").getByRole("button", { name: "Delete short-lived" });
  await remove.click();
  const dialog = page.getByRole("alertdialog", { name: "Delete the key “short-lived”?" });
  await dialog.waitFor();
  assert.equal(await dialog.getByText("that you gave this console").count(), 0);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await remove.and(page.locator(":focus")).waitFor();
  await remove.click();
  await dialog.getByRole("button", { name: "Delete key" }).click();
  await page.getByText("No keys").waitFor();
  assert.equal(await grid(page, "Admin keys").count(), 0);
  page.assertClean();
  await page.close();
});
