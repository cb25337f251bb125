// Runs over many records of a control plane that has a sign-in of its own: what stops them, and what is asked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, row, signIn, toast } from "./support/console.js";
import { API, makeUser } from "./support/control.js";
import { door, enter, harbour } from "./support/harbour.js";
import { job, openTray } from "./support/jobs.js";
import { disable, enable } from "./support/people.js";

const CREW = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => `crew.${String(number).padStart(2, "0")}`);

let sandbox, browser, proxy, ben;

harbour(async (all) => {
  ({ sandbox, browser, proxy, ben } = all);
  for (const name of CREW) await makeUser(sandbox, name);
});

const press = (within, name) => within.getByRole("button", { name, exact: true }).click();
const changes = () => proxy.log.filter((line) => line.startsWith(`PUT ${API}/users/`)).length;

/** The crew, and what the button of that name opens for all of them. */
async function open(deed) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, "/control/groups");
  await enter(page, ben);
  await page.getByRole("navigation").getByRole("link", { name: "Users", exact: true }).click();
  await page.getByRole("searchbox", { name: "Filter users" }).fill("crew.");
  await page.getByRole("status").filter({ hasText: /^12 users$/ }).first().waitFor();
  await page.getByRole("checkbox", { name: "Select crew.01" }).check();
  await press(page, "All 12 that fit");
  await page.getByRole("menuitem", { name: deed }).click();
  return { page, dialog: page.getByRole("dialog").or(page.getByRole("alertdialog")).filter({ has: page.getByRole("heading", { name: /12 users/ }) }) };
}

/** A field of all of them is about to be set. */
async function setting(value) {
  const { page, dialog } = await open("Set a field");
  await dialog.getByRole("combobox", { name: "Field" }).selectOption("department");
  await dialog.getByRole("textbox", { name: "Value" }).fill(value);
  return { page, dialog };
}

/** Ends when all four changes that go at once were refused: till then one more question may open. */
async function refused(page) {
  let left = 4;
  const last = await page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.status() === 401 && (left -= 1) === 0);
  await last.finished();
}

test("a run stops where nobody signs in, and goes on when somebody does", async () => {
  const { page, dialog } = await setting("Deck");
  await disable(sandbox, "ben");
  const all = refused(page);
  await press(dialog, "Set a field");
  await all;
  await press(door(page), "Not now");
  await dialog.getByRole("button", { name: "Try the others again" }).waitFor();
  assert.equal(await door(page).count(), 0, "one answer is enough");
  assert.ok(changes() <= 4, "what waited was not begun");
  await enable(sandbox, "ben");
  await press(dialog, "Try the others again");
  await enter(page, ben);
  await dialog.getByText("12 of 12").waitFor();
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("what a run sent while the session ended is asked about once, and goes on", async () => {
  const { page, dialog } = await setting("Bridge");
  await disable(sandbox, "ben");
  const all = refused(page);
  await press(dialog, "Set a field");
  await all;
  await door(page).waitFor();
  await dialog.getByText("under way").nth(3).waitFor();
  await enable(sandbox, "ben");
  await enter(page, ben);
  const question = page.getByRole("dialog", { name: "Send “update user” 4 times now?" });
  await question.getByText(`PUT api/users/`).nth(3).waitFor();
  await press(question, "Send them");
  await dialog.getByText("12 of 12").waitFor();
  assert.equal(await question.count(), 0);
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a run that is left says how far it came, and begins nothing more", async () => {
  const { page, dialog } = await setting("Galley");
  const held = proxy.when({ method: "PUT", path: /\/users\// }, { hold: true });
  await press(dialog, "Set a field");
  await dialog.getByText("under way").nth(3).waitFor();
  await page.goBack();
  await toast(page, "Set a field was stopped, for its page was left: 0 of 12 were done. What waited was not begun.");
  assert.equal(changes(), 4);
  held.release();
  await page.close();
});

test("who deletes many says how many; jobs that nobody waits for stand in the tray", async () => {
  const { page, dialog } = await open("Delete");
  await dialog.getByRole("textbox", { name: "Type 12 to confirm" }).fill("11");
  await dialog.getByRole("button", { name: "Delete", exact: true }).and(page.locator("[aria-disabled=true]")).waitFor();
  await dialog.getByRole("textbox", { name: "Type 12 to confirm" }).fill("12");
  await dialog.getByRole("checkbox", { name: "Wait for the jobs" }).uncheck();
  await press(dialog, "Delete");
  await dialog.getByText("12 of 12").waitFor();
  assert.equal(await dialog.getByText("begun", { exact: true }).count(), 12);
  await dialog.getByText("The server goes on by jobs").waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  // The list is read again as they end.
  await page.getByText("No users match").waitFor();
  assert.equal(await row(page, "crew.01", "Users").count(), 0);
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a page in place of the API is no deletion, whatever is fine", async () => {
  for (const name of CREW) await makeUser(sandbox, name).catch(() => {});
  const { page, dialog } = await open("Delete");
  await dialog.getByRole("textbox", { name: "Type 12 to confirm" }).fill("12");
  await dialog.getByRole("checkbox", { name: "It is fine if some are gone already" }).check();
  const gateway = proxy.when({ method: "DELETE", path: /\/users\// }, { status: 404, headers: { "content-type": "text/html" }, body: "<h1>No route</h1>" });
  await press(dialog, "Delete");
  await dialog.getByRole("button", { name: "Try the others again" }).waitFor();
  assert.equal(await dialog.getByText("done", { exact: true }).count(), 0);
  gateway.remove();
  page.assertClean({ except: [answered(401, 404)] });
  await page.close();
});

test("who stops a run need not wait for the jobs that it has begun: the tray does", async () => {
  const { page, dialog } = await open("Delete");
  await dialog.getByRole("textbox", { name: "Type 12 to confirm" }).fill("12");
  const looks = proxy.when({ method: "GET", path: /\/api\/jobs\/./ }, { hold: true });
  await press(dialog, "Delete");
  await dialog.getByText("under way").nth(3).waitFor();
  await page.waitForFunction(() => document.querySelector(".top .jobs").textContent.includes("4"));
  await dialog.getByRole("button", { name: /^Stop/ }).click();
  await dialog.getByText("begun", { exact: true }).nth(3).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await openTray(page);
  await job(page, "Delete user crew.01").waitFor();
  looks.remove();
  await job(page, "Delete user crew.01").getByText("completed").waitFor();
  page.assertClean({ except: [answered(401)] });
  await page.close();
});
