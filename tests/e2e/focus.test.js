// The keyboard: the way past the navigation, what is wrong in a form, and a focus that never goes to nowhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, messageOf, signIn } from "./support/console.js";
import { API } from "./support/control.js";
import { stage } from "./support/stage.js";

let sandbox, browser, proxy;

stage({ demo: 300, args: ["--job-ms", "300"] }, (all) => ({ sandbox, browser, proxy } = all));

async function open(path, table) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, path);
  if (table) await grid(page, table).getByRole("row").nth(1).waitFor();
  return page;
}

const button = (within, name) => within.getByRole("button", { name, exact: true });
const dialog = (page, name) => page.getByRole("dialog", { name }).or(page.getByRole("alertdialog", { name }));
const status = (page, words) => page.getByRole("status").filter({ hasText: words }).first().waitFor();

/** Waits till it has the focus. */
const focused = (locator) => locator.and(locator.page().locator(":focus")).waitFor();

/** Presses it by the keyboard. */
async function enter(locator) {
  await locator.focus();
  await locator.page().keyboard.press("Enter");
}

/** Whether all of it is inside the dialog's part that scrolls. */
const inSight = (locator) =>
  locator.evaluate((element) => {
    const [own, frame] = [element, element.closest(".dialog-body")].map((one) => one.getBoundingClientRect());
    return own.top >= frame.top - 1 && own.bottom <= frame.bottom + 1;
  });

async function close(page, ...except) {
  page.assertClean({ except });
  await page.close();
}

test("the first stop of a page leads past the navigation", async () => {
  const page = await open("/control/users", "Users");
  await page.reload();
  await grid(page, "Users").getByRole("row").nth(1).waitFor();
  const address = page.url();
  await page.keyboard.press("Tab");
  await focused(page.getByRole("link", { name: "Skip to the page" }));
  await page.keyboard.press("Enter");
  await focused(page.getByRole("main"));
  assert.equal(page.url(), address);
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.matches("main *")), "the next stop is in the page");
  await close(page);
});

test("after a try the first wrong field has the focus and is seen, and so is a refusal", async () => {
  const page = await open("/control/users", "Users");
  await button(page, "Create user").click();
  const box = dialog(page, "Create user");
  const field = (name) => box.getByRole("textbox", { name, exact: true });
  const bottom = () => box.locator(".dialog-body").evaluate((body) => body.scrollTo(0, body.scrollHeight));
  await bottom();
  assert.ok(!(await inSight(field("Username"))), "it is above what is seen");
  await button(box, "Create user").click();
  await focused(field("Username"));
  assert.ok(await inSight(field("Username")));
  assert.match(await messageOf(field("Username")), /Give the username/);

  for (const [name, text] of [["Username", "new.one"], ["First name", "Nadia"], ["Last name", "K."]]) await field(name).fill(text);
  await bottom();
  await button(box, "Create user").click();
  await focused(field("E-mail"));

  // What the server says of a field is shown at the field, what it says of none is scrolled to.
  await field("E-mail").fill("new.one@example.org");
  const errors = (detail) => ({ errors: [{ status: 400, detail }] });
  proxy.when({ method: "POST", path: `${API}/users`, times: 1 }, { status: 400, body: errors("last_name is not to our liking") });
  await bottom();
  await button(box, "Create user").click();
  await focused(field("Last name"));
  assert.ok(await inSight(field("Last name")));
  await field("Last name").fill("Keller");
  proxy.when({ method: "POST", path: `${API}/users`, times: 1 }, { status: 400, body: errors("not today") });
  await enter(field("Username"));
  const refusal = box.getByRole("alert").filter({ hasText: "not today" });
  await refusal.waitFor();
  await page.waitForFunction(() => {
    const [notice, body] = [document.querySelector("dialog [role=alert]"), document.querySelector(".dialog-body")].map((one) => one.getBoundingClientRect());
    return notice.top >= body.top - 1 && notice.bottom <= body.bottom + 1;
  });
  await close(page, answered(400));
});

test("who turns the pages keeps the focus", async () => {
  const page = await open("/control/users", "Users");
  await enter(button(page, "Next"));
  await status(page, /^51–100 of /);
  await focused(button(page, "Next"));
  await enter(button(page, "Last"));
  await status(page, /^Page (\d+) of \1$/);
  await focused(button(page, "Last"));
  await enter(button(page, "First"));
  await status(page, /^1–50 of /);
  await focused(button(page, "First"));
  await close(page);
});

test("when a chip goes, the focus moves to the next one, and with the last to the field", async () => {
  const page = await open("/control/users?f~2eadmin_status=is~3aup&f~2euid=ge~3a1", "Users");
  const chips = page.getByRole("group", { name: "Conditions" }).getByRole("button");
  await enter(chips.first());
  await page.waitForFunction(() => document.querySelectorAll(".conditions .chip").length === 1);
  await focused(chips);
  await page.keyboard.press("Enter");
  await chips.waitFor({ state: "detached" });
  await focused(page.getByRole("searchbox", { name: "Filter users" }));

  await button(page, "Create user").click();
  const box = dialog(page, "Create user");
  const field = box.getByRole("combobox", { name: "User groups" });
  for (const name of ["logistics", "fraud"]) {
    await field.fill(name);
    await box.getByRole("option", { name }).first().waitFor();
    await field.press("Enter");
    await button(box, `Take away: ${name}`).waitFor();
  }
  await enter(button(box, "Take away: logistics"));
  await focused(button(box, "Take away: fraud"));
  await page.keyboard.press("Enter");
  await focused(field);
  await close(page);
});

test("what goes with its button leaves the focus at its section's heading", async () => {
  const page = await open("/control/projects/parcel-eta~40default-tenant");
  const heading = page.getByRole("heading", { name: "Members and roles" });
  const role = page.getByRole("combobox", { name: "Role of mira.marsh", exact: true });
  await role.selectOption("Admin");
  await enter(button(page, "Discard changes"));
  await focused(heading);
  await role.selectOption("Admin");
  await enter(button(page, "Save members"));
  const box = dialog(page, /^Save the members of/);
  await focused(button(box, "Cancel"));
  await enter(button(box, "Save members"));
  await page.getByRole("group", { name: "Changes of members" }).waitFor({ state: "hidden" });
  await focused(heading.or(page.getByRole("heading", { level: 1 })));
  await close(page);
});

test("app services: the selection, a change and the way back end at the page's heading", async () => {
  const page = await open("/control/services");
  const heading = page.getByRole("heading", { level: 1, name: "App services" });
  await page.getByRole("checkbox", { name: "Select presto" }).check();
  await enter(button(page, "Clear selection"));
  await focused(heading);

  const apply = async (name) => {
    const box = dialog(page, name);
    await focused(button(box, "Cancel"));
    await enter(button(box, "Apply"));
    await box.getByText("Done", { exact: true }).waitFor();
    await enter(button(box, "Close").last());
    await box.waitFor({ state: "hidden" });
  };
  await page.getByRole("checkbox", { name: "Select presto" }).check();
  await enter(button(page.getByRole("group", { name: "Selected services" }), "Disable"));
  await apply("Disable presto");
  await enter(button(page, "Put back as it was"));
  await apply("Put back as it was");
  await button(page, "Put back as it was").waitFor({ state: "detached" });
  await focused(heading);
  await close(page);
});

test("a run that is stopped leaves the focus in its dialog, and its dialog in the page", async () => {
  const page = await open("/control/users?q=a", "Users");
  await grid(page, "Users").getByRole("checkbox", { name: /^Select ada/ }).first().check();
  await button(page, "Disable").click();
  const box = dialog(page, /^Disable /);
  const held = proxy.when({ method: "PUT", path: /\/users\// }, { hold: true });
  const hit = held.hit();
  await enter(button(box, "Disable"));
  await hit;
  await enter(button(box, "Stop after these"));
  held.release();
  await button(box, "Stop after these").waitFor({ state: "detached" });
  await focused(button(box, "Close").last());
  await page.keyboard.press("Enter");
  await box.waitFor({ state: "hidden" });
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
  await close(page);
});

test("a dialog does not begin at a tick", async () => {
  const page = await open("/control/groups", "Groups");
  await grid(page, "Groups").getByRole("link", { name: "fraud", exact: true }).click();
  await button(page, "Delete group").click();
  await focused(button(dialog(page, /^Delete the group/), "Cancel"));
  await close(page);
});
