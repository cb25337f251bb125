// From the sign-in to one service among 100,000, and what can be done to one or many.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, newPage } from "./support/browser.js";
import { answered, giveLogin, grid, messageOf, pick, row, servicePath, signIn, toast } from "./support/console.js";
import { KEY, call, createServices, services } from "./support/node.js";
import { startProxy } from "./support/proxy.js";
import { startSandbox } from "./support/sandbox.js";

let crowd, few, proxy, browser;

before(async () => {
  [crowd, few, browser] = await Promise.all([startSandbox({ demo: 100_000 }), startSandbox({ key: KEY }), launch()]);
  proxy = await startProxy(few.url);
});
after(async () => {
  await browser?.close();
  await proxy?.stop();
  await Promise.all([crowd?.stop(), few?.stop()]);
});

const query = (page) => new URL(page.url()).search;
const filter = (page) => page.getByRole("searchbox", { name: "Filter services" });

test("a wrong password is told in the form, which keeps the name", async () => {
  const page = await newPage(browser, few.url);
  await page.goto("/");
  await giveLogin(page, { user: few.user, password: "wrong" });
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("User name or password is wrong").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "User name" }).inputValue(), few.user);
  await page.getByLabel("Password", { exact: true }).fill(few.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Services", level: 1 }).waitFor();
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("an empty sign-in says what is missing, next to each field", async () => {
  const page = await newPage(browser, few.url);
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in" }).click();
  assert.match(await messageOf(page.getByRole("textbox", { name: "User name" })), /Give your user name/);
  assert.match(await messageOf(page.getByLabel("Password", { exact: true })), /Give your password/);
  page.assertClean();
  await page.close();
});

test("one service among 100,000 is found, and the address holds what was asked for", async () => {
  const page = await newPage(browser, crowd.url);
  await signIn(page, crowd);
  await page.getByText("100,000 services", { exact: true }).waitFor();
  assert.equal(await grid(page).getAttribute("aria-rowcount"), "100001");

  await filter(page).fill("coast 004004");
  await page.getByText("1 of 100,000 services").waitFor();
  const found = grid(page).getByRole("gridcell", { name: /^coast-[a-z]+-004004$/ });
  const id = await found.textContent();
  assert.match(query(page), /q=coast/);

  await found.getByRole("link").click();
  await page.getByRole("heading", { name: id, level: 1 }).waitFor();
  await page.goBack();
  await page.getByText("1 of 100,000 services").waitFor();
  assert.equal(await filter(page).inputValue(), "coast 004004");
  await page.reload();
  await page.getByText("1 of 100,000 services").waitFor();
  assert.equal(await filter(page).inputValue(), "coast 004004");
  page.assertClean();
  await page.close();
});

test("the list is sorted and filtered by state, and an address brings both back", async () => {
  const page = await newPage(browser, crowd.url);
  await signIn(page, crowd);
  const first = grid(page).getByRole("row").nth(1).getByRole("gridcell").nth(1);
  const head = grid(page).getByRole("columnheader", { name: "Service", exact: true });
  await head.getByRole("button").click();
  await head.and(page.locator("[aria-sort=ascending]")).waitFor();
  const lowest = await first.textContent();
  await head.getByRole("button").click();
  await head.and(page.locator("[aria-sort=descending]")).waitFor();
  const highest = await first.textContent();
  assert.ok(lowest < highest, `${lowest} before ${highest}`);

  await page.getByRole("combobox", { name: "State" }).selectOption("Failed to start");
  await page.getByText("1 of 100,000 services").waitFor();
  await row(page, "claim-triage").getByText("failed to start", { exact: true }).waitFor();
  assert.match(query(page), /sort=-id/);
  assert.match(query(page), /state=failed/);

  const address = page.url();
  await page.getByRole("link", { name: "Admin keys" }).click();
  await page.getByRole("heading", { name: "Admin keys", level: 1 }).waitFor();
  await page.goto(address);
  await page.getByText("1 of 100,000 services").waitFor();
  await head.and(page.locator("[aria-sort=descending]")).waitFor();
  page.assertClean();
  await page.close();
});

test("the list is used with the keyboard alone", async () => {
  const page = await newPage(browser, crowd.url);
  await signIn(page, crowd);
  await grid(page).waitFor();
  await filter(page).focus();
  await page.keyboard.type("parcel-eta");
  await page.getByText("1 of 100,000 services").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await page.getByText("100,000 services", { exact: true }).waitFor();
  await page.keyboard.press("ArrowDown");
  assert.ok(await grid(page).evaluate((grid) => document.activeElement === grid), "the arrow leads into the grid");

  await page.keyboard.press("Control+End");
  assert.equal(await active(page).row, "100001");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.getByText("1 selected", { exact: true }).waitFor();
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByText("2 selected", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("2 selected", { exact: true }).waitFor({ state: "hidden" });
  assert.equal(await active(page).row, "4");
  const { name } = active(page);
  const id = await name;
  await page.keyboard.press("Enter");
  // The focus is on the new page's heading.
  await page.getByRole("heading", { name: id, level: 1 }).and(page.locator(":focus")).waitFor();
  page.assertClean();
  await page.close();
});

/** The row and the text of the active cell, each as a promise. */
function active(page) {
  const read = grid(page).evaluate((grid) => {
    const cell = document.getElementById(grid.getAttribute("aria-activedescendant"));
    return { row: cell.closest("[role=row]").getAttribute("aria-rowindex"), name: cell.textContent };
  });
  return { row: read.then(({ row }) => row), name: read.then(({ name }) => name) };
}

test("many are disabled at once, with a result for each, also for the one that fails", async () => {
  await createServices(few, "bulk-a", "bulk-b", "fail-503", "bulk-other");
  const page = await newPage(browser, few.url);
  await signIn(page, few);
  for (const id of ["bulk-a", "bulk-b", "fail-503"]) {
    await page.getByRole("checkbox", { name: `Select ${id}` }).check();
  }
  await page.getByRole("group", { name: "Selected rows" }).getByRole("button", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog", { name: "Disable 3 services" });
  const results = dialog.getByRole("list", { name: "Services" }).getByRole("listitem");
  await results.nth(2).waitFor();
  assert.equal(await results.count(), 3);
  await dialog.getByRole("button", { name: "Disable" }).click();
  await dialog.getByText("3 of 3, 1 failed").waitFor();
  await results.filter({ hasText: "bulk-a" }).getByText("done", { exact: true }).waitFor();
  await results.filter({ hasText: "bulk-b" }).getByText("done", { exact: true }).waitFor();
  const failed = results.filter({ hasText: "fail-503" });
  await failed.getByText("failed", { exact: true }).waitFor();
  assert.match(await failed.textContent(), /The server failed \(HTTP 503\)\. This service fails by its name/);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("group", { name: "Selected rows" }).waitFor({ state: "hidden" });
  page.assertClean({ except: [answered(503)] });
  await page.close();
  await call(few, "DELETE", "services/fail-503");
});

test("many are deleted at once only after the words were typed", async () => {
  await createServices(few, "gone-a", "gone-b");
  const page = await newPage(browser, few.url);
  await signIn(page, few);
  await filter(page).fill("gone");
  await page.getByRole("checkbox", { name: "Select all services" }).check();
  await page.getByRole("group", { name: "Selected rows" }).getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete 2 services" });
  const submit = dialog.getByRole("button", { name: "Delete" });
  await dialog.getByRole("textbox").fill("delete 3 services");
  await submit.click({ force: true });
  assert.ok((await services(few)).has("gone-a"), "nothing goes by the wrong words");
  await dialog.getByRole("textbox").fill("delete 2 services");
  await submit.click();
  await dialog.getByText("2 of 2").waitFor();
  const left = await services(few);
  assert.ok(!left.has("gone-a") && !left.has("gone-b"));
  page.assertClean();
  await page.close();
});

test("a bad id is told next to the field, what was typed stays, and a good one is created", async () => {
  await createServices(few, "taken");
  const page = await newPage(browser, few.url);
  await signIn(page, few);
  await page.getByRole("button", { name: "Create service" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create service" });
  const field = dialog.getByRole("textbox", { name: "Service id" });
  const create = dialog.getByRole("button", { name: "Create" });
  for (const [typed, message] of [
    ["", /it is empty/],
    ["a/b", /cannot contain “\/”/],
    ["..", /cannot be “\.” or “\.\.”/],
    ["back\\slash", /cannot contain “\\”/],
    ["x".repeat(1025), /1,024 bytes/],
  ]) {
    await field.fill(typed);
    await create.click();
    await dialog.getByText(message).waitFor();
    assert.match(await messageOf(field), message);
    assert.equal(await field.inputValue(), typed);
  }
  await field.fill("taken");
  await create.click();
  const refused = dialog.getByRole("alert");
  await refused.getByText("Could not create taken").waitFor();
  assert.match(await refused.textContent(), /clashes with what is there/);
  await refused.getByText("Details").click();
  assert.match(await refused.textContent(), /java\.lang\.IllegalStateException/);
  assert.equal(await field.inputValue(), "taken");

  await field.fill("brand-new");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "brand-new", level: 1 }).waitFor();
  await toast(page, "Created brand-new.");
  assert.ok((await services(few)).has("brand-new"));
  page.assertClean({ except: [answered(409)] });
  await page.close();
});

test("a service is deleted only after its name was typed", async () => {
  await createServices(few, "to-delete");
  const page = await newPage(browser, few.url);
  await signIn(page, few, servicePath("to-delete"));
  await pick(page, "More actions", "Delete service");
  const dialog = page.getByRole("alertdialog", { name: "Delete to-delete?" });
  const submit = dialog.getByRole("button", { name: "Delete service" });
  await dialog.getByRole("textbox", { name: "Type to-delete to confirm" }).fill("to-del");
  assert.equal(await submit.getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Enter");
  assert.ok((await services(few)).has("to-delete"));
  await dialog.getByRole("textbox").fill("to-delete");
  await submit.click();
  await page.getByRole("heading", { name: "Services", level: 1 }).waitFor();
  await toast(page, "Deleted to-delete.");
  assert.ok(!(await services(few)).has("to-delete"));
  page.assertClean();
  await page.close();
});

test("a service is enabled and disabled on its page, and the refusal stands at the top", async () => {
  await createServices(few, "on-off", "fail-500");
  const page = await newPage(browser, few.url);
  await signIn(page, few, servicePath("on-off"));
  await page.getByRole("button", { name: "Enable" }).click();
  await toast(page, "on-off is enabled.");
  await page.getByRole("button", { name: "Disable" }).click();
  await toast(page, "on-off is disabled: it refuses queries.");
  await page.goto(servicePath("fail-500"));
  await page.getByRole("button", { name: "Enable" }).click();
  await page.getByRole("alert").getByText("Could not enable fail-500").waitFor();
  page.assertClean({ except: [answered(500)] });
  await page.close();
  await call(few, "DELETE", "services/fail-500");
});

for (const [name, path] of [
  ["a place that is none", "/nodes/main/nowhere"],
  ["a node that is not configured", "/nodes/other/services"],
]) {
  test(`the address of ${name} says so`, async () => {
    const page = await newPage(browser, few.url);
    await signIn(page, few, path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.match(await page.title(), /^Not found/);
    await page.getByRole("main").getByRole("link").first().click();
    await page.getByRole("heading", { name: "Services", level: 1 }).waitFor();
    page.assertClean();
    await page.close();
  });
}
