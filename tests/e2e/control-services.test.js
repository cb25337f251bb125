// App services of the control plane: enabled and disabled, several at once, one that fails, refused while another
// modification runs, put back as they were, edited as JSON.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, signIn } from "./support/console.js";
import { ended, signInOver } from "./support/ending.js";
import { disable, enable } from "./support/people.js";
import { answer, manifest, put, service, still, wish } from "./support/manifest.js";
import { stage } from "./support/stage.js";

const PAGE = "/control/services";

let sandbox, browser, proxy;
stage({ demo: true, args: ["--job-ms", "600"] }, (set) => ({ sandbox, browser, proxy } = set));

const open = async (search = "") => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, PAGE + search);
  return page;
};
const card = (page, title) => page.getByRole("article", { name: title, exact: true });
const press = (place, name) => place.getByRole("button", { name, exact: true }).click();
const dialog = (page, name) => page.getByRole("dialog", { name, exact: true });
const puts = () => proxy.log.filter((line) => line.startsWith("PUT ")).length;

/** Applies what the dialog of that name asks about, and waits for the end of the job. */
async function apply(page, name) {
  await press(dialog(page, name), "Apply");
  await dialog(page, name).getByText("Done", { exact: true }).waitFor();
  await dialog(page, name).getByRole("button", { name: "Close", exact: true }).last().click();
  await dialog(page, name).waitFor({ state: "hidden" });
}

async function close(page) {
  page.assertClean();
  await page.close();
  await still(sandbox);
}

test("the filter is in the address, and an action that makes no sense is closed with the reason", async () => {
  const page = await open("?state=disabled");
  await page.getByText("1 of 14 services").waitFor();
  await card(page, "GPU lab").getByText("disabled", { exact: true }).waitFor();
  await page.getByRole("combobox", { name: "State" }).selectOption("Any state");
  await page.getByRole("searchbox", { name: "Filter services" }).fill("prometheus");
  await card(page, "Prometheus").getByText("Volume prometheus-data is full").waitFor();
  assert.match(page.url(), /q=prometheus/);
  await page.getByRole("searchbox", { name: "Filter services" }).fill("vision");
  await press(card(page, "Vision board"), "Actions for vision-board");
  await page.getByRole("menuitem", { name: "Restart It is scaled to zero: there is nothing to start anew." }).waitFor();
  await close(page);
});

test("a service is disabled and enabled, and what is sent is the whole manifest with its marks", async () => {
  const page = await open();
  const before = await manifest(sandbox);
  await press(card(page, "Grafana"), "Disable");
  await dialog(page, "Disable grafana").getByText("desired state: ready → disabled").waitFor();
  await apply(page, "Disable grafana");
  await card(page, "Grafana").getByText("disabled", { exact: true }).waitFor();
  const after = await manifest(sandbox);
  assert.deepEqual(after.app_services.map(({ spec }) => spec.name), before.app_services.map(({ spec }) => spec.name));
  assert.equal((await service(sandbox, "grafana")).spec.desired_state, "disabled");
  assert.deepEqual(await service(sandbox, "lab"), before.app_services.find(({ spec }) => spec.name === "lab"));
  await press(card(page, "Grafana"), "Enable");
  await apply(page, "Enable grafana");
  await card(page, "Grafana").getByText("ready", { exact: true }).waitFor();
  await close(page);
});

test("several services are changed in one apply, and put back as they were", async () => {
  const page = await open();
  for (const name of ["mlrun", "presto", "gpu-lab"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await press(page.getByRole("group", { name: "Selected services" }), "Disable");
  const asked = dialog(page, "Disable 2 services");
  await asked.getByText("It is disabled already.").waitFor();
  await apply(page, "Disable 2 services");
  assert.equal(puts(), 1);
  await page.getByText("2 services are not as they were").waitFor();
  await page.reload();
  await page.getByText("2 services are not as they were").waitFor();
  const kept = await page.evaluate(() => localStorage.getItem("pilothouse.services"));
  assert.ok(!kept.includes("elasticsearch"), "names and desired states alone");
  await press(page, "Put back as it was");
  await apply(page, "Put back as it was");
  assert.equal((await service(sandbox, "presto")).status.state, "ready");
  await page.getByText("2 services are not as they were").waitFor({ state: "hidden" });
  await close(page);
});

test("a service that fails shows its own error", async () => {
  await put(sandbox, (all) => all.push({ spec: { name: "failing-service", kind: "shell", desired_state: "disabled" } }));
  await still(sandbox);
  const page = await open("?q=failing");
  await press(card(page, "failing-service"), "Enable");
  await press(dialog(page, "Enable failing-service"), "Apply");
  const words = /Deployment failing-service did not become ready/;
  await dialog(page, "Enable failing-service").getByRole("list", { name: "What the services say" }).getByText(words).waitFor();
  await dialog(page, "Enable failing-service").getByRole("button", { name: "Close", exact: true }).last().click();
  await page.getByText("Enable failing-service: not done").waitFor();
  await card(page, "failing-service").getByText(words).waitFor();
  await close(page);
});

test("nothing is sent while another modification runs, and the page says which", async () => {
  const page = await open();
  await press(card(page, "Grafana"), "Disable");
  const asked = dialog(page, "Disable grafana");
  await asked.waitFor();
  const body = await answer(sandbox);
  const job = await put(sandbox, wish("lab", { mark_for_restart: true }));
  // It runs till the test has seen it.
  body.data[0].attributes.running_modification_job = job;
  const busy = proxy.when({ method: "GET", path: "/control-plane/api/app_services_manifests" }, { status: 200, body });
  await press(asked, "Apply");
  await asked.getByText("Refused: another modification is under way").waitFor();
  await asked.getByRole("link", { name: job }).waitFor();
  assert.equal(puts(), 0);
  await still(sandbox);
  busy.remove();
  await asked.getByText("Refused: another modification is under way").waitFor({ state: "hidden" });
  await press(asked, "Cancel");
  await close(page);
});

test("a change of the same service by somebody else is shown and asked about; elsewhere it survives", async () => {
  const page = await open();
  await press(card(page, "Grafana"), "Disable");
  const asked = dialog(page, "Disable grafana");
  await asked.waitFor();
  await put(sandbox, (all) => {
    wish("grafana", { description: "Charts", mark_as_changed: true })(all);
    wish("shell", { description: "A prompt", mark_as_changed: true })(all);
  });
  await still(sandbox);
  await press(asked, "Apply");
  await asked.getByText("Somebody has changed these services meanwhile").waitFor();
  await asked.getByText("description: Dashboards → Charts").waitFor();
  assert.equal(puts(), 0);
  await press(asked, "Apply all the same");
  await dialog(page, "Disable grafana").getByText("Done", { exact: true }).waitFor();
  const [grafana, shell] = [await service(sandbox, "grafana"), await service(sandbox, "shell")];
  assert.deepEqual([grafana.spec.desired_state, grafana.spec.description], ["disabled", "Charts"]);
  assert.equal(shell.spec.description, "A prompt");
  await close(page);
});

test("as JSON: a fault has its place, secrets are masked and stay, the difference stands before the apply", async () => {
  const page = await open("?json=log-forwarder");
  const text = page.getByRole("textbox", { name: "Specification as a JSON object" });
  await text.waitFor();
  const spec = JSON.parse(await text.inputValue());
  assert.equal(spec.filebeat.elasticsearch_password, "******");
  await text.fill("{\n  \"a\": 1,\n}");
  await page.getByText("Line 3, column 1: trailing comma.").waitFor();
  await text.fill(JSON.stringify({ ...spec, description: "Sends logs on" }, null, 2));
  await page.getByText("Sends logs to a search engine → Sends logs on").waitFor();
  await press(page, "Apply");
  await page.getByText("Nothing has been changed.").waitFor({ state: "attached" });
  await still(sandbox);
  const kept = await service(sandbox, "log-forwarder");
  assert.equal(kept.spec.description, "Sends logs on");
  await close(page);
});

test("as JSON: what is typed survives the way to another page, and both edits are asked about", async () => {
  const page = await open("?json=lab");
  const text = page.getByRole("textbox", { name: "Specification as a JSON object" });
  await text.waitFor();
  const spec = JSON.parse(await text.inputValue());
  await text.fill(JSON.stringify({ ...spec, description: "Mine" }, null, 2));
  await page.getByText("Notebooks of the forecasting team → Mine").waitFor();
  await page.getByRole("link", { name: "App services" }).last().click();
  await card(page, "Lab").getByRole("link", { name: "JSON" }).click();
  await page.getByText("Notebooks of the forecasting team → Mine").waitFor();
  await put(sandbox, wish("lab", { max_replicas: 2, mark_as_changed: true }));
  await still(sandbox);
  await press(page, "Apply");
  const asked = page.getByRole("dialog", { name: "It has been changed meanwhile" });
  await asked.getByText("1 → 2").waitFor();
  await press(asked, "Apply");
  await asked.waitFor({ state: "hidden" });
  await page.getByText("1 change that is not sent yet").waitFor({ state: "hidden" });
  await still(sandbox);
  const { spec: now } = await service(sandbox, "lab");
  assert.deepEqual([now.description, now.max_replicas], ["Mine", 2]);
  await close(page);
});

test("as JSON: what is typed survives the end of the session", async () => {
  const page = await open("?json=hive");
  const text = page.getByRole("textbox", { name: "Specification as a JSON object" });
  await text.waitFor();
  const spec = JSON.parse(await text.inputValue());
  const typed = JSON.stringify({ ...spec, description: "Typed before the end" }, null, 2);
  await text.fill(typed);
  await disable(sandbox);
  await press(page, "Apply");
  await ended(page).waitFor();
  await enable(sandbox);
  await signInOver(page, sandbox);
  assert.equal(await text.inputValue(), typed);
  await page.getByText("Where the tables of Presto are → Typed before the end").waitFor({ state: "hidden" });
  await still(sandbox);
  assert.equal((await service(sandbox, "hive")).spec.description, "Typed before the end");
  page.assertClean({ except: [answered(401)] });
  await page.close();
});
