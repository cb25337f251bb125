// The first page needs the first load alone; what comes later is waited for, and its absence is told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { UNFIT, answered, grid, pick, servicePath, signIn } from "./support/console.js";
import { stage } from "./support/stage.js";

const LATER = /\/later-[0-9a-f]+\.wasm$/;
const SERVICE = "refund-risk";

let sandbox, browser, proxy;

stage({ demo: true }, (all) => ({ sandbox, browser, proxy } = all));

const heading = (page, name) => page.getByRole("heading", { name, level: 1 });

test("the list of services and the session do without the later part; a dialog says that it is missing, and comes", async () => {
  const rule = proxy.when(LATER, { status: 404, body: "gone" });
  const asked = rule.hit();
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
  await asked;
  await grid(page).getByRole("link", { name: SERVICE }).waitFor();
  await page.getByRole("searchbox", { name: "Filter services" }).fill("risk");
  await page.getByText(/^1 of \d+ services$/).waitFor();
  await page.getByRole("button", { name: "Create service" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("A part of the console is missing").waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.keyboard.press("Control+k");
  await dialog.getByText("A part of the console is missing").waitFor();
  rule.remove();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("combobox", { name: "Search and commands" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: `Select ${SERVICE}` }).check();
  await page.getByRole("group", { name: "Selected rows" }).getByRole("button", { name: "Disable" }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await pick(page, sandbox.user + "@example.org", "Sign out");
  await page.getByText("You have signed out.").waitFor();
  page.assertClean({ except: [answered(404), UNFIT] });
  await page.close();
});

test("a page whose part is missing says so, and comes at the next try", async () => {
  const rule = proxy.when(LATER, { status: 404, body: "gone" });
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
  await grid(page).getByRole("link", { name: SERVICE }).click();
  await heading(page, "This page did not load").waitFor();
  await page.getByText("Details").click();
  await page.getByText(/answered 404/).waitFor();
  rule.remove();
  await page.getByRole("button", { name: "Try again" }).click();
  await heading(page, SERVICE).waitFor();
  page.assertClean({ except: [answered(404), UNFIT] });
  await page.close();
});

test("a part that is not the one of this console is refused", async () => {
  proxy.when(LATER, { truncate: 1000 });
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, "/nodes/main/keys");
  await heading(page, "This page did not load").waitFor();
  await page.getByText("Details").click();
  await page.getByText(/is not the file that belongs to this page/).waitFor();
  page.assertClean({ except: [UNFIT] });
  await page.close();
});

test("while the part is on its way the page is grey, and then its heading has the focus", async () => {
  const rule = proxy.when(LATER, { hold: true });
  const asked = rule.hit();
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
  await grid(page).getByRole("link", { name: SERVICE }).click();
  await asked;
  await heading(page, "Loading the page").waitFor();
  assert.equal(new URL(page.url()).pathname, servicePath(SERVICE));
  rule.release();
  await heading(page, SERVICE).and(page.locator(":focus")).waitFor();
  page.assertClean();
  await page.close();
});

test("the part is fetched once, when the first page stands", async () => {
  const page = await newPage(browser, proxy.url);
  proxy.log.length = 0;
  await signIn(page, sandbox);
  await grid(page).getByRole("link", { name: SERVICE }).click();
  await heading(page, SERVICE).waitFor();
  await page.getByRole("link", { name: "Admin keys" }).click();
  await grid(page, "Admin keys").waitFor();
  assert.equal(proxy.log.filter((line) => LATER.test(line)).length, 1);
  page.assertClean();
  await page.close();
});
