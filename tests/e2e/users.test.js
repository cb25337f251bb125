// Users: one and many are made, changed and deleted, and a list is found again by its address.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, newContext, watchedPage, newPage } from "./support/browser.js";
import { grid, messageOf, row, signIn, toast } from "./support/console.js";
import { startSandbox } from "./support/sandbox.js";

const USERS = "/access/users";
let sandbox, browser;

before(async () => {
  [sandbox, browser] = await Promise.all([startSandbox({ demo: true }), launch()]);
});
after(async () => {
  await browser?.close();
  await sandbox?.stop();
});

async function users(search = "") {
  const context = await newContext(browser, sandbox.url, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = await watchedPage(context, sandbox.url);
  await signIn(page, sandbox, USERS + search);
  await grid(page, "Users").getByRole("row").nth(1).waitFor();
  return page;
}

const user = (page, login) => row(page, login, "Users");
const find = (page, words) => page.getByRole("searchbox", { name: "Filter users" }).fill(words);
const shown = (page, words) => page.getByRole("status").filter({ hasText: words }).waitFor();

async function select(page, ...logins) {
  for (const login of logins) await page.getByRole("checkbox", { name: `Select ${login}`, exact: true }).check();
}

const act = (page, name) =>
  page.getByRole("group", { name: "Selected rows" }).getByRole("button", { name, exact: true }).click();

test("a user is created: each wrong field says so, a taken login is named, the password is shown by nothing", async () => {
  const page = await users();
  await page.getByRole("button", { name: "Create user" }).click();
  const dialog = page.getByRole("dialog", { name: "Create user" });
  const field = (name) => dialog.getByRole("textbox", { name, exact: true });
  const create = dialog.getByRole("button", { name: "Create user" });
  await field("E-mail").fill("no address");
  await dialog.getByRole("combobox", { name: "Profile" }).fill("");
  await create.click();
  assert.match(await messageOf(field("Login")), /Give a login/);
  assert.match(await messageOf(dialog.getByLabel("Password", { exact: true })), /LOCAL user signs in with it/);
  assert.match(await messageOf(field("E-mail")), /has an “@”/);
  assert.match(await messageOf(dialog.getByRole("combobox", { name: "Profile" })), /Give a profile/);
  await field("Login").fill("m.ito");
  assert.match(await messageOf(field("Login")), /There is a user “m.ito” already/);

  const login = "new one/50%@example.org";
  await field("Login").fill(login);
  await dialog.getByLabel("Password", { exact: true }).fill("opens everything 7");
  await field("E-mail").fill("new.one@example.org");
  await dialog.getByRole("combobox", { name: "Profile" }).fill("NIGHT_SHIFT_ONLY");
  await dialog.getByRole("checkbox", { name: "night shift" }).check();
  await dialog.getByText("As a script").click();
  const script = await dialog.getByRole("region", { name: "Script" }).textContent();
  assert.match(script, /NIGHT_SHIFT_ONLY/);
  assert.doesNotMatch(script, /opens everything/);
  await create.click();
  await toast(page, `Created ${login}.`);
  await find(page, "new one");
  const own = user(page, login);
  for (const words of ["night shift", "NIGHT_SHIFT_ONLY", "LOCAL", "enabled", "new.one@example.org"]) {
    await own.getByRole("gridcell", { name: words, exact: true }).waitFor();
  }
  await own.getByText("never").first().waitFor();
  const everything = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  assert.ok(!everything.includes("opens everything"), "the password is nowhere");
  await own.getByRole("link", { name: login }).click();
  await page.getByRole("heading", { level: 1, name: login }).waitFor();
  page.assertClean();
  await page.context().close();
});

test("of five pasted rows the two bad ones are named and kept, and the three good ones become users", async () => {
  const page = await users();
  await page.getByRole("button", { name: "Create many" }).click();
  const asking = page.getByRole("dialog", { name: "Create many users" });
  const rows = [
    "login,displayName,groups,password",
    "p.one,P. One,logistics|pricing,pasted secret 1",
    "m.ito,M. Ito,pricing,pasted secret 2",
    "p.two,P. Two,,pasted secret 3",
    "p.three,P. Three,,",
    "p.four,P. Four,night shift,pasted secret 4",
  ];
  await asking.getByRole("textbox", { name: "Rows" }).fill(rows.join("\n"));
  await asking.getByText("3 users will be created, 2 of the rows will not").waitFor();
  const preview = asking.getByRole("region", { name: "Rows" });
  await preview.getByRole("row").filter({ hasText: "m.ito" }).getByText("exists already").waitFor();
  await preview.getByRole("row").filter({ hasText: "p.three" }).getByText("needs a password").waitFor();
  assert.doesNotMatch(await preview.textContent(), /pasted secret/);
  await asking.getByRole("button", { name: "Create 3 users" }).click();

  const sending = page.getByRole("dialog", { name: "Create 3 users" });
  await sending.getByText("3 of 3", { exact: true }).waitFor();
  await sending.getByText("2 rows were not sent").waitFor();
  await sending.getByRole("button", { name: /^Copy what was not created/ }).click();
  await sending.getByText("Copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /m\.ito[\s\S]*p\.three/);
  assert.doesNotMatch(copied, /p\.one|pasted secret/);
  assert.doesNotMatch(await page.content(), /pasted secret/);
  await sending.getByRole("button", { name: "Close" }).last().click();
  await find(page, "p.one");
  await user(page, "p.one").getByRole("gridcell", { name: "logistics, pricing" }).waitFor();
  page.assertClean();
  await page.context().close();
});

test("many are changed at once: what they have stays, who needs no change is told, and the result stands", async () => {
  const page = await users("?q=keller");
  const groupsOf = async (login) => (await user(page, login).getByRole("gridcell").nth(4).textContent()).split(", ");
  const before = await groupsOf("b.keller");
  await select(page, "a.keller", "b.keller");
  await act(page, "Add to groups");
  const dialog = page.getByRole("dialog", { name: "Add 2 users to groups" });
  await dialog.getByRole("checkbox", { name: "contractors/2026" }).check();
  await dialog.getByRole("button", { name: "Add to groups" }).click();
  await dialog.getByText("2 of 2", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await user(page, "b.keller").getByText("contractors/2026").waitFor();
  assert.deepEqual((await groupsOf("b.keller")).sort(), [...before, "contractors/2026"].sort());

  await select(page, "a.keller", "e.keller");
  await act(page, "Set profile");
  const profile = page.getByRole("dialog", { name: "Set the profile of 2 users" });
  await profile.getByRole("combobox", { name: "Profile" }).fill("READER");
  await profile.getByRole("button", { name: "Set profile" }).click();
  await profile.getByText("2 of 2", { exact: true }).waitFor();
  await profile.getByRole("button", { name: "Close" }).last().click();

  await select(page, "a.keller", "e.keller");
  await act(page, "Disable");
  const disable = page.getByRole("dialog", { name: "Disable 2 users" });
  await disable.getByRole("button", { name: "Disable", exact: true }).click();
  await disable.getByText("2 of 2", { exact: true }).waitFor();
  await disable.getByRole("button", { name: "Close" }).last().click();
  await page.reload();
  for (const words of ["READER", "disabled"]) await user(page, "e.keller").getByRole("gridcell", { name: words }).waitFor();

  await select(page, "e.keller", "b.keller");
  await act(page, "Remove from groups");
  const leave = page.getByRole("dialog", { name: "Remove 2 users from groups" });
  await leave.getByRole("checkbox", { name: "contractors/2026" }).check();
  await leave.getByRole("button", { name: "Remove from groups" }).click();
  await leave.getByRole("listitem").filter({ hasText: "e.keller" }).getByText("nothing to change").waitFor();
  await leave.getByRole("listitem").filter({ hasText: "b.keller" }).getByText("done", { exact: true }).waitFor();
  page.assertClean();
  await page.context().close();
});

test("many are deleted, but one's own account is refused beforehand with the reason", async () => {
  const page = await users();
  await select(page, "admin", "b.ito", "100%.auto");
  await act(page, "Delete");
  const dialog = page.getByRole("alertdialog", { name: "Delete 3 users" });
  await dialog.getByText("admin: This is your own account").waitFor();
  const sure = dialog.getByRole("button", { name: "Delete", exact: true });
  assert.equal(await sure.getAttribute("aria-disabled"), "true");
  await dialog.getByRole("textbox", { name: /^Type/ }).fill("delete 3 users");
  await sure.click();
  await dialog.getByText("3 of 3, 1 not done").waitFor();
  await dialog.getByRole("listitem").filter({ hasText: "admin" }).getByText("left alone").waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await user(page, "100%.auto").waitFor({ state: "hidden" });
  await user(page, "admin").waitFor();
  page.assertClean();
  await page.context().close();
});

test("filters stand in the address: they survive a reload, and another person sees the same", async () => {
  const page = await users();
  await page.getByRole("combobox", { name: "Group" }).selectOption("night shift");
  await page.getByRole("combobox", { name: "State" }).selectOption("disabled");
  await page.getByRole("combobox", { name: "Source" }).selectOption("LOCAL");
  await shown(page, /^\d of 2\d\d users$/);
  const count = await page.getByRole("status").filter({ hasText: "users" }).first().textContent();
  await page.reload();
  await shown(page, count);
  assert.equal(await page.getByRole("combobox", { name: "Group" }).inputValue(), "night shift");
  const other = await newPage(browser, sandbox.url);
  await signIn(other, sandbox, new URL(page.url()).pathname + new URL(page.url()).search);
  await shown(other, count);
  page.assertClean();
  await other.close();
  await page.context().close();
});

test("acting as somebody begins from their row", async () => {
  const page = await users("?q=e.ito");
  await page.getByRole("button", { name: "Actions for e.ito" }).click();
  await page.getByRole("menuitem", { name: "Act as e.ito" }).click();
  await page.getByText("You act as e.ito.").waitFor();
  assert.match(page.url(), /\/as\/e~2eito\//);
  await page.context().close();
});
