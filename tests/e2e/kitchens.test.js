// Kitchens of the automation API: open to me or not, and who has which role.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, signIn } from "./support/console.js";
import { stage } from "./support/stage.js";

const LIST = "/automation/v2/kitchen/list";

let sandbox, browser, proxy;
stage({ demo: true }, (set) => ({ sandbox, browser, proxy } = set));

/** The row of that kitchen or person: not one that names it as its parent. */
function row(page, name, table) {
  const first = page.getByRole("gridcell", { name, exact: true }).and(page.locator("[aria-colindex='1']"));
  return grid(page, table).getByRole("row").filter({ has: first });
}

const open = async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, "/account/kitchens");
  return page;
};

test("each kitchen says whether it is open to me, why, and in which role", async () => {
  const page = await open();
  const facts = page.getByRole("main");
  await facts.getByText("ADMIN", { exact: true }).waitFor();
  const of = (name, ...words) => Promise.all(words.map((text) => row(page, name, "Kitchens").getByText(text).first().waitFor()));
  await of("master", "Open", "Its list of staff is empty: everyone of the customer's may enter.", "Admin", "What is in production");
  await of("Staging", "Open", "Its list of staff has admin@example.org.", "Admin", "master");
  await of("Pricing_Dev", "Closed", "Its list of staff does not have you.", "closed");
  await of("Open_Sandbox", "Open", "kitchen roles are off");
  await page.getByRole("combobox", { name: "Open to me" }).selectOption("Closed");
  await page.getByText("1 of 5 kitchens").waitFor();
  await page.getByRole("combobox", { name: "Open to me" }).selectOption("All kitchens");
  await page.getByRole("searchbox").fill("night");
  await page.getByText("1 of 5 kitchens").waitFor();
  page.assertClean();
  await page.close();
});

test("the matrix has the people of all lists, and tells no role from roles that are off", async () => {
  const page = await open();
  await page.getByRole("tab", { name: "Who has which role" }).click();
  await page.getByText("the people of all kitchens' lists together").waitFor();
  const table = grid(page, "Roles by kitchen");
  await table.getByRole("row").nth(1).waitFor();
  const heads = await table.getByRole("columnheader").allTextContents();
  const cells = async (person) => {
    const texts = await row(page, person, "Roles by kitchen").getByRole("gridcell").allTextContents();
    return Object.fromEntries(heads.map((head, n) => [head.trim(), texts[n]]).slice(1));
  };
  assert.deepEqual(await cells("b.moreau@example.org"), {
    master: "no role",
    Staging: "Developer",
    Pricing_Dev: "Admin",
    Open_Sandbox: "kitchen roles are off",
    Night_Jobs: "closed",
  });
  await page.getByText("6 people").waitFor();
  await page.getByRole("combobox", { name: "Kitchen" }).selectOption("Pricing_Dev");
  await page.getByText("2 of 6 people").waitFor();
  await page.getByRole("searchbox").fill("nothing is called so");
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await page.getByText("6 people", { exact: true }).waitFor();
  await page.reload();
  await table.waitFor();
  page.assertClean();
  await page.close();
});

test("what could not be read is told, and nothing is made up", async () => {
  proxy.when("/automation/v2/userinfo", { status: 500, body: { message: "No directory" } });
  const page = await open();
  await page.getByText("Could not load your account").waitFor();
  await row(page, "Staging", "Kitchens").getByText("Not known").waitFor();
  await row(page, "master", "Kitchens").getByText("Open", { exact: true }).waitFor();
  await row(page, "Staging", "Kitchens").getByText("not given by this server").waitFor();
  proxy.when(LIST, { status: 200, body: { kitchens: [{ name: "one" }, { description: "without a name" }] } });
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByText("1 of the server's rows could not be read").waitFor();
  await row(page, "one", "Kitchens").waitFor();
  proxy.when(LIST, { status: 500, body: { message: "No store" } });
  await page.reload();
  await page.getByText("Could not load the kitchens").waitFor();
  assert.equal(await page.getByText("No kitchens").count(), 0);
  page.assertClean({ except: [answered(500)] });
  await page.close();
});
