// Several nodes side by side, and a mapping that goes from one to others.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, pick, row, signIn } from "./support/console.js";
import { KEY, call, shares } from "./support/node.js";
import { stage } from "./support/stage.js";
import { startSandbox } from "./support/sandbox.js";

const TABLE = "Services by node";
const NODES = ["apinode", "apinode-2", "apinode-3"];
/** Room for all services of the demo: what is not on screen is not asked for. */
const ROOM = { viewport: { width: 1366, height: 1200 } };

let sandbox, browser, proxy;
const others = [];

after(() => Promise.all(others.map((other) => other.stop())));
stage({ demo: true, key: KEY, args: ["--nodes", "3"] }, (all) => ({ sandbox, browser, proxy } = all));

/** Another sandbox, which ends with the file. */
async function startOther(options) {
  const other = await startSandbox(options);
  others.push(other);
  return other;
}

async function arrive(node = "main") {
  const page = await newPage(browser, proxy.url, ROOM);
  await signIn(page, sandbox, `/nodes/${node}/compare`);
  await grid(page, TABLE).getByRole("row").nth(1).waitFor();
  return page;
}

/** The cell of a service on the node of that number; the reference is the first. */
const cell = (page, service, node) => row(page, service, TABLE).getByRole("gridcell").nth(node + 1);

/** Opens the dialog that carries the mapping of a service. */
async function carry(page, service) {
  // Each list that comes draws the rows anew and takes away what was opened in them; when the last row has been looked at,
  // what stands above them is another.
  await grid(page, TABLE).and(page.locator(":not([aria-busy])")).waitFor();
  await grid(page, TABLE).getByLabel("loading", { exact: true }).first().waitFor({ state: "hidden" });
  await pick(page, `Actions for ${service}`, "Carry the mapping");
  const dialog = page.getByRole("dialog", { name: `Carry the mapping of ${service}` });
  const node = (name) => dialog.getByRole("list", { name: "Other nodes" }).getByRole("listitem").filter({ hasText: name });
  const result = (name) => dialog.getByRole("list", { name: "Results" }).getByRole("listitem").filter({ hasText: name });
  return { dialog, node, result, submit: dialog.getByRole("button", { name: /^Carry to/ }) };
}

const setMapping = (service, split, node) => {
  const entries = Object.entries(split).map(([generation, percent]) => ({ generation, proba: percent / 100 }));
  return call(sandbox, "POST", `services/${service}/actions/setMapping`, { entries }, node);
};

/** Without the generations that have none. */
const mapped = async (service, node) =>
  Object.fromEntries(Object.entries(await shares(sandbox, service, node)).filter(([, share]) => share > 0));

test("what differs from the reference is marked in words, for each node by itself", async () => {
  const page = await arrive();
  await page.getByText("12 services on 3 nodes, held against Main node.").waitFor();
  await page.getByText("presence 2, state 1, mapping 3, generations 1.").waitFor();
  for (const [service, words] of [
    ["stock-cover", "not there"],
    ["churn-score", "disabled"],
    ["parcel-eta", "other mapping"],
    ["lead-scoring", "1 generation missing"],
    ["route-cost", "the same"],
  ]) {
    await cell(page, service, 2).getByText(words, { exact: true }).last().waitFor();
  }
  await cell(page, "parcel-eta", 2).getByRole("img", { name: /winter-4 95 %/ }).waitFor();
  await cell(page, "demand-daily", 2).getByText("the same").waitFor();
  await cell(page, "demand-daily", 3).getByText("other mapping").waitFor();
  await cell(page, "parcel-eta", 3).getByText("the same").waitFor();
  assert.equal(await cell(page, "parcel-eta", 1).getByText("the same").count(), 0, "the reference is not held against itself");
  page.assertClean();
  await page.close();
});

test("the filter keeps what differs, by kind, and stands in the address", async () => {
  const page = await arrive();
  await page.getByText("mapping 3, generations 1.").waitFor();
  const show = page.getByRole("combobox", { name: "Show" });
  for (const [kind, count] of [["Only differences", 7], ["Not on every node", 2], ["Other state", 1], ["Other mapping", 3], ["Other generations", 1]]) {
    await show.selectOption(kind);
    await page.getByText(`${count} of 12 services`).waitFor();
  }
  assert.match(page.url(), /differ=generations/);
  await page.getByRole("searchbox", { name: "Filter services" }).fill("lead");
  await row(page, "lead-scoring", TABLE).waitFor();
  page.assertClean();
  await page.close();
});

test("another reference turns the differences round", async () => {
  const page = await arrive("node-2");
  await grid(page, TABLE).getByRole("columnheader", { name: "Node 2 (reference)" }).waitFor();
  await cell(page, "stock-cover", 2).getByText("not on the reference").waitFor();
  await cell(page, "lead-scoring", 2).getByText("1 generation more").waitFor();
  await page.getByRole("combobox", { name: "API node" }).selectOption("Node 3");
  await page.waitForURL("**/nodes/node-3/compare");
  await grid(page, TABLE).getByRole("columnheader", { name: "Node 3 (reference)" }).waitFor();
  page.assertClean();
  await page.close();
});

test("a node that cannot be read is named, and its services are not called missing", async () => {
  const away = proxy.when("/apinode-2/admin/api/services", { status: 500, body: { message: "The disk is full" } });
  const page = await arrive();
  const told = page.getByRole("alert").filter({ hasText: "Could not load the services of Node 2" });
  await told.waitFor();
  await cell(page, "parcel-eta", 2).getByText("not loaded").waitFor();
  await page.getByText("12 services on 2 nodes").waitFor();
  assert.equal(await grid(page, TABLE).getByText("not there").count(), 0);
  away.remove();
  await told.getByRole("button", { name: "Try again" }).click();
  await cell(page, "stock-cover", 2).getByText("not there").waitFor();
  page.assertClean({ except: [answered(500)] });
  await page.close();
});

test("a list with rows that could not be read does not tell that a service is not there", async () => {
  proxy.when("/apinode-2/admin/api/services", { status: 200, body: [{ serviceId: "parcel-eta", enabled: true }, { enabled: true }] });
  const page = await arrive();
  await page.getByText("1 of Node 2's rows could not be read").waitFor();
  await cell(page, "churn-score", 2).getByText("not among the rows that could be read").waitFor();
  assert.equal(await grid(page, TABLE).getByText("not there").count(), 0);
  page.assertClean();
  await page.close();
});

test("what a node does not say is no difference, and nothing is called the same", async () => {
  proxy.when("/apinode-2/admin/api/services/parcel-eta/generations", {
    status: 200,
    body: { generations: [1, 2, 3, 4, 5].map((n) => ({ generationId: `winter-${n}` })) },
  });
  const page = await arrive();
  await cell(page, "parcel-eta", 2).getByText("not given by this server").waitFor();
  assert.doesNotMatch(await cell(page, "parcel-eta", 2).textContent(), /other|same|missing/);
  await page.getByText("are not compared in full").waitFor({ state: "hidden" });
  page.assertClean();
  await page.close();
});

test("a mapping is carried to the nodes that are ticked, and enables the service", async () => {
  const page = await arrive();
  await call(sandbox, "POST", "services/parcel-eta/actions/disable", undefined, "apinode-2");
  await page.getByRole("button", { name: "Load again" }).click();
  await cell(page, "parcel-eta", 2).getByText("disabled, other mapping").waitFor();
  const { dialog, node, result, submit } = await carry(page, "parcel-eta");
  await node("Node 3").getByText("The mapping is the same there already.").waitFor();
  assert.equal(await node("Node 3").getByRole("checkbox").count(), 0);
  await node("Node 2").getByText("The service is disabled there, and will be enabled.").waitFor();
  assert.equal(await submit.getAttribute("aria-disabled"), "true");
  await dialog.getByRole("checkbox", { name: "Node 2" }).check();
  await dialog.getByRole("button", { name: "Carry to 1 node" }).click();
  await result("Node 2").getByText("set", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await cell(page, "parcel-eta", 2).getByText("the same").waitFor();
  await cell(page, "parcel-eta", 2).getByText("enabled", { exact: true }).waitFor();
  assert.deepEqual(await mapped("parcel-eta", "apinode-2"), { "winter-4": 80, "winter-5": 20 });
  page.assertClean();
  await page.close();
});

test("the first failure ends it: what was set, what failed and what was not tried is told", async () => {
  for (const node of NODES) await setMapping("route-cost", node === "apinode" ? { r4: 50, r5: 50 } : { r5: 100 }, node);
  proxy.when({ method: "POST", path: /^\/apinode-2\/.*setMapping$/ }, { status: 500, body: { message: "The disk is full" } });
  const page = await arrive();
  const { dialog, result } = await carry(page, "route-cost");
  await dialog.getByRole("checkbox", { name: "Node 2" }).check();
  await dialog.getByRole("checkbox", { name: "Node 3" }).check();
  await dialog.getByRole("button", { name: "Carry to 2 nodes" }).click();
  await result("Node 2").getByText("failed", { exact: true }).waitFor();
  await result("Node 3").getByText("not tried").waitFor();
  await dialog.getByRole("alert").getByText("Could not set the mapping on Node 2").waitFor();
  assert.match(await dialog.getByRole("alert").textContent(), /The disk is full/);
  assert.deepEqual(await mapped("route-cost", "apinode-3"), { r5: 100 });
  assert.equal(proxy.log.filter((line) => /^POST \/apinode-3/.test(line)).length, 0);
  page.assertClean({ except: [answered(500)] });
  await page.close();
});

test("a mapping is not carried to where one of its generations is not", async () => {
  await setMapping("lead-scoring", { v3: 50, v4: 50 }, "apinode");
  const page = await arrive();
  const { dialog, node } = await carry(page, "lead-scoring");
  await node("Node 2").getByText("Generation v4 is not there.").waitFor();
  assert.equal(await node("Node 2").getByRole("checkbox").count(), 0);
  await dialog.getByRole("checkbox", { name: "Node 3" }).waitFor();
  page.assertClean();
  await page.close();
});

test("a generation that went meanwhile stops the write before it is sent", async () => {
  await setMapping("fraud-screening", { "2026.4": 50, "2026.5": 50 }, "apinode");
  const page = await arrive();
  const { dialog, result } = await carry(page, "fraud-screening");
  await dialog.getByRole("checkbox", { name: "Node 2" }).check();
  proxy.when("/apinode-2/admin/api/services/fraud-screening/generations", {
    status: 200,
    body: { generations: [{ generationId: "2026.5", mapped: 1, mounted: true }] },
  });
  await dialog.getByRole("button", { name: "Carry to 1 node" }).click();
  await result("Node 2").getByText("Generation 2026.4 is not there.").waitFor();
  assert.ok(!proxy.log.some((line) => /^POST .*setMapping/.test(line)), "nothing was sent");
  page.assertClean();
  await page.close();
});

test("what is not mounted there is said before", async () => {
  proxy.when("/apinode-2/admin/api/services/refund-risk/generations", {
    status: 200,
    body: { generations: ["v2", "v3", "v4"].map((generationId) => ({ generationId, mapped: generationId === "v2" ? 1 : 0, mounted: generationId === "v2" })) },
  });
  const page = await arrive();
  const { node } = await carry(page, "refund-risk");
  await node("Node 2").getByText("Not mounted there: v3, v4. Its first queries wait until it is loaded.").waitFor();
  page.assertClean();
  await page.close();
});

test("it goes on when the page is left in the middle", async () => {
  for (const node of NODES) await setMapping("demand-daily", node === "apinode" ? { "week-4": 100 } : { "week-3": 100 }, node);
  const page = await arrive();
  const slow = proxy.when({ method: "POST", path: /^\/apinode-2\/.*setMapping$/ }, { hold: true });
  const last = proxy.when({ method: "POST", path: /^\/apinode-3\/.*setMapping$/ }, {});
  const { dialog } = await carry(page, "demand-daily");
  for (const name of ["Node 2", "Node 3"]) await dialog.getByRole("checkbox", { name }).check();
  const [held, sent] = [slow.hit(), last.hit()];
  await dialog.getByRole("button", { name: "Carry to 2 nodes" }).click();
  await held;
  await page.keyboard.press("Escape");
  assert.ok(await dialog.isVisible(), "it cannot be closed meanwhile");
  await page.evaluate(() => history.pushState({}, "", "/nodes/main/services") ?? dispatchEvent(new PopStateEvent("popstate")));
  await page.getByRole("heading", { name: "Services", level: 1 }).waitFor();
  slow.release();
  await sent;
  page.assertClean();
  await page.close();
});

test("many services are looked at by a button, in steps, and it says how far it is", async () => {
  const crowd = await startOther({ demo: 700, args: ["--nodes", "2"] });
  const page = await newPage(browser, crowd.url);
  await signIn(page, crowd, "/nodes/main/compare");
  await grid(page, TABLE).getByRole("row").nth(1).waitFor();
  await page.getByText(/so far: \d+ services are not compared in full yet/).waitFor();
  await page.getByRole("button", { name: "Look at the next 500" }).click();
  await page.getByText(/^\d+ of 500$/).waitFor();
  // A thousand calls: an unoptimised build on a busy machine takes its time for them.
  await page.getByRole("button", { name: "Look at all services" }).click({ timeout: 120_000 });
  await page.getByText("presence 2, state 1, mapping 2, generations 1.").waitFor({ timeout: 120_000 });
  await page.getByRole("button", { name: "Look at" }).waitFor({ state: "hidden" });
  page.assertClean();
  await page.close();
});

test("with one node the page says why there is nothing, and no link leads to it", async () => {
  const one = await startOther({ demo: true });
  const page = await newPage(browser, one.url);
  await signIn(page, one, "/nodes/main/compare");
  await page.getByText("There is one node only").waitFor();
  assert.equal(await page.getByRole("link", { name: "Nodes side by side" }).count(), 0);
  page.assertClean();
  await page.close();
});
