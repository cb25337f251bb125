// Uploads that break, are cancelled, are too large, or whose import fails.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { newPage } from "./support/browser.js";
import { BROKEN, answered, servicePath, signIn, toast } from "./support/console.js";
import { KEY, createServices, shares } from "./support/node.js";
import { enlarge, makePackage } from "./support/packages.js";
import { stage } from "./support/stage.js";

const UPLOAD = { method: "PUT", path: /^\/packages\// };

let sandbox, browser, proxy, folder;

stage({ key: KEY }, async (all) => {
  ({ sandbox, browser, proxy } = all);
  folder = await mkdtemp(join(tmpdir(), "pilothouse-packages-"));
  await createServices(sandbox, "alpha", "beta");
});
after(() => rm(folder, { recursive: true, force: true }));

/** Signed in, on the list. */
async function atServices() {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
  return page;
}

const importing = (page) => page.getByRole("dialog", { name: /^Import a generation of/ });

/** The import dialog with a package chosen that is larger than what the network holds on its way. */
async function chooseLarge(page, service, generation) {
  const path = await enlarge(await makePackage(folder, service, generation), 40_000_000);
  await page.goto(servicePath(service));
  await page.getByRole("button", { name: "Import generation" }).first().click();
  await importing(page).getByLabel("Generation package").setInputFiles(path);
}

test("an upload that is cut off half-way says so, keeps the file, and succeeds at the second try", async () => {
  const page = await atServices();
  await chooseLarge(page, "alpha", "after-a-cut");
  const half = proxy.when(UPLOAD, { holdUploadAfter: 20_000_000 });
  const begun = half.hit();
  await importing(page).getByRole("button", { name: "Upload and import" }).click();
  await begun;
  await importing(page).getByRole("progressbar", { name: "Uploading" }).waitFor();
  await importing(page).getByText(/ of 40\.0 MB, .*\/s$/).waitFor();
  // Down till it is told: a browser may send again by itself what broke off on a connection that it had used before.
  await proxy.down();
  const failed = importing(page).getByRole("alert");
  await failed.getByText("Not uploaded").waitFor();
  await proxy.up();
  assert.match(await failed.textContent(), /Nothing was imported\. The file is still chosen\./);
  await importing(page).getByText(/^alpha-after-a-cut\.zip, 40\.0 MB$/).waitFor();
  assert.deepEqual(await shares(sandbox, "alpha"), {});
  proxy.clear();
  await importing(page).getByRole("button", { name: "Upload again and import" }).click();
  await toast(page, "Imported.");
  assert.deepEqual(Object.keys(await shares(sandbox, "alpha")), ["after-a-cut"]);
  page.assertClean({ except: [BROKEN] });
  await page.close();
});

test("an upload is cancelled, keeps the file, and can be begun again", async () => {
  const page = await atServices();
  await chooseLarge(page, "beta", "after-a-cancel");
  const half = proxy.when(UPLOAD, { holdUploadAfter: 10_000_000 });
  const begun = half.hit();
  await importing(page).getByRole("button", { name: "Upload and import" }).click();
  await begun;
  await page.keyboard.press("Escape");
  assert.ok(await importing(page).isVisible(), "it is not left by mistake while it is under way");
  await importing(page).getByRole("button", { name: "Cancel upload" }).click();
  await importing(page).getByRole("listitem").filter({ hasText: "Upload" }).getByText("cancelled", { exact: true }).waitFor();
  await importing(page).getByText(/^beta-after-a-cancel\.zip/).waitFor();
  assert.deepEqual(await shares(sandbox, "beta"), {});
  proxy.clear();
  await importing(page).getByRole("button", { name: "Upload again and import" }).click();
  await toast(page, "Imported.");
  page.assertClean({ except: [BROKEN] });
  await page.close();
});

test("an import that fails after its upload is repeated without a second upload", async () => {
  const page = await atServices();
  await chooseLarge(page, "beta", "import-fails-once");
  proxy.when({ method: "POST", path: /importFromArchive$/, times: 1 }, { status: 500, body: { message: "disk full" } });
  await importing(page).getByRole("button", { name: "Upload and import" }).click();
  await importing(page).getByText("importing again does not upload it again").waitFor();
  await importing(page).getByRole("button", { name: "Import again" }).click();
  await toast(page, "Imported.");
  assert.equal(proxy.log.filter((line) => line.startsWith("PUT ")).length, 1);
  page.assertClean({ except: [answered(500)] });
  await page.close();
});

test("a package over the server's limit is refused in words, and the file stays chosen", async () => {
  const page = await atServices();
  await chooseLarge(page, "alpha", "too-large");
  proxy.when(UPLOAD, { status: 413, body: { message: "the limit is 1 MB" } });
  await importing(page).getByRole("button", { name: "Upload and import" }).click();
  const failed = importing(page).getByRole("alert");
  await failed.getByText("Not uploaded").waitFor();
  assert.match(await failed.textContent(), /Too large for the server\. the limit is 1 MB/);
  await importing(page).getByText(/^alpha-too-large\.zip/).waitFor();
  page.assertClean({ except: [answered(413)] });
  await page.close();
});
