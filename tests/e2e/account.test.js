// One's own account and another user's: secrets that are written and never shown, saving beside somebody else, and
// acting in another's name.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage, watchedPage } from "./support/browser.js";
import { giveLogin, grid, messageOf, newToken, row, secretIsNowhere, signIn } from "./support/console.js";
import { stage } from "./support/stage.js";

const API = "/dss/dip/publicapi";
const USER = "/access/users/m~2eito";
const SECRET = "hush-4711-nobody-reads-this";
const PASSWORD = "warehouse-pass-0815";

let sandbox, browser, proxy;
stage({ demo: true }, (ready) => ({ sandbox, browser, proxy } = ready));

const button = (scope, name) => scope.getByRole("button", { name, exact: true });
const text = (scope, name) => scope.getByRole("textbox", { name, exact: true });
const tab = (page, name) => page.getByRole("tab", { name, exact: true }).click();
const saved = (page) => page.getByText("Saved. The server has it as you sent it.").waitFor();

async function open(path, ready = /^Save/) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, path);
  await page.getByRole("button", { name: ready }).waitFor();
  return page;
}

/** Asks the server itself. */
async function ask(path) {
  const headers = { authorization: `Bearer ${await newToken(sandbox)}` };
  const answer = await fetch(`${sandbox.url}${API}${path}`, { headers });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

/** Puts a property into the draft. */
async function addProperty(page, name, value) {
  await text(page, "New property").fill(name);
  await text(page, "Its value").fill(value);
  await button(page, "Add property").click();
}

async function addSecret(page, name, value) {
  await button(page, "Add secret").first().click();
  const dialog = page.getByRole("dialog", { name: "Add secret" });
  await text(dialog, "Name").fill(name);
  await dialog.getByLabel("Value", { exact: true }).fill(value);
  await button(dialog, "Add secret").click();
  await dialog.waitFor({ state: "hidden" });
}

test("a secret is added: the server has it, and the console shows it never again", async () => {
  const page = await open("/account");
  await tab(page, "Secrets");
  await button(page, "Add secret").first().click();
  const dialog = page.getByRole("dialog", { name: "Add secret" });
  await button(dialog, "Add secret").click();
  assert.match(await messageOf(text(dialog, "Name")), /Give the secret a name/);
  assert.match(await messageOf(dialog.getByLabel("Value", { exact: true })), /Give the value/);
  await page.keyboard.press("Escape");
  await addSecret(page, "söng/α@b 100%", SECRET);
  await page.getByText("1 change that is not saved yet").click();
  await secretIsNowhere(page, SECRET);
  await button(page, "Save my account").click();
  await saved(page);
  const { secrets } = await ask("/auth/info?withSecrets=true");
  assert.deepEqual(secrets.map(({ key, value }) => [key, value]), [["söng/α@b 100%", SECRET]]);

  // Another change sends the untouched one back: it stays what it was.
  await addSecret(page, "second", "another one");
  await button(page, "Save my account").click();
  await saved(page);
  await page.reload();
  await page.getByRole("list", { name: "Secrets" }).getByText("second", { exact: true }).waitFor();
  const both = (await ask("/auth/info?withSecrets=true")).secrets.map(({ key, value }) => [key, value]);
  assert.deepEqual(both.sort(), [["second", "another one"], ["söng/α@b 100%", SECRET]]);
  await secretIsNowhere(page, SECRET);
  await page.getByRole("link", { name: "Journal" }).click();
  await grid(page, "Calls").getByRole("row").nth(1).waitFor();
  await button(page, "All as a script").click();
  await page.getByRole("region", { name: "Script" }).waitFor();
  await secretIsNowhere(page, SECRET);
  page.assertClean();
  await page.close();
});

test("a credential is added for a connection and for a preset; its password is told by nothing", async () => {
  const page = await open("/account");
  await tab(page, "Credentials");
  const add = async () => {
    await button(page, "Add credential").first().click();
    return page.getByRole("dialog", { name: "Add credential" });
  };
  let dialog = await add();
  await button(dialog, "Add credential").click();
  assert.match(await messageOf(dialog.getByRole("combobox", { name: "Connection" })), /Name the connection/);
  assert.match(await messageOf(text(dialog, "User")), /Give the user name/);
  await dialog.getByRole("combobox", { name: "Connection" }).fill("warehouse_pg");
  await text(dialog, "User").fill("nadia");
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await button(dialog, "Add credential").click();

  dialog = await add();
  await dialog.getByRole("combobox", { name: "For" }).selectOption("plugin");
  await dialog.getByRole("combobox", { name: "Plugin" }).fill("geo-tools");
  await dialog.getByRole("combobox", { name: "Preset" }).fill("main");
  await dialog.getByRole("combobox", { name: "Parameter set" }).fill("geo-account");
  await text(dialog, "Parameter").fill("login");
  await dialog.getByRole("combobox", { name: "It holds" }).selectOption({ label: "OAuth refresh token" });
  await dialog.getByLabel("Refresh token", { exact: true }).fill(SECRET);
  await button(dialog, "Add credential").click();
  await dialog.waitFor({ state: "hidden" });
  await button(page, "Save my account").click();
  await saved(page);

  const kept = (await ask("/current-user")).credentials;
  assert.equal(kept.warehouse_pg.user, "nadia");
  assert.ok(!JSON.stringify(kept).includes(PASSWORD) && !JSON.stringify(kept).includes(SECRET), "masked");
  assert.deepEqual(Object.keys(kept).sort(), ['"PLUGIN", "geo-tools", "geo-account", "main", "login"', "warehouse_pg"]);
  for (const secret of [PASSWORD, SECRET]) await secretIsNowhere(page, secret);
  page.assertClean();
  await page.close();
});

test("properties are pasted: what each line does is said before, a wrong line is named, one save sends all", async () => {
  const page = await open("/account");
  await tab(page, "Properties");
  await button(page, "Paste many").click();
  const dialog = page.getByRole("dialog", { name: "Paste properties" });
  await text(dialog, "Lines").fill("nothing\n=1");
  await button(dialog, "Take over").click();
  assert.match(await messageOf(text(dialog, "Lines")), /Line 2 has no name/);
  assert.equal(await text(dialog, "Lines").inputValue(), "nothing\n=1", "what was typed stays");
  await text(dialog, "Lines").fill("site=north\nshift: night\nteam lead\tm.ito");
  await button(dialog, "Take 3 properties over").click();
  await text(page, "shift").fill("day");
  await button(page, "Save my account").click();
  await saved(page);
  assert.deepEqual((await ask("/current-user")).userProperties, { site: "north", shift: "day", "team lead": "m.ito" });
  page.assertClean();
  await page.close();
});

test("headers of a browser say whose they are, and are gone afterwards", async () => {
  const page = await open("/account");
  await tab(page, "Who am I");
  await page.getByText("Known as").first().waitFor();
  const token = await newToken(sandbox);
  await text(page, "Headers").fill(`no colon\nAuthorization: Bearer ${token}`);
  await button(page, "Ask whose they are").click();
  assert.match(await messageOf(text(page, "Headers")), /Line 1 has no colon/);
  await text(page, "Headers").fill(`Accept: */*\nAuthorization: Bearer ${token}`);
  await button(page, "Ask whose they are").click();
  await page.getByRole("status").filter({ hasText: "These headers belong to:" }).getByText("admin", { exact: true }).first().waitFor();
  assert.equal(await text(page, "Headers").inputValue(), "");
  assert.ok(!(await page.content()).includes(token));
  page.assertClean();
  await page.close();
});

test("two browsers edit one user: what does not clash is kept of both, the rest is asked for", async () => {
  const [one, other] = await Promise.all([open(USER), open(USER)]);
  await text(other, "Display name").fill("Mika Ito");
  await text(other, "E-mail").fill("mika@example.org");
  await button(other, "Save user").click();
  await saved(other);
  await text(one, "Display name").fill("M. Ito of the night");
  await tab(one, "Admin properties");
  await addProperty(one, "cost centre", "7");
  await button(one, "Save user").click();
  const dialog = one.getByRole("dialog", { name: "It has been changed meanwhile" });
  await dialog.getByText("mika@example.org").waitFor();
  assert.equal(await button(dialog, "Save user").getAttribute("aria-disabled"), "true");
  await dialog.getByRole("radio", { name: "Yours: M. Ito of the night" }).check();
  await button(dialog, "Save user").click();
  await saved(one);
  const now = await ask("/admin/users/m.ito");
  assert.deepEqual([now.displayName, now.email, now.adminProperties["cost centre"]], ["M. Ito of the night", "mika@example.org", "7"]);
  one.assertClean();
  other.assertClean();
  await Promise.all([one.close(), other.close()]);
});

test("a save that fails loses nothing, and another user's secret is written, not read", async () => {
  const page = await open(USER);
  await text(page, "E-mail").fill("no address");
  assert.match(await messageOf(text(page, "E-mail")), /address/);
  await text(page, "E-mail").fill("m.ito@example.org");
  await tab(page, "Secrets");
  await addSecret(page, "carrier", SECRET);
  proxy.when({ method: "PUT", path: `${API}/admin/users/m.ito` }, { status: 500, body: { message: "The disk is full" } });
  await button(page, "Save user").click();
  await page.getByText("The disk is full").first().waitFor();
  await page.getByRole("list", { name: "Secrets" }).getByText("carrier", { exact: true }).waitFor();
  proxy.clear();
  await button(page, "Save user").click();
  await saved(page);
  await secretIsNowhere(page, SECRET);
  const kept = (await ask("/admin/users/m.ito")).secrets;
  assert.ok(kept.some(({ name }) => name === "carrier") && !JSON.stringify(kept).includes(SECRET), "there, and masked");
  page.assertClean({ except: [/status of 500/] });
  await page.close();
});

test("a user is made and acted as: the title, the line and every button say so; a link keeps it; one click ends it", async () => {
  const page = await open("/access/users", "Create user");
  await button(page, "Create user").click();
  const dialog = page.getByRole("dialog", { name: "Create user" });
  await text(dialog, "Login").fill("night/guard 7%");
  await dialog.getByLabel("Password", { exact: true }).fill("a long password");
  await dialog.getByRole("combobox", { name: "Profile" }).fill("READER");
  await button(dialog, "Create user").click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("searchbox", { name: "Filter users" }).fill("night/guard");
  await page.getByRole("link", { name: "night/guard 7%" }).click();
  await button(page, "Act as night/guard 7%").click();
  await page.getByText("You act as night/guard 7%.").waitFor();
  assert.match(await page.title(), /^My account as night\/guard 7% · /);
  await tab(page, "Properties");
  await addProperty(page, "shift", "night");
  await button(page, "Save my account as night/guard 7%").click();
  await saved(page);
  assert.deepEqual((await ask("/admin/users/night%2Fguard%207%25")).userProperties, { shift: "night" });

  await page.reload();
  await page.getByText("You act as night/guard 7%.").waitFor();
  const beside = await watchedPage(page.context(), proxy.url);
  await beside.goto(page.url());
  await beside.getByText("You act as night/guard 7%.").waitFor();
  await beside.goto("/account");
  await button(beside, "Save my account").waitFor();
  assert.equal(await beside.getByText("You act as").count(), 0, "only where the address says so");
  await beside.close();

  await page.getByRole("group", { name: "Access" }).getByRole("link", { name: "Users", exact: true }).click();
  await page.getByText("You see what the server shows to everyone").waitFor();
  await button(page, "Stop acting as night/guard 7%").click();
  await row(page, "admin", "Users").waitFor();
  assert.equal(new URL(page.url()).pathname, "/access/users");
  page.assertClean({ except: [/status of 403/] });
  await page.close();
});

test("a save that meets somebody else's after its page was left says so, and the changes wait", async () => {
  const page = await open(USER);
  await text(page, "Display name").fill("Written first");
  const slow = proxy.when({ method: "GET", path: `${API}/admin/users/m.ito` }, { hold: true });
  const hit = slow.hit();
  await button(page, "Save user").click();
  await hit;
  await page.getByRole("group", { name: "Access" }).getByRole("link", { name: "Groups", exact: true }).click();
  await grid(page, "Groups").getByRole("row").nth(1).waitFor();
  const { displayName, ...user } = await ask("/admin/users/m.ito");
  const authorization = `Bearer ${await newToken(sandbox)}`;
  const body = JSON.stringify({ ...user, displayName: `${displayName} too` });
  const put = await fetch(`${sandbox.url}${API}/admin/users/m.ito`, { method: "PUT", headers: { authorization, "content-type": "application/json" }, body });
  assert.equal(put.status, 200);
  slow.release();
  await page.getByText("Could not save m.ito. Your changes wait on their page.").waitFor();
  slow.remove();
  await page.goBack();
  await page.getByText("1 change that is not saved yet").waitFor();
  assert.equal(await text(page, "Display name").inputValue(), "Written first");
  page.assertClean();
  await page.close();
});

test("one's own account is neither disabled nor deleted on its page, and the reason stands there", async () => {
  const page = await open("/access/users/admin");
  const enabled = page.getByRole("checkbox", { name: "Enabled" });
  await enabled.uncheck();
  const save = button(page, "Save user");
  await save.and(page.locator("[aria-disabled=true]")).waitFor();
  await save.hover();
  await page.getByRole("tooltip").getByText("This is your own account: you would lock yourself out.").waitFor();
  await button(page, "Discard changes").click();
  assert.ok(await enabled.isChecked());
  await button(page, "More actions").click();
  for (const item of ["Disable user", "Delete user"]) {
    assert.equal(await page.getByRole("menuitem", { name: item }).getAttribute("aria-disabled"), "true");
  }
  page.assertClean();
  await page.close();
});

test("in a name that nobody has nothing is sent but the question", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, "/as/nobody/account");
  await page.getByText("You cannot act as nobody: nothing is sent in that name.").waitFor();
  const asked = new Set(proxy.log.filter((line) => line.includes(API)));
  assert.deepEqual([...asked], [`GET ${API}/auth/info?withSecrets=False`]);
  page.assertClean({ except: [/status of 4\d\d/] });
  await page.close();
});

test("what was typed waits for its page: through links, Back and another name, but not for another person", async () => {
  const page = await open("/account");
  await tab(page, "Properties");
  await addProperty(page, "half", "written");
  await page.getByRole("group", { name: "Access" }).getByRole("link", { name: "Groups", exact: true }).click();
  await page.getByText("Your changes of your account are not saved yet. They wait here till you come back.").waitFor();
  await grid(page, "Groups").getByRole("row").nth(1).waitFor();
  await page.goBack();
  await page.getByText("1 change that is not saved yet").waitFor();
  await tab(page, "Properties");
  assert.equal(await text(page, "half").inputValue(), "written");

  // In another's name there is another account.
  await page.getByRole("group", { name: "Access" }).getByRole("link", { name: "Users", exact: true }).click();
  await page.getByRole("searchbox", { name: "Filter users" }).fill("m.ito");
  await page.getByRole("link", { name: "m.ito", exact: true }).click();
  await button(page, "Act as m.ito").click();
  await button(page, "Save my account as m.ito").waitFor();
  assert.equal(await page.getByText("not saved yet", { exact: false }).filter({ hasText: "1 change" }).count(), 0);
  await button(page, "Stop acting as m.ito").click();
  await page.getByText("1 change that is not saved yet").waitFor();

  await button(page, "admin@example.org").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByText("You have signed out.").waitFor();
  await giveLogin(page, sandbox);
  await page.getByRole("button", { name: "Sign in" }).click();
  await button(page, "Save my account").waitFor();
  await tab(page, "Properties");
  await text(page, "New property").waitFor();
  assert.equal(await text(page, "half").count(), 0);
  page.assertClean();
  await page.close();
});

test("a save goes on when its page is left", async () => {
  const page = await open("/account");
  await tab(page, "Properties");
  await addProperty(page, "late", "but there");
  const slow = proxy.when({ method: "GET", path: `${API}/current-user` }, { hold: true });
  const hit = slow.hit();
  await button(page, "Save my account").click();
  await hit;
  await page.getByRole("group", { name: "Access" }).getByRole("link", { name: "Groups", exact: true }).click();
  await grid(page, "Groups").getByRole("row").nth(1).waitFor();
  const put = page.waitForResponse((answer) => answer.request().method() === "PUT");
  slow.release();
  assert.equal((await put).status(), 200);
  slow.remove();
  await page.getByRole("link", { name: "My account" }).click();
  await tab(page, "Properties");
  assert.equal(await text(page, "late").inputValue(), "but there");
  await page.getByText("1 change that is not saved yet").waitFor({ state: "hidden" });
  assert.equal((await ask("/current-user")).userProperties.late, "but there");
  page.assertClean();
  await page.close();
});

test("from an account to a node and back, by links and by the palette", async () => {
  const page = await open("/account");
  const lead = async (place) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search and commands" }).fill(place);
    await page.getByRole("option", { name: place, exact: true }).first().click();
  };
  await page.getByRole("link", { name: "Services", exact: true }).click();
  await row(page, "price-elasticity").waitFor();
  await lead("My account");
  await button(page, "Save my account").waitFor();
  await lead("Kitchens");
  await page.getByRole("heading", { level: 1, name: "Kitchens" }).waitFor();
  await page.goBack();
  await button(page, "Save my account").waitFor();
  await page.goBack();
  await row(page, "price-elasticity").waitFor();
  page.assertClean();
  await page.close();
});
