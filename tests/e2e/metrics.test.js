// Metrics: charts and tables of what is recognised, the rest as a tree, asked for only while the page is seen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, row, setVisible, signIn } from "./support/console.js";
import { KEY } from "./support/node.js";
import { stage } from "./support/stage.js";

const PAGE = "/nodes/main/metrics";
const METRICS = "/apinode/admin/api/metrics";

let sandbox, browser, proxy;

stage({ demo: true, key: KEY }, (all) => ({ sandbox, browser, proxy } = all));

async function arrive(path = PAGE) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, path);
  await page.getByRole("heading", { name: "Metrics", level: 1 }).waitFor();
  return page;
}

const asked = () => proxy.log.filter((line) => line === `GET ${METRICS}`).length;
const figure = (page, title) => page.getByRole("figure").filter({ hasText: title });

/** Asks a service for predictions, and so makes it count. */
async function query(service, endpoint, times) {
  for (let n = 0; n < times; n += 1) {
    const answer = await fetch(`${sandbox.url}/apinode/public/api/v1/${service}/${endpoint}/predict`, {
      method: "POST",
      body: JSON.stringify({ features: {} }),
    });
    assert.equal(answer.status, 200);
  }
}

test("real queries appear in the chart, in its table, and in the table of all", async () => {
  const page = await arrive(`${PAGE}?service=parcel-eta`);
  const rate = figure(page, "Queries per second");
  await rate.getByRole("img", { name: /^Queries per second\. Newest: .+/ }).waitFor();
  await page.getByRole("button", { name: "Hold" }).click();
  // What is on its way has come.
  await page.getByRole("button", { name: "Load again" }).and(page.locator(":not([aria-busy])")).waitFor();
  const line = row(page, "parcel-eta", "Metrics").first();
  const before = await line.textContent();
  await query("parcel-eta", "delay", 40);
  await page.getByRole("button", { name: "Load again" }).click();
  await line.filter({ hasNotText: before }).waitFor();
  await rate.getByRole("img", { name: /Newest: .*winter-\d \d*\.?\d*[1-9]/ }).waitFor();
  await rate.getByText("Values as a table").click();
  const table = rate.getByRole("table");
  await table.getByRole("row").nth(2).waitFor();
  page.assertClean();
  await page.close();
});

test("a service is picked from the table, stays in the address, and leads to its page", async () => {
  const page = await arrive();
  await grid(page, "Metrics").getByRole("button", { name: "Chart churn-score" }).first().click();
  await page.getByRole("heading", { name: "churn-score", level: 2 }).waitFor();
  assert.match(page.url(), /service=churn-score/);
  await page.reload();
  await page.getByRole("heading", { name: "churn-score", level: 2 }).waitFor();
  await page.getByRole("link", { name: "To the service" }).click();
  await page.getByRole("heading", { name: "churn-score", level: 1 }).waitFor();
  page.assertClean();
  await page.close();
});

test("names that nobody knows are shown as they came, and a number among them is followed", async () => {
  const deep = (value) => proxy.when(METRICS, { status: 200, body: { gauges: { "queue.depth": { value } }, note: "<b>up</b>", list: [] } });
  deep(3);
  const page = await arrive();
  await page.getByText("This node's metrics have names that this console does not know").waitFor();
  const tree = page.getByRole("group", { name: "The node's answer" });
  await tree.getByText("<b>up</b>").waitFor();
  await tree.getByText("gauges", { exact: true }).click();
  await tree.getByText("queue.depth", { exact: true }).click();
  await tree.getByRole("button", { name: "Chart gauges › queue.depth › value" }).click();
  const chart = figure(page, "gauges › queue.depth › value");
  await chart.getByRole("img", { name: /value 3/ }).waitFor();
  deep(41);
  await page.getByRole("button", { name: "Load again" }).click();
  await chart.getByRole("img", { name: /value 41/ }).waitFor();
  assert.ok(await tree.getByText("queue.depth", { exact: true }).isVisible(), "an open branch stays open");
  await page.getByRole("button", { name: "Remove the chart of gauges › queue.depth › value" }).click();
  await page.getByText("Picked from the answer").waitFor({ state: "hidden" });
  page.assertClean();
  await page.close();
});

for (const [what, body] of [["a list", [1, 2]], ["a text", '"up"'], ["nothing", ""], ["null", null]]) {
  test(`metrics that are ${what} do no harm`, async () => {
    proxy.when(METRICS, { status: 200, body });
    const page = await arrive();
    await page.getByText("names that this console does not know").waitFor();
    await page.getByRole("heading", { name: "Everything the node answered" }).waitFor();
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByText("No query was counted yet").waitFor();
    page.assertClean();
    await page.close();
  });
}

test("while it fails it is asked more slowly, what was there stays, and it comes back", async () => {
  const page = await arrive();
  await row(page, "parcel-eta", "Metrics").first().waitFor();
  const rule = proxy.when(METRICS, { status: 500, body: { message: "The disk is full" } });
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByText("This may be old: the metrics could not be loaded again").waitFor();
  await page.getByText("Asked again more and more slowly").waitFor();
  assert.ok(await row(page, "parcel-eta", "Metrics").first().isVisible());
  rule.remove();
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByText("Asked again every 5 seconds").waitFor();
  page.assertClean({ except: [answered(500)] });
  await page.close();
});

test("it is asked again by itself, and not while it is held or hidden", async () => {
  const page = await newPage(browser, proxy.url);
  await page.clock.install();
  await signIn(page, sandbox, PAGE);
  await row(page, "parcel-eta", "Metrics").first().waitFor();
  const comes = () => page.waitForResponse((answer) => answer.url().endsWith(METRICS));
  const next = comes();
  await page.clock.runFor(5_100);
  await next;

  await page.getByRole("button", { name: "Hold" }).click();
  let before = asked();
  await page.clock.runFor(60_000);
  assert.equal(asked(), before, "held");
  const again = comes();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.clock.runFor(100);
  await again;

  await setVisible(page, false);
  before = asked();
  await page.clock.runFor(60_000);
  assert.equal(asked(), before, "hidden");
  const seen = comes();
  await setVisible(page, true);
  await page.clock.runFor(100);
  await seen;
  page.assertClean();
  await page.close();
});
