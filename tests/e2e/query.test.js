// The query tester: one query with what answered it, and a series held against the mapping.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, messageOf, servicePath, signIn } from "./support/console.js";
import { KEY } from "./support/node.js";
import { stage } from "./support/stage.js";

const SERVICE = "parcel-eta";
const PREDICT = { method: "POST", path: `/apinode/public/api/v1/${SERVICE}/delay/predict` };

let sandbox, browser, proxy;

stage({ demo: true, key: KEY }, (all) => ({ sandbox, browser, proxy } = all));

/** The tester of a service. */
async function arrive(service = SERVICE) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, servicePath(service));
  await grid(page, "Generations").getByRole("row").nth(1).waitFor();
  await page.getByRole("button", { name: "Test a query" }).click();
  const dialog = page.getByRole("dialog", { name: `Query ${service}` });
  return { page, dialog };
}

const answer = (dialog) => dialog.getByRole("region", { name: "Answer" });
const send = (dialog) => dialog.getByRole("button", { name: "Send query" }).click();

test("a query shows prediction, probabilities, timing, and which generation answered", async () => {
  const { page, dialog } = await arrive();
  await expectValue(dialog.getByRole("textbox", { name: "Endpoint" }), "delay");
  await dialog.getByRole("textbox", { name: "Name 1" }).fill("weight_kg");
  await dialog.getByRole("textbox", { name: "Value 1" }).fill("2.5");
  await dialog.getByRole("combobox", { name: "Answered by" }).selectOption("winter-4");
  await send(dialog);
  await answer(dialog).getByRole("definition").filter({ hasText: "winter-4" }).waitFor();
  await answer(dialog).getByRole("table", { name: /Timing/ }).waitFor();
  await answer(dialog).getByText("The answer as it came").click();
  assert.match(await answer(dialog).locator("pre").textContent(), /"serviceGeneration": "winter-4"/);
  page.assertClean();
  await page.close();
});

test("form and JSON say the same, and what does not fit is refused next to it", async () => {
  const { page, dialog } = await arrive();
  await dialog.getByRole("textbox", { name: "Name 1" }).fill("zone");
  await dialog.getByRole("textbox", { name: "Value 1" }).fill("north west");
  await dialog.getByRole("tab", { name: "JSON" }).click();
  const json = dialog.getByRole("textbox", { name: "Features as JSON" });
  assert.deepEqual(JSON.parse(await json.inputValue()), { zone: "north west" });
  await json.fill('{"zone": ');
  await send(dialog);
  assert.match(await messageOf(json), /not JSON/);
  await json.fill('{"zone": ["a"]}');
  await dialog.getByRole("tab", { name: "Form" }).click();
  assert.match(await messageOf(json), /fits only into JSON/);
  await json.fill('{"zone": "7", "n": 7}');
  await dialog.getByRole("tab", { name: "Form" }).click();
  assert.equal(await dialog.getByRole("textbox", { name: /^Value/ }).first().inputValue(), '7');
  assert.ok(!proxy.log.some((line) => line.includes("/predict")), "nothing was sent");
  page.assertClean();
  await page.close();
});

test("a refusal by the service shows the node's words and asks for no sign-in", async () => {
  proxy.when(PREDICT, { status: 401, body: { errorType: "java.lang.SecurityException", message: "This service wants a key" } });
  const { page, dialog } = await arrive();
  await expectValue(dialog.getByRole("textbox", { name: "Endpoint" }), "delay");
  await send(dialog);
  await dialog.getByText(/This service wants a key/).waitFor();
  assert.equal(await page.getByRole("dialog", { name: "Your session has ended" }).count(), 0);
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("200 queries are held against the mapping, with the interval of each share", async () => {
  const { page, dialog } = await arrive();
  await expectValue(dialog.getByRole("textbox", { name: "Endpoint" }), "delay");
  await dialog.getByRole("button", { name: "Run 200 and compare" }).click();
  await dialog.getByText("200 of 200").waitFor({ timeout: 60_000 });
  const table = dialog.getByRole("table", { name: "Observed split" });
  const rows = table.getByRole("row").filter({ hasText: "winter" });
  assert.equal(await rows.count(), 2);
  const counts = await rows.allTextContents();
  const hits = counts.map((text) => Number(text.match(/\((\d+)\)/)[1]));
  assert.equal(hits[0] + hits[1], 200);
  assert.equal(proxy.log.filter((line) => line === `POST ${PREDICT.path}`).length, 200);
  for (const text of counts) assert.match(text, /% to .*%/);
  page.assertClean();
  await page.close();
});

test("a series against a failing node ends after a few failures, and a wrong count is refused", async () => {
  proxy.when(PREDICT, { status: 500, body: { message: "The model is gone" } });
  const { page, dialog } = await arrive();
  await expectValue(dialog.getByRole("textbox", { name: "Endpoint" }), "delay");
  const count = dialog.getByRole("textbox", { name: "Queries" });
  await count.fill("5000");
  await dialog.getByRole("button", { name: "Run 5000 and compare" }).click();
  assert.match(await messageOf(count), /from 1 to 1000/);
  await count.fill("200");
  await dialog.getByRole("button", { name: "Run 200 and compare" }).click();
  await dialog.getByText(/The model is gone/).waitFor();
  await dialog.getByRole("button", { name: "Run 200 and compare" }).and(page.locator(":not([aria-busy])")).waitFor();
  const sent = proxy.log.filter((line) => line === `POST ${PREDICT.path}`).length;
  assert.ok(sent >= 5 && sent < 15, `${sent} were sent`);
  page.assertClean({ except: [answered(500)] });
  await page.close();
});

/** Waits till a field holds that text. */
async function expectValue(field, text) {
  await field.page().waitForFunction(([element, text]) => element.value === text, [await field.elementHandle(), text]);
}
