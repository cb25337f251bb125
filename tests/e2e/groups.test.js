// Groups: one is made, its members may do something, users come and go, and it is deleted with what goes along.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, newPage } from "./support/browser.js";
import { answered, grid, messageOf, pick, row, signIn, toast } from "./support/console.js";
import { startSandbox } from "./support/sandbox.js";

const GROUPS = "/access/groups";
const NAME = "on call 24/7 – été";
let sandbox, browser;

before(async () => {
  [sandbox, browser] = await Promise.all([startSandbox({ demo: true }), launch()]);
});
after(async () => {
  await browser?.close();
  await sandbox?.stop();
});

async function groups() {
  const page = await newPage(browser, sandbox.url);
  await signIn(page, sandbox, GROUPS);
  await grid(page, "Groups").getByRole("row").nth(1).waitFor();
  return page;
}

async function open(name) {
  const page = await groups();
  await row(page, name, "Groups").getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return page;
}

const tick = (page, name) => page.getByRole("checkbox", { name });

test("a group is created, and then what its members may do; the server has it as it was sent", async () => {
  const page = await groups();
  await page.getByRole("button", { name: "Create group" }).click();
  const dialog = page.getByRole("dialog", { name: "Create group" });
  const name = dialog.getByRole("textbox", { name: "Name" });
  await dialog.getByRole("button", { name: "Create group" }).click();
  assert.match(await messageOf(name), /Give a name/);
  await name.fill("fraud");
  assert.match(await messageOf(name), /There is a group “fraud” already/);
  await name.fill(NAME);
  await dialog.getByRole("button", { name: "Create group" }).click();
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor();

  const save = page.getByRole("button", { name: "Save group" });
  await tick(page, "Create projects from macros").waitFor();
  assert.equal(await save.getAttribute("aria-disabled"), "true");
  await tick(page, "Write safe code").check();
  await page.getByRole("textbox", { name: "Description" }).fill("Wakes up at night");
  await page.getByText("2 changes that are not saved yet").waitFor();
  await tick(page, "Members are administrators").check();
  await page.getByText("Its members may do everything on this server").waitFor();
  await tick(page, "Members are administrators").uncheck();
  await save.click();
  await page.getByText("Saved. The server has it as you sent it.").waitFor();
  await page.reload();
  await tick(page, "Write safe code").and(page.locator(":checked")).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Description" }).inputValue(), "Wakes up at night");
  assert.equal(await tick(page, "Write unsafe code").isChecked(), false);
  page.assertClean();
  await page.close();
});

test("members are added and removed, with a result for each; their other groups stay", async () => {
  const page = await open(NAME);
  await page.getByText("No members").waitFor();
  await page.getByRole("button", { name: "Add members" }).first().click();
  const dialog = page.getByRole("dialog", { name: `Add members to ${NAME}` });
  await dialog.getByRole("searchbox").fill("keller");
  for (const login of ["a.keller", "b.keller"]) await dialog.getByRole("checkbox", { name: `Select ${login}` }).check();
  await dialog.getByRole("button", { name: "Add 2 users" }).click();
  const adding = page.getByRole("dialog", { name: `Add 2 users to ${NAME}` });
  await adding.getByText("2 of 2", { exact: true }).waitFor();
  await adding.getByRole("button", { name: "Close" }).last().click();
  await row(page, "b.keller", "Members").waitFor();

  await page.getByRole("checkbox", { name: "Select a.keller" }).check();
  await page.getByRole("button", { name: "Remove from the group" }).click();
  const removing = page.getByRole("alertdialog", { name: `Remove 1 user from ${NAME}` });
  await removing.getByRole("button", { name: "Remove", exact: true }).click();
  await removing.getByText("1 of 1", { exact: true }).waitFor();
  await removing.getByRole("button", { name: "Close" }).last().click();
  await row(page, "a.keller", "Members").waitFor({ state: "hidden" });
  await row(page, "b.keller", "Members").getByRole("link", { name: "b.keller" }).click();
  await page.getByRole("heading", { level: 1, name: "b.keller" }).waitFor();
  page.assertClean();
  await page.close();
});

test("a group is deleted only by its name, and the last one of administrators not at all", async () => {
  const page = await open(NAME);
  await pick(page, "More actions", "Delete group");
  const dialog = page.getByRole("alertdialog", { name: `Delete the group “${NAME}”?` });
  await dialog.getByText("1 user", { exact: true }).waitFor();
  await dialog.getByText("none", { exact: true }).waitFor();
  await dialog.getByRole("textbox", { name: /^Type/ }).fill(NAME);
  await dialog.getByRole("button", { name: "Delete group" }).click();
  await toast(page, `Deleted the group “${NAME}”.`);
  await grid(page, "Groups").getByRole("row").nth(1).waitFor();
  await row(page, NAME, "Groups").waitFor({ state: "hidden" });

  const admins = grid(page, "Groups").getByRole("row").filter({ hasText: "administrators" }).last();
  const remove = admins.getByRole("button", { name: /^Delete / });
  assert.equal(await remove.getAttribute("aria-disabled"), "true");
  await remove.hover();
  await page.getByText("Only its members are administrators: nobody could manage this server any more.").waitFor();
  await page.getByRole("link", { name: "administrators", exact: true }).click();
  await tick(page, "Members are administrators").uncheck();
  const save = page.getByRole("button", { name: "Save group" });
  await save.and(page.locator("[aria-disabled=true]")).waitFor();
  await tick(page, "Members are administrators").check();
  page.assertClean();
  await page.close();
});

test("who is no administrator is told so, and nothing is offered that would be refused", async () => {
  const page = await newPage(browser, sandbox.url);
  await signIn(page, sandbox, "/as/e.ito/access/groups");
  await page.getByText("You see what the server shows to everyone").waitFor();
  assert.equal(await page.getByRole("button", { name: "Create group" }).first().getAttribute("aria-disabled"), "true");
  page.assertClean({ except: [answered(403)] });
  await page.close();
});
