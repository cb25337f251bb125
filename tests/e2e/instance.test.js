// The instance: what it says of itself, its logs, its global variables.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, messageOf, newToken, row, signIn } from "./support/console.js";
import { stage } from "./support/stage.js";

const VARIABLES = "/access/variables";
const LOG = "/access/logs/backend~2elog";
const API = "/dss/dip/publicapi";

let sandbox, browser, proxy;
stage({ demo: true }, (set) => ({ sandbox, browser, proxy } = set));

const open = async (path) => {
  const page = await newPage(browser, proxy.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await signIn(page, sandbox, path);
  return page;
};
const editor = (page) => page.getByRole("textbox", { name: "Variables as a JSON object" });
const save = (page) => page.getByRole("group", { name: "Changes" }).getByRole("button", { name: "Save variables" });
const current = (page) => page.getByRole("region", { name: "Lines of the log" }).locator("[aria-current=true]");

async function edit(page, change) {
  const now = JSON.parse(await editor(page).inputValue());
  await editor(page).fill(JSON.stringify(change(now)));
}

/** The variables as the server has them. */
async function stored() {
  const authorization = `Bearer ${await newToken(sandbox)}`;
  const answer = await fetch(`${sandbox.url}${API}/admin/variables/`, { headers: { authorization } });
  assert.equal(answer.status, 200);
  return answer.json();
}

/** Puts a file among the server's logs. */
async function writeLog(name, text) {
  await mkdir(join(sandbox.data, "logs"), { recursive: true });
  await writeFile(join(sandbox.data, "logs", name), text);
}

test("two people edit the variables at once: both changes survive, and a clash asks", async () => {
  const [one, two] = [await open(VARIABLES), await open(VARIABLES)];
  await Promise.all([editor(one).waitFor(), editor(two).waitFor()]);
  const before = await stored();
  await edit(one, (now) => ({ ...now, batch_size: 750, alerts: undefined }));
  await one.getByText("2 changes that are not saved yet").waitFor();
  await one.getByText("500 → 750").waitFor();
  await save(one).click();
  await one.getByText("Saved. The server has it as you sent it.").waitFor();
  assert.deepEqual(await stored(), { region: "eu", batch_size: 750 }, "what is taken out is deleted");

  await edit(two, (now) => ({ ...now, region: "us" }));
  await save(two).click();
  const asked = two.getByRole("dialog", { name: "It has been changed meanwhile" });
  await asked.getByText("500 → 750").waitFor();
  assert.deepEqual(await stored(), { region: "eu", batch_size: 750 }, "nothing is saved before the answer");
  await asked.getByRole("button", { name: "Save variables" }).click();
  await two.getByText("Saved. The server has it as you sent it.").waitFor();
  assert.deepEqual(await stored(), { region: "us", batch_size: 750 });
  assert.deepEqual(JSON.parse(await editor(two).inputValue()), { region: "us", batch_size: 750 }, "the editor shows both");

  await edit(one, (now) => ({ ...now, region: "ap" }));
  await save(one).click();
  const clash = one.getByRole("dialog").getByRole("group", { name: "region" });
  await clash.getByText("On the server now: us").waitFor();
  assert.equal(await one.getByRole("dialog").getByRole("button", { name: "Save variables" }).getAttribute("aria-disabled"), "true");
  await clash.getByText("Yours: ap").click();
  await one.getByRole("dialog").getByRole("button", { name: "Save variables" }).click();
  await one.getByText("Saved. The server has it as you sent it.").waitFor();
  assert.deepEqual(await stored(), { region: "ap", batch_size: 750 });

  await editor(one).fill(JSON.stringify(before));
  await save(one).click();
  await one.getByText("Saved. The server has it as you sent it.").waitFor();
  for (const page of [one, two]) {
    page.assertClean();
    await page.close();
  }
});

test("a text that is no JSON object is not saved, says where it is wrong, and stays", async () => {
  const page = await open(VARIABLES);
  await editor(page).waitFor();
  const good = await editor(page).inputValue();
  for (const [text, words] of [
    ['{\n  "a": 1,\n}', /Line 3, column 1: trailing comma/],
    ['{"a": {"b": 1, "b": 2}}', /Line 1, column 18: the name “b” is there twice/],
    ["[1]", /JSON, but no object/],
    ["", /empty/],
  ]) {
    await editor(page).fill(text);
    assert.match(await messageOf(editor(page)), words);
    assert.equal(await save(page).getAttribute("aria-disabled"), "true");
    assert.equal(await editor(page).inputValue(), text);
  }
  await page.getByRole("button", { name: "Back to the last text that was right" }).click();
  assert.equal(await editor(page).inputValue(), good);
  await edit(page, (now) => ({ ...now, more: 1 }));
  await editor(page).press("End");
  await editor(page).pressSequentially("x");
  assert.match(await messageOf(editor(page)), /Line 1/);
  await page.getByRole("button", { name: "Discard changes" }).click();
  assert.equal(await editor(page).inputValue(), good);
  page.assertClean();
  await page.close();
});

test("a save that fails loses nothing", async () => {
  const page = await open(VARIABLES);
  await editor(page).waitFor();
  proxy.when({ method: "PUT", path: `${API}/admin/variables/` }, { status: 503, body: { message: "The server is being restarted" } });
  await edit(page, (now) => ({ ...now, more: 1 }));
  const typed = await editor(page).inputValue();
  await save(page).click();
  await page.getByText("The server is being restarted").waitFor();
  assert.equal(await editor(page).inputValue(), typed);
  page.assertClean({ except: [answered(503)] });
  await page.close();
});

test("a log opens at its end, is searched, and a link leads to a line", async () => {
  const page = await open("/access/logs");
  await row(page, "backend.log", "Logs").getByRole("link").click();
  await page.getByText("Lines 3,501 to 4,000 of 4,000").waitFor();
  const last = page.getByRole("button", { name: "Line 4000", exact: true });
  await last.and(page.locator(":visible")).waitFor();
  await page.getByRole("searchbox", { name: "Search the log" }).fill("PARCELS_joined");
  await page.getByText("11 lines found").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("1 of 11 lines found").waitFor();
  await current(page).getByText("[ERROR]").waitFor();
  assert.equal(await current(page).locator("mark").textContent(), "parcels_joined");
  await page.getByRole("button", { name: "Next line found" }).click();
  await page.getByText("2 of 11 lines found").waitFor();
  assert.match(page.url(), /line=398/);
  await page.getByRole("button", { name: "Previous line found" }).click();
  await page.getByRole("button", { name: "Previous line found" }).click();
  await page.getByText("11 of 11 lines found").waitFor();
  await page.getByText("Lines 3,501 to 4,000 of 4,000").waitFor();

  await page.getByRole("button", { name: "Copy the link to line 3971" }).click();
  await page.getByText("Copied").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, `${proxy.url}${LOG}?line=3971`);
  const other = await open(link.slice(proxy.url.length));
  await current(other).getByText("[ERROR]").waitFor();
  assert.equal(await current(other).getByRole("button").textContent(), "3971");
  other.assertClean();
  await other.close();

  await page.getByRole("searchbox").fill("nothing is called so");
  await page.getByText("0 lines found").waitFor();
  assert.equal(await page.getByRole("button", { name: "Next line found" }).getAttribute("aria-disabled"), "true");
  await page.getByRole("searchbox").fill("");
  await page.getByRole("combobox", { name: "How grave" }).selectOption("Only errors");
  await page.getByText("Lines 1 to 11 of 11, 3,989 less grave are hidden").waitFor();
  assert.equal(await page.getByRole("region", { name: "Lines of the log" }).getByRole("listitem").count(), 11);
  page.assertClean();
  await page.close();
});

test("a log is saved as a file, as the server sent it", async () => {
  const page = await open(LOG);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  assert.equal(download.suggestedFilename(), "backend.log");
  const [got, lies] = await Promise.all([readFile(await download.path()), readFile(join(sandbox.data, "logs/backend.log"))]);
  assert.ok(got.equals(lies));
  page.assertClean();
  await page.close();
});

test("ten megabytes, a line without an end and markup are only text", async () => {
  const line = "[2026/01/02-03:04:05.678] [main] [INFO] [dku.some.where] - nothing <img src=x onerror=alert(1)> happened\n";
  await writeLog("odd name%2F#?.log", line.repeat(100_000) + "the needle\n" + "y".repeat(500_000));
  const page = await open("/access/logs");
  await row(page, "odd name%2F#?.log", "Logs").getByRole("link").click();
  await page.getByText("Lines 100,001 to 100,002 of 100,002").waitFor();
  await page.getByText("498000 more bytes").waitFor();
  await page.getByRole("searchbox").fill("needle");
  await page.getByText("1 line found").waitFor();
  await page.getByRole("button", { name: "Earlier" }).click();
  await page.getByText("Lines 99,501 to 100,000 of 100,002").waitFor();
  const lines = page.getByRole("region", { name: "Lines of the log" });
  assert.equal(await lines.getByRole("listitem").count(), 500);
  assert.equal(await lines.locator("img").count(), 0);
  await page.getByRole("textbox", { name: "Go to line" }).fill("50,001");
  await page.keyboard.press("Enter");
  await page.getByText("Lines 50,001 to 50,500 of 100,002").waitFor();
  assert.equal(await current(page).getByRole("button").textContent(), "50001");
  page.assertClean();
  await page.close();
});

test("a log that is not there, and a list that fails, are told", async () => {
  const page = await open("/access/logs/gone~2elog");
  await page.getByText("Could not load the log").waitFor();
  proxy.when(`${API}/admin/logs/`, { status: 500, body: { message: "The disk is full" } });
  await page.goto("/access/logs");
  await page.getByText("Could not load the list of logs").waitFor();
  assert.equal(await page.getByText("No logs").count(), 0);
  assert.equal(await grid(page, "Logs").count(), 0);
  page.assertClean({ except: [answered(404, 500)] });
  await page.close();
});

test("the instance says what it is; where the licence fails it is still there, and the other way round", async () => {
  const page = await open("/access/instance");
  await page.getByText("DESIGN", { exact: true }).waitFor();
  await page.getByText("enabledUsers").waitFor();
  proxy.when(`${API}/admin/licensing/status`, { status: 500, body: { message: "No licence server" } });
  await page.reload();
  await page.getByText("Could not load the licensing status").waitFor();
  await page.getByText("DESIGN", { exact: true }).waitFor();
  proxy.clear();
  proxy.when(`${API}/instance-info`, { status: 200, body: { nodeId: "n", nodeName: "Two words", extra: { deep: [1] } } });
  await page.reload();
  await page.getByText("Two words").waitFor();
  assert.equal(await page.getByText("not given by this server").count(), 2);
  await page.getByText("extra", { exact: true }).click();
  await page.getByText("enabledUsers").waitFor();
  page.assertClean({ except: [answered(500)] });
  await page.close();
});
