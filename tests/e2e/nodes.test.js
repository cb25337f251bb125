// Several nodes of one sandbox: the console takes the settings that the sandbox makes, and one sign-in opens them all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { grid, row, signIn } from "./support/console.js";
import { stage } from "./support/stage.js";

let sandbox, browser;

stage({ demo: true, args: ["--nodes", "3"] }, (all) => ({ sandbox, browser } = all));

test("a person goes from node to node with one sign-in, and sees what each has", async () => {
  const page = await newPage(browser, sandbox.url);
  await signIn(page, sandbox);
  await row(page, "stock-cover").waitFor();
  const choice = page.getByRole("combobox", { name: "API node" });
  assert.deepEqual(await choice.getByRole("option").allTextContents(), ["Main node", "Node 2", "Node 3"]);
  for (const [name, id, services] of [["Node 2", "node-2", 10], ["Node 3", "node-3", 12]]) {
    await choice.selectOption(name);
    await page.waitForURL(`**/nodes/${id}/services`);
    await page.getByText(`${services} services`, { exact: true }).waitFor();
    assert.equal(await grid(page).getAttribute("aria-rowcount"), String(services + 1));
  }
  page.assertClean();
  await page.close();
});
