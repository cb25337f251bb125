// The console starts, in silence, and says so in words when it cannot.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { stage } from "./support/stage.js";

let sandbox, browser, proxy;

stage({ demo: true }, (all) => ({ sandbox, browser, proxy } = all));

test("the console starts without a message", async () => {
  const page = await newPage(browser, sandbox.url);
  await page.goto("/");
  await page.getByRole("textbox").first().waitFor();
  assert.equal(await page.locator("#boot").count(), 0);
  page.assertClean();
  await page.close();
});

const FAULTS = [
  ["the wasm is missing", /\.wasm$/, { status: 404, body: "gone" }, /answered 404/],
  ["the wasm is changed", /\.wasm$/, { truncate: 1000 }, /not the file that belongs to this page/],
  ["the wasm comes as text", /\.wasm$/, { headers: { "content-type": "text/plain" } }, /as text\/plain, not as application\/wasm/],
  ["the script is missing", /pilothouse-[0-9a-f]+\.js$/, { status: 404, body: "gone" }, /answered 404/],
  ["the script is changed", /pilothouse-[0-9a-f]+\.js$/, { truncate: 1000 }, /not the file that belongs to this page/],
];

for (const [name, path, fault, reason] of FAULTS) {
  test(`the page says why when ${name}`, async () => {
    const rule = proxy.when(path, fault);
    const page = await newPage(browser, proxy.url);
    await page.goto("/");
    await page.getByRole("alert").getByText(reason).waitFor();
    rule.remove();
    await page.getByRole("button", { name: "Load the page again" }).click();
    await page.getByRole("textbox").first().waitFor();
    await page.close();
  });
}
