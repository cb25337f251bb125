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

const WASM = /<link[^>]* as="?fetch[^>]*>/;
const SCRIPT = /<link[^>]*modulepreload[^>]*>/;
const nothing = () => "";
const withoutIntegrity = (link) => link.replace(/ integrity="?[^" >]+"?/, "");

const PAGES = [
  ["the wasm is not named", WASM, nothing, /does not say where the console's wasm is/],
  ["the script is not named", SCRIPT, nothing, /does not say where the console's script is/],
  ["the script is named without integrity", SCRIPT, withoutIntegrity, /is no script that this page names with its integrity/],
];

for (const [name, link, change, reason] of PAGES) {
  test(`the page says why when ${name}`, async () => {
    const answer = await fetch(sandbox.url);
    const whole = await answer.text();
    const body = whole.replace(link, change);
    assert.ok(body !== whole, "the page has changed");
    const headers = { "content-type": "text/html", "content-security-policy": answer.headers.get("content-security-policy") };
    const rule = proxy.when("/", { status: 200, headers, body });
    const page = await newPage(browser, proxy.url);
    await page.goto("/");
    await page.getByRole("alert").getByText(reason).waitFor();
    page.assertClean();
    rule.remove();
    await page.getByRole("button", { name: "Load the page again" }).click();
    await page.getByRole("textbox").first().waitFor();
    await page.close();
  });
}
