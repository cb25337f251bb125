// Looking after a node: what is unused goes after a preview, caches are filled and emptied, an older node is told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, messageOf, row, signIn, toast } from "./support/console.js";
import { KEY } from "./support/node.js";
import { stage } from "./support/stage.js";

const PAGE = "/nodes/main/maintenance";

let sandbox, browser, proxy;

stage({ demo: true, key: KEY }, (all) => ({ sandbox, browser, proxy } = all));

async function arrive() {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, PAGE);
  await page.getByRole("heading", { name: "Maintenance", level: 1 }).waitFor();
  return page;
}

const section = (page, name) => page.locator("section").filter({ has: page.getByRole("heading", { name, level: 2 }) });
const answer = (page) => page.getByRole("region", { name: "What the node answered" }).locator("pre");

test("a path that is not absolute is refused next to its field, and a folder is imported", async () => {
  const page = await arrive();
  await section(page, "Code environments").getByRole("button", { name: "Import into the cache" }).click();
  const dialog = page.getByRole("dialog", { name: "Import code environments" });
  const folder = dialog.getByRole("textbox", { name: "Folder on the node" });
  for (const [typed, why] of [["", /Give the path/], ["exports/py", /must be absolute/]]) {
    await folder.fill(typed);
    await dialog.getByRole("button", { name: "Import" }).click();
    assert.match(await messageOf(folder), why);
    assert.equal(await folder.inputValue(), typed);
  }
  await folder.fill("/data/exports/py 3.11");
  await dialog.getByRole("combobox", { name: "Language" }).selectOption("R");
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Import" }).click();
  await toast(page, "The environments are in the cache.");
  assert.match(await answer(page).textContent(), /"R:\/data\/exports\/py 3\.11"/);
  page.assertClean();
  await page.close();
});

test("a built environment is registered with both folders, and unused ones are cleaned", async () => {
  const page = await arrive();
  await page.getByRole("button", { name: "Register a built one" }).click();
  const dialog = page.getByRole("dialog", { name: "Register a built code environment" });
  await dialog.getByRole("textbox", { name: "Folder of the export" }).fill("/data/exports/a");
  await dialog.getByRole("button", { name: "Register" }).click();
  assert.match(await messageOf(dialog.getByRole("textbox", { name: "Folder of the environment" })), /Give the path/);
  await dialog.getByRole("textbox", { name: "Folder of the environment" }).fill("/opt/envs/a");
  await page.keyboard.press("Enter");
  await toast(page, "The environment is registered.");

  await section(page, "Code environments").getByRole("button", { name: "Clean unused…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete unused" }).click();
  await toast(page, "Unused code environments are gone.");
  page.assertClean();
  await page.close();
});

test("a model is imported, and the cache of models is emptied", async () => {
  const page = await arrive();
  await section(page, "Models").getByRole("button", { name: "Import into the cache" }).click();
  await page.getByRole("textbox", { name: "Path on the node" }).fill("/data/models/big.zip");
  await page.keyboard.press("Enter");
  await toast(page, "The model is in the cache.");
  await page.getByRole("button", { name: "Clear…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Clear the cache" }).click();
  await toast(page, "The model cache is empty.");
  page.assertClean();
  await page.close();
});

test("a node that does not know a call is called older, and nothing is lost", async () => {
  const rule = proxy.when({ method: "POST", path: "/apinode/admin/api/model-cache" }, { status: 404, body: "" });
  const page = await arrive();
  await section(page, "Models").getByRole("button", { name: "Import into the cache" }).click();
  await page.getByRole("textbox", { name: "Path on the node" }).fill("/data/models/big.zip");
  await page.keyboard.press("Enter");
  const told = page.getByRole("dialog").getByRole("alert");
  await told.getByText("This node is older than 12.5").waitFor();
  await told.getByText("Nothing was changed.").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Path on the node" }).inputValue(), "/data/models/big.zip");
  rule.remove();
  await page.getByRole("dialog").getByRole("button", { name: "Import" }).click();
  await toast(page, "The model is in the cache.");
  page.assertClean({ except: [answered(404)] });
  await page.close();
});

test("what is unused is listed before it goes, and goes only after the word was typed", async () => {
  const page = await arrive();
  await section(page, "Unused services and generations").getByRole("button", { name: "Clean unused…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Clean unused services and generations?" });
  await dialog.getByText(/^3 disabled: .*price-elasticity/).waitFor();
  await dialog.getByRole("button", { name: "Also look for generations without traffic" }).click();
  await dialog.getByText(/without traffic: .*refund-risk\/v1/).waitFor();
  await dialog.getByRole("textbox", { name: "Type clean to confirm" }).fill("cleam");
  await page.keyboard.press("Enter");
  assert.ok(await dialog.isVisible());
  await dialog.getByRole("textbox", { name: "Type clean to confirm" }).fill("clean");
  await page.keyboard.press("Enter");
  await toast(page, "What was unused is gone.");
  assert.match(await answer(page).textContent(), /price-elasticity/);
  await page.getByRole("link", { name: "Services", exact: true }).click();
  await row(page, "refund-risk").waitFor();
  await page.getByText("9 services", { exact: true }).waitFor();
  assert.equal(await grid(page).getByText("price-elasticity").count(), 0);
  page.assertClean();
  await page.close();
});
