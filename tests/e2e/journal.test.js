// The session as a script: what was called, without a secret, and what a dialog is about to call.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { grid, pick, row, servicePath, signIn, toast } from "./support/console.js";
import { KEY } from "./support/node.js";
import { startSandbox } from "./support/sandbox.js";
import { stage } from "./support/stage.js";

const PAGE = "/nodes/main/journal";

let sandbox, browser, proxy;

stage({ demo: true, key: KEY }, (all) => ({ sandbox, browser, proxy } = all));

const script = (page) => page.getByRole("region", { name: "Script" });
const openScript = (dialog) => dialog.getByText("As a script", { exact: true }).click();

/** The script that is shown, in that language. */
async function written(page, language) {
  await page.getByRole("tab", { name: language, exact: true }).click();
  return script(page).textContent();
}

async function journal(page) {
  await page.getByRole("link", { name: "Journal" }).click();
  await grid(page, "Calls").getByRole("row").nth(1).waitFor();
}

test("what was done comes out for a shell, for Python and as JSON, without a secret", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, servicePath("churn-score"));
  await pick(page, "More actions", "Switch to the newest generation");
  await toast(page, /newest/);
  await journal(page);
  await row(page, "1", "Calls").getByText("POST /automation/v2/login").waitFor();
  await page.getByRole("combobox", { name: "Kind" }).selectOption("changes");
  await page.getByRole("button", { name: "Changes as a script" }).click();
  assert.match(await written(page, "curl"), /curl[^]*POST[^]*\/apinode\/admin\/api\/services\/churn-score\/actions\/switchToNewest/);
  assert.match(await written(page, "Python"), /switch_to_newest\(\)/);
  const calls = JSON.parse(await written(page, "JSON"));
  assert.deepEqual(calls.map(({ name, status }) => [name, status]).at(-1), ["switchToNewest", 200]);
  const text = await page.evaluate(() => document.body.innerText);
  assert.ok(!text.includes(sandbox.password) && !/eyJ[\w-]+\./.test(text), "neither password nor token");
  page.assertClean();
  await page.close();
});

test("a selection and a single call come out too, and every call names its trace id", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, "/nodes/main/keys");
  await grid(page, "Admin keys").getByRole("row").nth(1).waitFor();
  await journal(page);
  await page.getByRole("searchbox").fill("list keys");
  const line = grid(page, "Calls").getByRole("row").nth(1);
  const trace = await line.getByRole("gridcell").last().textContent();
  assert.match(trace, /\S{6}/);
  await line.getByRole("checkbox").check();
  await page.getByRole("button", { name: "As a script", exact: true }).click();
  await page.getByRole("dialog", { name: "1 call as a script" }).waitFor();
  const [call] = JSON.parse(await written(page, "JSON"));
  assert.equal(call.traceId, trace.trim());
  assert.match(call.url, /\/apinode\/admin\/api\/keys$/);
  page.assertClean();
  await page.close();
});

test("it has an end: the oldest go first, and it says so", async (t) => {
  const many = await startSandbox({ demo: 1_600 });
  t.after(() => many.stop());
  const page = await newPage(browser, many.url);
  await signIn(page, many, servicePath("churn-score"));
  await pick(page, "More actions", "Switch to the newest generation");
  await toast(page, /newest/);
  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByText(/^(\d+) of \1$/).waitFor({ timeout: 60_000 });
  await page.getByRole("link", { name: "Journal" }).click();
  await page.getByText(/older ones are gone/).waitFor();
  await page.getByRole("searchbox").fill("switchToNewest");
  await grid(page, "Calls").getByRole("gridcell", { name: "switchToNewest", exact: true }).waitFor();
  page.assertClean();
  await page.close();
});

test("a dialog shows its call before it is made, and follows the form", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, "/nodes/main/services");
  await page.getByRole("button", { name: "Create service" }).click();
  const dialog = page.getByRole("dialog", { name: "Create service" });
  await openScript(dialog);
  await dialog.getByText("Fill in the form first").waitFor();
  await dialog.getByRole("textbox", { name: "Service id" }).fill("it's new");
  await script(page).getByText(/--data/).waitFor();
  assert.ok((await script(page).textContent()).includes(`'{"serviceId": "it'\\''s new"}'`), await script(page).textContent());
  assert.match(await written(page, "Python"), /client\.create_service\("it's new"\)/);
  assert.ok(!proxy.log.some((line) => line.startsWith("POST /apinode")), "nothing was sent");
  page.assertClean();
  await page.close();
});

test("the mapping dialog shows preload and mapping, by the shares of the sliders", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, servicePath("refund-risk"));
  await page.getByRole("button", { name: "Set mapping" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Set mapping of refund-risk" });
  await dialog.getByRole("button", { name: "All", exact: true }).first().click();
  await openScript(dialog);
  assert.match(await written(page, "Python"), /set_generations_mapping\(/);
  page.assertClean();
  await page.close();
});

test("a sign-out forgets the journal", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, servicePath("churn-score"));
  await grid(page, "Generations").getByRole("row").nth(1).waitFor();
  await page.getByRole("button", { name: "admin@example.org" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByText("You have signed out.").waitFor();
  await page.getByRole("textbox", { name: "User name" }).fill(sandbox.user);
  await page.getByLabel("Password", { exact: true }).fill(sandbox.password);
  await page.keyboard.press("Enter");
  await journal(page);
  await row(page, "1", "Calls").getByText("POST /automation/v2/login").waitFor();
  page.assertClean();
  await page.close();
});
