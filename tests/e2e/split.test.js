// Two generations of a service: imported, traffic split between them, and real queries that follow the split.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { launch, newPage } from "./support/browser.js";
import { answered, messageOf, pick, row, servicePath, signIn, toast } from "./support/console.js";
import { KEY, createServices, predict, services, shares } from "./support/node.js";
import { makePackage } from "./support/packages.js";
import { startSandbox } from "./support/sandbox.js";

const SERVICE = "parcels";

let sandbox, browser, folder, page;

// One journey in steps: each begins on the service's page, with what the steps before have left on the node.
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "pilothouse-packages-"));
  [sandbox, browser] = await Promise.all([startSandbox({ key: KEY, args: ["--packages-root", folder] }), launch()]);
  await createServices(sandbox, SERVICE);
  page = await newPage(browser, sandbox.url);
  await signIn(page, sandbox, servicePath(SERVICE));
});
beforeEach(async () => {
  await page.goto(servicePath(SERVICE));
  await page.getByRole("heading", { name: SERVICE, level: 1 }).waitFor();
});
after(async () => {
  await browser?.close();
  await sandbox?.stop();
  await rm(folder, { recursive: true, force: true });
});

const importing = () => page.getByRole("dialog", { name: `Import a generation of ${SERVICE}` });
const generation = (id) => row(page, id, "Generations");

async function openImport() {
  await page.getByRole("button", { name: "Import generation" }).first().click();
  await importing().waitFor();
}

test("without a generation there is nothing to map, and the page says so", async () => {
  await page.getByText("Nothing can answer yet").waitFor();
  const button = page.getByRole("button", { name: "Set mapping" });
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  await button.hover();
  await page.getByRole("tooltip").getByText("Import a generation first.").waitFor();
});

test("a file that is no package is refused in the dialog, and stays chosen", async () => {
  const path = join(folder, "notes.zip");
  await writeFile(path, "These are notes, not an archive.");
  await openImport();
  await importing().getByRole("button", { name: "Upload and import" }).click();
  assert.match(await messageOf(importing().getByLabel("Generation package")), /Choose the package/);
  await importing().getByLabel("Generation package").setInputFiles(path);
  await importing().getByRole("button", { name: "Upload and import" }).click();
  const refused = importing().getByRole("alert");
  await refused.getByText("Not imported").waitFor();
  assert.match(await refused.textContent(), /not a readable zip archive.*Nothing was changed.*is uploaded and stays/s);
  await refused.getByText("Details").click();
  assert.match(await refused.textContent(), /java\.lang\.IllegalArgumentException/);
  await importing().getByText("notes.zip, 32 B").waitFor();
  const steps = importing().getByRole("listitem");
  await steps.filter({ hasText: "Upload" }).getByText("done", { exact: true }).waitFor();
  await steps.filter({ hasText: "Import" }).getByText("failed", { exact: true }).waitFor();
  page.assertClean({ except: [answered(400)] });
});

test("the package of another service is refused by its name", async () => {
  const path = await makePackage(folder, "letters", "one");
  await openImport();
  await importing().getByLabel("Generation package").setInputFiles(path);
  await importing().getByRole("button", { name: "Upload and import" }).click();
  await importing().getByText("The package was made for service letters, not for parcels").waitFor();
  await importing().getByText(/^letters-one\.zip/).waitFor();
  page.assertClean({ except: [answered(400)] });
});

test("a generation is imported by upload", async () => {
  const path = await makePackage(folder, SERVICE, "winter-1");
  await openImport();
  await importing().getByLabel("Generation package").setInputFiles(path);
  await importing().getByRole("button", { name: "Upload and import" }).click();
  await importing().waitFor({ state: "hidden" });
  await toast(page, "Imported.");
  await generation("winter-1").getByText("0 %").waitFor();
  await page.getByText("No generation is mapped").waitFor();
  page.assertClean();
});

test("a path must be absolute and must be there; then a generation is imported by it", async () => {
  const path = await makePackage(folder, SERVICE, "winter-2", "--shift", "0.5");
  await openImport();
  await importing().getByRole("tab", { name: "On the node" }).click();
  const field = importing().getByRole("textbox", { name: "Path on the node" });
  const send = importing().getByRole("button", { name: "Import", exact: true });
  await field.fill("winter-2.zip");
  await send.click();
  assert.match(await messageOf(field), /must be absolute/);
  assert.equal(await field.inputValue(), "winter-2.zip");
  await field.fill(join(folder, "absent.zip"));
  await send.click();
  await importing().getByText("There is no file at filePath").waitFor();
  assert.equal(await field.inputValue(), join(folder, "absent.zip"));
  await field.fill(path);
  await send.click();
  await importing().waitFor({ state: "hidden" });
  await generation("winter-2").waitFor();
  page.assertClean({ except: [answered(404)] });
});

test("the same generation a second time is refused and changes nothing", async () => {
  await openImport();
  await importing().getByLabel("Generation package").setInputFiles(join(folder, `${SERVICE}-winter-2.zip`));
  await importing().getByRole("button", { name: "Upload and import" }).click();
  await importing().getByText("Not imported").waitFor();
  await page.keyboard.press("Escape");
  await importing().waitFor({ state: "hidden" });
  assert.deepEqual(Object.keys(await shares(sandbox, SERVICE)).sort(), ["winter-1", "winter-2"]);
  page.assertClean({ except: [answered(409)] });
});

test("traffic is split 80 to 20 with the keyboard, shares always add up, and what is not mounted is preloaded", async () => {
  await page.getByRole("button", { name: "Set mapping" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Set mapping of ${SERVICE}` });
  const number = (id) => dialog.getByRole("textbox", { name: `Share of ${id} in percent` });
  const both = async () => [await number("winter-1").inputValue(), await number("winter-2").inputValue()];
  const sums = async () => (await both()).map(Number).reduce((a, b) => a + b);
  await number("winter-1").waitFor();
  assert.equal(await sums(), 100);

  const slider = dialog.getByRole("slider", { name: "Share of winter-1" });
  await slider.focus();
  await page.keyboard.press("End");
  assert.deepEqual(await both(), ["100", "0"]);
  for (let n = 0; n < 20; n += 1) {
    await page.keyboard.press("ArrowLeft");
    assert.equal(await sums(), 100);
  }
  assert.deepEqual(await both(), ["80", "20"]);
  await number("winter-1").fill("66.67");
  assert.deepEqual(await both(), ["66.67", "33.33"]);
  await number("winter-1").fill("150");
  assert.match(await messageOf(number("winter-1")), /from 0 to 100/);
  assert.equal(await number("winter-2").inputValue(), "33.33");
  await number("winter-1").fill("80");
  assert.deepEqual(await both(), ["80", "20"]);

  await dialog.getByText(/^Not mounted: winter-[12], winter-[12]$/).waitFor();
  const preload = dialog.getByRole("checkbox", { name: "Preload first" });
  assert.ok(await preload.isChecked());
  await dialog.getByRole("img", { name: /^After: (?=.*winter-1 80.%)(?=.*winter-2 20.%)/ }).waitFor();
  await dialog.getByRole("button", { name: "Apply mapping" }).press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await toast(page, `The mapping of ${SERVICE} is set, and the service is enabled.`);
  await generation("winter-1").getByText("80 %").waitFor();
  await generation("winter-1").getByText("mounted", { exact: true }).waitFor();
  await generation("winter-2").getByText("mounted", { exact: true }).waitFor();
  assert.deepEqual(await shares(sandbox, SERVICE), { "winter-1": 80, "winter-2": 20 });
  assert.equal((await services(sandbox)).get(SERVICE).enabled, true);
  const focused = await page.evaluate(() => document.activeElement.textContent);
  assert.equal(focused, "Set mapping", "the focus returns");
  page.assertClean();
});

test("400 real queries split as set", async () => {
  const count = 400;
  const answers = await predict(sandbox, SERVICE, "delay", count);
  const deviation = Math.sqrt(count * 0.8 * 0.2);
  assert.equal(answers["winter-1"] + answers["winter-2"], count);
  assert.ok(Math.abs(answers["winter-1"] - 0.8 * count) <= 5 * deviation, JSON.stringify(answers));
});

test("the mapping that is in force need not be applied again", async () => {
  await page.getByRole("button", { name: "Set mapping" }).click();
  const dialog = page.getByRole("dialog", { name: `Set mapping of ${SERVICE}` });
  const apply = dialog.getByRole("button", { name: "Apply mapping" });
  assert.equal(await apply.getAttribute("aria-disabled"), "true");
  await apply.hover();
  await dialog.getByRole("tooltip").getByText("This is the mapping that is in force.").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
});

test("everything goes back to one generation", async () => {
  await pick(page, "Actions for winter-1", "Switch to this generation");
  await toast(page, "winter-1 answers all queries now.");
  await generation("winter-1").getByText("100 %").waitFor();
  assert.deepEqual(await predict(sandbox, SERVICE, "delay", 60), { "winter-1": 60 });
  page.assertClean();
});

test("the newest generation takes over", async () => {
  await pick(page, "More actions", "Switch to the newest generation");
  await toast(page, "winter-2 answers all queries now.");
  assert.deepEqual(await predict(sandbox, SERVICE, "delay", 20), { "winter-2": 20 });
  page.assertClean();
});

test("a generation that cannot be preloaded leaves the mapping as it is, and says so", async () => {
  await makePackage(folder, SERVICE, "broken", "--fail-load", "the model file ends too early");
  await openImport();
  await importing().getByLabel("Generation package").setInputFiles(join(folder, `${SERVICE}-broken.zip`));
  await importing().getByRole("button", { name: "Upload and import" }).click();
  await importing().waitFor({ state: "hidden" });
  await generation("broken").waitFor();
  await page.getByRole("button", { name: "Set mapping" }).click();
  const dialog = page.getByRole("dialog", { name: `Set mapping of ${SERVICE}` });
  await dialog.getByRole("textbox", { name: "Share of broken in percent" }).fill("10");
  await dialog.getByRole("button", { name: "Apply mapping" }).click();
  const failed = dialog.getByRole("alert");
  await failed.getByText(`Could not set the mapping of ${SERVICE}`).waitFor();
  assert.match(await failed.textContent(), /broken could not be preloaded.*left as it is.*ends too early/s);
  assert.equal(await dialog.getByRole("textbox", { name: "Share of broken in percent" }).inputValue(), "10");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal((await shares(sandbox, SERVICE))["winter-2"], 100);
  page.assertClean({ except: [answered(500)] });
});
