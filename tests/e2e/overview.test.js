// The overview: what needs attention, each line with the way to where it is mended.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, signIn } from "./support/console.js";
import { KEY } from "./support/node.js";
import { stage } from "./support/stage.js";
import { startSandbox } from "./support/sandbox.js";

const PAGE = "/nodes/main/overview";

let sandbox, browser, proxy;

stage({ demo: true, key: KEY }, (all) => ({ sandbox, browser, proxy } = all));

const line = (page, ...words) =>
  words.reduce((lines, text) => lines.filter({ hasText: text }), page.getByRole("main").getByRole("listitem"));
const count = (page, name) => page.getByRole("term").filter({ hasText: name }).locator("+ dd");

async function arrive(url = proxy.url, { user, password } = sandbox) {
  const page = await newPage(browser, url);
  await signIn(page, { user, password }, PAGE);
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  return page;
}

test("every line leads to where it is mended", async () => {
  const page = await arrive();
  for (const [words, heading] of [
    [["failed to start", "claim-triage"], "claim-triage"],
    [["key ends soon"], "Admin keys"],
    [["key expired"], "Admin keys"],
  ]) {
    await line(page, ...words).getByRole("link").click();
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  }
  await count(page, /^Services$/).getByText("12", { exact: true }).waitFor();
  await count(page, "Failed to start").getByText("1", { exact: true }).waitFor();
  page.assertClean();
  await page.close();
});

test("a node that is not alive is told first, and is alive again after another look", async () => {
  const rule = proxy.when("/apinode/isAlive/", { status: 503, body: "no" });
  const page = await arrive();
  await line(page, "not alive").waitFor();
  assert.match(await page.getByRole("main").getByRole("listitem").first().textContent(), /not alive/);
  rule.remove();
  await page.getByRole("button", { name: "Load again" }).click();
  await count(page, /^Node$/).getByText("alive", { exact: true }).waitFor();
  assert.equal(await line(page, "not alive").count(), 0);
  page.assertClean({ except: [answered(503)] });
  await page.close();
});

test("a node without anything says that nothing needs attention, and one that cannot be read does not", async () => {
  const empty = await startSandbox();
  const page = await arrive(empty.url, empty);
  await page.getByText("Nothing needs attention").waitFor();
  page.assertClean();
  await page.close();
  await empty.stop();

  proxy.when("/apinode/admin/api/keys", { status: 500, body: { message: "The disk is full" } });
  const other = await arrive();
  await other.getByText("Could not load the keys").waitFor();
  await line(other, "failed to start", "claim-triage").waitFor();
  assert.equal(await other.getByText("Nothing needs attention").count(), 0);
  await other.getByRole("link", { name: "Services", exact: true }).click();
  await grid(other).getByRole("row").nth(1).waitFor();
  other.assertClean({ except: [answered(500)] });
  await other.close();
});
