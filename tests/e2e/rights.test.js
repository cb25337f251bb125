// Effective rights: what a key can do and why, in what two differ, who reaches a dataset; and the server's own matrix.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { answered, grid, row, signIn } from "./support/console.js";
import { newPage } from "./support/browser.js";
import { stage } from "./support/stage.js";

let sandbox, browser, proxy;

stage({ demo: true }, (all) => ({ sandbox, browser, proxy } = all));

const BY_PROJECT = "Rights by project";
const WHO = "Who reaches it";

async function open(path) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, path);
  return page;
}

/** Presses a button that hands a file over, and reads it as lines. */
async function file(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  const text = await readFile(await download.path(), "utf8");
  return { name: download.suggestedFilename(), lines: text.trimEnd().split("\r\n") };
}

test("every key that reaches a dataset is found, says how, and stands in the file", async () => {
  const page = await open("/access/rights?view=reach");
  await page.getByLabel("Project", { exact: true }).fill("PARCELS");
  await page.getByLabel("Dataset", { exact: true }).fill("scans");
  await page.getByRole("heading", { name: "Who reaches scans in PARCELS" }).waitFor();
  await page.getByRole("combobox", { name: "Kind" }).selectOption("Keys only");
  const key = (name) => row(page, name, WHO);
  await key("night-audit").getByText("administrator").waitFor();
  await key("release-robot").getByText("Write project content, by the key's own rights").waitFor();
  await key("logistics-jobs").getByText("Write project content, by group logistics").waitFor();
  await key("laptop").getByText("owner").first().waitFor();
  await key("admin scripts").getByText("administrator, by group").waitFor();
  for (const name of ["spare", "dashboards", "load-test"]) assert.equal(await key(name).count(), 0, name);
  const { name, lines } = await file(page, "Export as CSV");
  assert.equal(name, "who-reaches-PARCELS-scans.csv");
  assert.equal(lines[0], "Who,Kind,Login or id,Reaches it,How");
  assert.ok(lines.includes(`release-robot,global key,gsoon,yes,"Write project content, by the key's own rights"`), lines.join("\n"));
  assert.ok(!lines.some((line) => /,user,/.test(line)), "only what is shown");
  await page.getByText(/^\d+ keys and \d+ users reach it\.$/).waitFor();

  await key("logistics-jobs").getByRole("button", { name: "logistics-jobs" }).click();
  await page.getByText("Associated user a.keller").waitFor();
  await row(page, "PARCELS", BY_PROJECT).getByText("group logistics").waitFor();
  assert.match(page.url(), /who=key/);
  page.assertClean();
  await page.close();
});

test("two keys are compared: each has what the other has not", async () => {
  const page = await open("/access/rights");
  await page.getByText("Pick a key or a user").waitFor();
  await page.getByLabel("Key or user").fill("release-robot (global key gsoon)");
  await row(page, "PARCELS", BY_PROJECT).getByText("Write project content").waitFor();
  await row(page, "PRICES", BY_PROJECT).getByText("nothing").waitFor();
  await page.getByLabel("Compare with").fill("gmany");
  await page.getByRole("columnheader", { name: "Only release-robot" }).waitFor();
  await page.getByRole("combobox", { name: "Show" }).selectOption("Only differences");
  await page.getByText("4 of 6 projects").waitFor();
  const parcels = row(page, "PARCELS", BY_PROJECT).getByRole("gridcell");
  assert.match(await parcels.nth(2).textContent(), /Write project content/);
  assert.equal((await parcels.nth(3).textContent()).trim(), "");
  const fraud = row(page, "FRAUD", BY_PROJECT).getByRole("gridcell");
  assert.match(await fraud.nth(3).textContent(), /Read project content, Export datasets data/);

  const address = page.url();
  await page.reload();
  assert.equal(page.url(), address, "the address holds both");
  await row(page, "DEMAND", BY_PROJECT).getByRole("button", { name: "DEMAND" }).click();
  await page.getByRole("heading", { name: "In project DEMAND" }).and(page.locator(":focus")).waitFor();
  await page.getByText("Read dashboards of the key's own rights: Read project content of the same gives it.").waitFor();
  page.assertClean();
  await page.close();
});

test("each right of a user says where it comes from, and datasets are asked for on demand", async () => {
  const page = await open(`/access/rights?who=${escaped("user:a.keller")}&project=PARCELS`);
  const permissions = page.getByRole("table", { name: "Permissions and where they come from" });
  await permissions.getByRole("row", { name: /^Run scenarios/ }).getByText("owner: Admin implies it").waitFor();
  assert.ok(!proxy.log.some((line) => line.includes("/datasets/")));
  await page.getByText("Datasets", { exact: true }).click();
  const datasets = page.getByRole("table", { name: "Datasets and how they are reached" });
  await datasets.getByRole("row", { name: /^scans/ }).getByText("owner").waitFor();
  assert.ok(proxy.log.some((line) => line.includes("PARCELS/datasets/")));
  await datasets.getByRole("row", { name: /^scans/ }).getByRole("button", { name: "Who else" }).click();
  await page.getByRole("heading", { name: "Who reaches scans in PARCELS" }).waitFor();
  page.assertClean();
  await page.close();
});

/** As the console writes it into an address. */
function escaped(text) {
  return [...Buffer.from(text)].map((byte) => (/[A-Za-z0-9_-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `~${byte.toString(16).toUpperCase().padStart(2, "0")}`)).join("");
}

test("what could not be read is not known, and never no", async () => {
  proxy.when({ method: "GET", path: /FRAUD\/permissions$/ }, { status: 403, body: { message: "No" } });
  const page = await open("/access/rights?view=reach&project=FRAUD&dataset=payments");
  await row(page, "logistics-jobs", WHO).getByText("not known").waitFor();
  await row(page, "logistics-jobs", WHO).getByText("The permissions of project FRAUD could not be read.").waitFor();
  await row(page, "dashboards", WHO).getByText("yes").waitFor();
  await page.getByText(/Of \d+ it is not known\./).waitFor();
  page.assertClean({ except: [answered(403)] });
  await page.close();
});

test("without the lists nothing is said to be no", async () => {
  proxy.when({ method: "GET", path: /admin\/users\/$/ }, { status: 403, body: { message: "No" } });
  const page = await open(`/access/rights?who=${escaped("user:a.keller")}`);
  await page.getByText("Could not load the users").waitFor();
  await page.getByText("The users could not be read.").first().waitFor();
  await row(page, "PRICES", BY_PROJECT).getByText("not known").waitFor();
  assert.equal(await grid(page, BY_PROJECT).getByText("nothing", { exact: true }).count(), 0);
  page.assertClean({ except: [answered(403)] });
  await page.close();
});

test("the matrix is searched, turned, switched to groups, and written as cells that no sheet runs", async () => {
  const page = await open("/access/matrix");
  const table = grid(page, "Authorization matrix");
  await table.getByRole("row").nth(1).waitFor();
  await page.getByRole("searchbox", { name: "Filter rows" }).fill("a.keller");
  await page.getByText(/^1 of \d+ rows$/).waitFor();
  await page.getByLabel("Only columns that hold").fill("PARCELS");
  assert.equal(await table.getByRole("columnheader").count(), 2);
  await page.getByRole("searchbox", { name: "Filter rows" }).fill("");
  await page.getByRole("button", { name: "Turn" }).click();
  await page.getByText(/60 of \d+ columns are shown/).waitFor();
  await page.getByRole("combobox", { name: "Half" }).selectOption("Per group");
  await table.getByRole("columnheader", { name: "logistics" }).waitFor();
  const { name, lines } = await file(page, "Export as CSV");
  assert.equal(name, "authorization-matrix-groups.csv");
  assert.match(lines[0], /^,.*logistics/);
  page.assertClean();

  const body = { perUser: { users: ["=2+2", "nadia"], mayCreateProjects: [true, false], odd: [true], projectsGrants: "none" } };
  proxy.when(/authorization-matrix$/, { status: 200, body });
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByText("The server gives no matrix per group").waitFor();
  await page.getByRole("combobox", { name: "Half" }).selectOption("Per user");
  await table.getByRole("columnheader", { name: "nadia" }).waitFor();
  const strange = await file(page, "Export as CSV");
  assert.deepEqual(strange.lines, [",'=2+2,nadia", "mayCreateProjects,yes,no", "odd,not given,not given"]);
  page.assertClean();
  await page.close();
});
