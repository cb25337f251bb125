// The control plane: lists that the server cuts into pages, records that are changed by patches, keys that are shown once.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, newContext, watchedPage } from "./support/browser.js";
import { grid, messageOf, row, secretIsNowhere, signIn, toast } from "./support/console.js";
import { startSandbox } from "./support/sandbox.js";

const MANY = 5_000;
/** Owns a project of the demo data. */
const OWNER = "ada.abara";
let sandbox, browser;

before(async () => {
  [sandbox, browser] = await Promise.all([startSandbox({ demo: MANY, args: ["--job-ms", "300"] }), launch()]);
});
after(async () => {
  await browser?.close();
  await sandbox?.stop();
});

async function open(path, table) {
  const context = await newContext(browser, sandbox.url, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = await watchedPage(context, sandbox.url);
  await signIn(page, sandbox, path);
  if (table) await grid(page, table).getByRole("row").nth(1).waitFor();
  return page;
}

const status = (page, words) => page.getByRole("status").filter({ hasText: words }).first().waitFor();
const press = (within, name) => within.getByRole("button", { name, exact: true }).click();
const firstName = (page) => grid(page, "Users").getByRole("row").nth(1).getByRole("gridcell").nth(1).innerText();

/** The dialog for a new user, with all that is needed. */
async function filled(page, username) {
  await press(page, "Create user");
  const dialog = page.getByRole("dialog", { name: "Create user" });
  const field = (name) => dialog.getByRole("textbox", { name, exact: true });
  await field("Username").fill(username);
  await field("First name").fill("Nadia");
  await field("Last name").fill("K.");
  await field("E-mail").fill(`${username}@example.org`);
  return dialog;
}

/** Makes a user by the dialog. */
async function create(page, username) {
  await press(await filled(page, username), "Create user");
  await page.getByRole("heading", { level: 1, name: username }).waitFor();
}

test("five thousand users: each page is asked of the server, and the address holds page, size, order and conditions", async () => {
  const page = await open("/control/users", "Users");
  await status(page, /^1–50 of 5,\d{3} users$/);
  const first = await firstName(page);
  await press(page, "Next");
  await status(page, /^51–100 of 5,\d{3} users$/);
  assert.notEqual(await firstName(page), first);
  assert.match(page.url(), /[?&]page=2/);
  await page.getByRole("combobox", { name: "Rows of a page" }).selectOption("200");
  await status(page, /^1–200 of /);
  await press(page, "Last");
  await status(page, /^5,001 of 5,001 users/);
  await page.reload();
  await status(page, /^5,001 of 5,001 users/);
  // A page that is not there leads to the last one.
  await page.goto("/control/users?size=200&page=9999");
  await status(page, /^5,001 of 5,001 users/);
  await page.waitForURL(/[?&]page=26(&|$)/);

  // The search is over all records, and begins at the first page.
  const last = await firstName(page);
  await page.getByRole("searchbox", { name: "Filter users" }).fill(last);
  await status(page, /^1 user$/);
  assert.equal(await firstName(page), last);
  await page.getByRole("searchbox", { name: "Filter users" }).fill("nobody is called so");
  await page.getByText("No users match").waitFor();
  await press(page, "Clear the filter");
  await status(page, /^1–50 of /);

  const head = page.getByRole("columnheader", { name: "Username" });
  await head.getByRole("button").click();
  await head.and(page.locator("[aria-sort=ascending]")).waitFor();
  await head.getByRole("button").click();
  await head.and(page.locator("[aria-sort=descending]")).waitFor();
  assert.match(page.url(), /sort=-username/);
  await page.assertClean();
});

test("a condition is one more filter of the server, stands in the address, and can be taken away", async () => {
  const page = await open("/control/users", "Users");
  await press(page, "Add condition");
  const dialog = page.getByRole("dialog", { name: "Add condition" });
  await dialog.getByRole("combobox", { name: "Field" }).selectOption("uid");
  await press(dialog, "Add condition");
  assert.match(await messageOf(dialog.getByRole("textbox", { name: "Value" })), /Give a value/);
  await dialog.getByRole("textbox", { name: "Value" }).fill("seven");
  await press(dialog, "Add condition");
  assert.match(await messageOf(dialog.getByRole("textbox", { name: "Value" })), /whole number/);
  await dialog.getByRole("combobox", { name: "Field" }).selectOption("admin_status");
  await dialog.getByRole("combobox", { name: "Value" }).selectOption("down");
  await press(dialog, "Add condition");
  await page.waitForURL(/f~2eadmin_status=is~3adown|f\.admin_status=is/);
  await page.getByRole("group", { name: "Conditions" }).getByText("Admin status is down", { exact: true }).waitFor();
  await page.getByRole("status").filter({ hasText: /users$/ }).filter({ hasNotText: "5,001" }).first().waitFor();
  const states = await grid(page, "Users").locator(".grid-body [role=row] [aria-colindex='7']").allInnerTexts();
  assert.ok(states.length > 0);
  assert.deepEqual([...new Set(states)], ["down"]);
  await press(page, "Take away: Admin status is down");
  await status(page, /^1–50 of 5,/);
  await page.assertClean();
});

test("two browsers change different fields of one user: both changes stay; the same field is asked about", async () => {
  const mine = await open("/control/users", "Users");
  await create(mine, "patched.one");
  const theirs = await open(new URL(mine.url()).pathname);
  await theirs.getByRole("heading", { level: 1, name: "patched.one" }).waitFor();

  const edit = async (page, field, text) => {
    await press(page, "Edit user");
    const dialog = page.getByRole("dialog", { name: "Edit patched.one" });
    await dialog.getByRole("textbox", { name: field, exact: true }).fill(text);
    return dialog;
  };
  const a = await edit(mine, "Job title", "Pilot");
  const b = await edit(theirs, "Department", "Harbour");
  const sent = a.getByRole("region", { name: "What is sent" });
  assert.deepEqual(JSON.parse(await sent.innerText()).data.attributes, { job_title: "Pilot" });
  await press(b, "Save");
  await toast(theirs, "Saved patched.one.");
  await press(a, "Save");
  await toast(mine, "Saved patched.one.");
  await mine.getByText("Harbour", { exact: true }).waitFor();
  await mine.getByText("Pilot", { exact: true }).waitFor();

  await press(theirs, "Load again");
  await theirs.getByText("Pilot", { exact: true }).waitFor();
  const again = await edit(mine, "Job title", "Captain");
  const other = await edit(theirs, "Job title", "Mate");
  await other.getByRole("textbox", { name: "Department", exact: true }).fill("Quay");
  await press(other, "Save");
  await theirs.getByText("Mate", { exact: true }).waitFor();
  await press(again, "Save");
  await again.getByText("Somebody else has changed the same meanwhile").waitFor();
  await again.getByText("Job title: on the server now Mate").waitFor();
  assert.equal(await again.getByRole("textbox", { name: "Department", exact: true }).inputValue(), "Quay");
  await press(again, "Save mine all the same");
  await mine.getByText("Captain", { exact: true }).waitFor();
  await mine.getByText("Quay", { exact: true }).waitFor();
  await mine.assertClean();
  await theirs.assertClean();
});

/** Picks one by the keyboard. */
async function pick(dialog, field, name) {
  const box = dialog.getByRole("combobox", { name: field });
  await box.fill(name);
  await dialog.getByRole("option", { name }).first().waitFor();
  await box.press("Enter");
  await dialog.getByRole("button", { name: `Take away: ${name}` }).waitFor();
}

test("a new user gets its groups and the primary one, which can be another one later", async () => {
  const page = await open("/control/users", "Users");
  const dialog = await filled(page, "grouped.one");
  await pick(dialog, "User groups", "logistics");
  await pick(dialog, "User groups", "fraud");
  await pick(dialog, "User groups", "research");
  await press(dialog, "Take away: research");
  await dialog.getByRole("combobox", { name: "Primary group" }).selectOption({ label: "fraud" });
  await press(dialog, "Create user");
  await page.getByRole("heading", { level: 1, name: "grouped.one" }).waitFor();

  const groups = page.locator("section", { has: page.getByRole("heading", { name: "User groups" }) });
  const inGroup = (name) => groups.getByRole("listitem").filter({ hasText: name });
  // The job puts the user there, and the page is read again at its end.
  await inGroup("all_users").waitFor();
  await inGroup("fraud").getByText("primary", { exact: true }).waitFor();
  await inGroup("logistics").waitFor();
  assert.equal(await inGroup("research").count(), 0);
  // The primary group is one of the groups: it cannot be left before there is another.
  await inGroup("fraud").getByRole("button", { name: "Remove fraud" }).hover();
  await page.getByRole("tooltip").filter({ hasText: "make another one primary first" }).waitFor();
  await inGroup("logistics").getByRole("button", { name: "Make logistics primary" }).press("Enter");
  await inGroup("logistics").getByText("primary", { exact: true }).waitFor();
  await press(inGroup("fraud"), "Remove fraud");
  await inGroup("fraud").waitFor({ state: "detached" });
  await page.reload();
  await inGroup("logistics").getByText("primary", { exact: true }).waitFor();
  await page.assertClean();
});

test("a job that is waited for and fails says why, and leads to what was made", async () => {
  const page = await open("/control/users", "Users");
  const dialog = await filled(page, "failing-job");
  await dialog.getByRole("checkbox", { name: "Wait here until the job has ended" }).check();
  await press(dialog, "Create user");
  await dialog.getByRole("alert").getByText("no space left").waitFor();
  await dialog.getByRole("button", { name: "Create user", exact: true }).and(page.locator("[aria-disabled=true]")).waitFor();
  await press(dialog, "Look at it");
  await page.getByRole("heading", { level: 1, name: "failing-job" }).waitFor();
  await page.assertClean();
});

test("an access key is shown once, and stands nowhere afterwards", async () => {
  const page = await open("/control/access-keys");
  await press(page, "Create access key");
  const dialog = page.getByRole("dialog", { name: "Create access key" });
  await dialog.getByRole("textbox", { name: "Label" }).fill("night jobs");
  await dialog.getByRole("combobox", { name: "Life" }).selectOption({ label: "30 days" });
  await press(dialog, "Create access key");
  const shown = page.getByRole("dialog", { name: "The key “night jobs”" });
  const secret = (await shown.locator("code").innerText()).trim();
  assert.ok(secret.length >= 20, secret);
  await shown.getByRole("checkbox", { name: "I have stored it" }).check();
  await press(shown, "Close");
  await row(page, "night jobs", "Access keys").waitFor();
  await secretIsNowhere(page, secret);

  await page.getByRole("link", { name: "night jobs" }).click();
  await page.getByRole("heading", { level: 1, name: "night jobs" }).waitFor();
  await secretIsNowhere(page, secret);
  await press(page, "Delete access key");
  const sure = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await press(sure, "Delete access key");
  await toast(page, /night jobs is (being )?deleted/);
  await secretIsNowhere(page, secret);
  await page.assertClean();
});

test("all that fit are disabled, several at a time, with a result for each", async () => {
  const page = await open("/control/users", "Users");
  await create(page, "batch.one");
  await page.goBack();
  await create(page, "batch.two");
  await page.goBack();
  await page.getByRole("searchbox", { name: "Filter users" }).fill("batch.");
  await status(page, /^2 users$/);
  await page.getByRole("checkbox", { name: "Select batch.one" }).check();
  await press(page, "All 2 that fit");
  await page.getByRole("menuitem", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog", { name: "Disable 2 users" });
  await press(dialog, "Disable");
  await dialog.getByText("2 of 2").waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await grid(page, "Users").getByRole("gridcell", { name: "down" }).nth(1).waitFor();
  await page.assertClean();
});

test("many are deleted, and each row says how its job has ended", async () => {
  const page = await open("/control/users", "Users");
  for (const name of ["gone.one", "gone.two"]) {
    const dialog = await filled(page, name);
    await dialog.getByRole("checkbox", { name: "Wait here until the job has ended" }).check();
    await press(dialog, "Create user");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.goBack();
  }
  await page.getByRole("searchbox", { name: "Filter users" }).fill("gone.");
  await status(page, /^2 users$/);
  for (const name of ["gone.one", "gone.two"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await press(page, "Delete");
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await press(dialog, "Delete");
  await dialog.getByText("2 of 2").waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("No users match").waitFor();

  await page.getByRole("searchbox", { name: "Filter users" }).fill(OWNER);
  await page.getByRole("checkbox", { name: `Select ${OWNER}`, exact: true }).check();
  await press(page, "Delete");
  await press(dialog, "Delete");
  await dialog.getByText(/The job failed\. user owns projects: .* \(status 412\)/).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.assertClean();
});

test("the members of a group that are not shown are found by name; nobody is put into the group of all, or taken out", async () => {
  const page = await open("/control/groups", "Groups");
  await page.getByRole("searchbox", { name: "Filter groups" }).fill("all_users");
  await page.getByRole("link", { name: "all_users", exact: true }).click();
  const users = page.locator("section", { has: page.getByRole("heading", { name: "Users", exact: true }) });
  await users.getByText(/^and 4,\d{3} more/).waitFor();
  const names = await users.getByRole("listitem").allInnerTexts();
  const last = await lastUser(page);
  assert.ok(!names.some((name) => name.trim() === last), "not among the first");
  await users.getByRole("searchbox", { name: "Filter the users" }).fill(last);
  const member = users.getByRole("listitem").filter({ hasText: last });
  await member.waitFor();
  await users.getByText(/more/).waitFor({ state: "detached" });
  for (const closed of [member.getByRole("button", { name: `Remove ${last}` }), users.getByRole("button", { name: "Add user" })]) {
    await closed.and(page.locator("[aria-disabled=true]")).hover();
    await page.getByRole("tooltip").filter({ hasText: "Every user is in this group." }).waitFor();
  }
  await page.assertClean();
});

/** The last of all by name, as a second page of the browser's context sees it. */
async function lastUser(page) {
  const other = await page.context().newPage();
  await other.goto("/control/users?sort=-username");
  await grid(other, "Users").getByRole("row").nth(1).waitFor();
  const name = await firstName(other);
  await other.close();
  return name.trim();
}

test("an address that asks for what is unknown says so, and can be mended", async () => {
  const page = await open("/control/users?f~2enosuch=is~3ax&size=7&sort=nothing", "Users");
  await page.getByText("f.nosuch=is:x, size=7, sort=nothing. It is left out, so this may be more than was meant.").waitFor();
  await grid(page, "Users").getByRole("checkbox", { name: /^Select / }).first().check();
  await press(page, /^All 5,\d{3}$/);
  await page.getByRole("menuitem", { name: /^Delete The address asks for what this list does not know/ }).waitFor();
  await page.keyboard.press("Escape");
  await press(page, "Take it out of the address");
  await page.waitForURL((url) => url.search === "");
  await page.getByText("It is left out").waitFor({ state: "detached" });

  await page.goto("/control/users?q=a%20b");
  await page.getByRole("searchbox", { name: "Filter users" }).and(page.locator("[type=search]")).waitFor();
  assert.equal(await page.getByRole("searchbox", { name: "Filter users" }).inputValue(), "a b");
  await page.assertClean();
});

test("the window is named after the record, a key may have no label, and one that is gone is said to be gone", async () => {
  const page = await open("/control/users", "Users");
  const dialog = await filled(page, "titled.one");
  await dialog.getByRole("textbox", { name: "E-mail", exact: true }).fill("nomail");
  await dialog.getByText("This does not look like an e-mail address").waitFor();
  await press(dialog, "Create user");
  await page.getByRole("heading", { level: 1, name: "titled.one" }).waitFor();
  await page.waitForFunction(() => document.title.startsWith("Control plane: user titled.one · "));

  await page.goto("/control/access-keys");
  await press(page, "Create access key");
  await press(page.getByRole("dialog", { name: "Create access key" }), "Create access key");
  const shown = page.getByRole("dialog", { name: "The new key" });
  await shown.getByRole("checkbox", { name: "I have stored it" }).check();
  await press(shown, "Close");

  await page.goto("/control/access-keys/no-such-key");
  await page.getByText("There is no such access key").waitFor();
  await page.getByText("it was deleted, or it is somebody else's").waitFor();
  assert.equal(await page.getByText("Not sent").count(), 0);
  await page.assertClean();
});
