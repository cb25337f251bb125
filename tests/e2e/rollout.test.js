// Mappings so far with the way back, and the staged rollout with its stop conditions.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { BROKEN, answered, grid, messageOf, pick, row, servicePath, setVisible, signIn, toast } from "./support/console.js";
import { KEY, call } from "./support/node.js";
import { disable, enable } from "./support/people.js";
import { stage } from "./support/stage.js";

const SERVICE = "parcel-eta";
const MAPPING = { method: "POST", path: `/apinode/admin/api/services/${SERVICE}/actions/setMapping` };
/** A minute, by the page's own clock. */
const STEP = 60_000;

let sandbox, browser, proxy;

stage({ demo: true, key: KEY }, (all) => ({ sandbox, browser, proxy } = all));

/** At the service, all of whose queries winter-4 answers; where the test turns the clock on, with `clock`. */
async function arrive({ clock = false } = {}) {
  await call(sandbox, "POST", `services/${SERVICE}/actions/switchTo/winter-4`);
  const page = await newPage(browser, proxy.url);
  if (clock) await page.clock.install();
  await signIn(page, sandbox, servicePath(SERVICE));
  await grid(page, "Generations").getByRole("row").nth(1).waitFor();
  return page;
}

const bar = (page) => page.getByRole("complementary", { name: "Staged rollout" });
const timeline = (page) => page.getByRole("region", { name: "Mappings so far" });
const shareOf = (page, generation) => row(page, generation, "Generations").getByRole("gridcell").nth(1);

/** Begins a rollout of a generation, with what else is typed. */
async function begin(page, generation, { steps = "25, 100", wait = "1", errors = "", p95 = "" } = {}) {
  await page.getByRole("button", { name: "Staged rollout" }).click();
  const dialog = page.getByRole("dialog", { name: `Staged rollout of ${SERVICE}` });
  await dialog.getByRole("combobox", { name: "Generation" }).selectOption(generation);
  await dialog.getByRole("textbox", { name: "Steps, in percent" }).fill(steps);
  await dialog.getByRole("textbox", { name: "Wait after each step" }).fill(wait);
  await dialog.getByRole("textbox", { name: "Go back when more fail than" }).fill(errors);
  await dialog.getByRole("textbox", { name: "Go back when p95 is above" }).fill(p95);
  await dialog.getByRole("button", { name: "Begin" }).click();
  return dialog;
}

/** Gives one generation everything. */
async function all(page, generation) {
  await pick(page, `Actions for ${generation}`, "Switch to this generation");
  await shareOf(page, generation).getByText("100 %").waitFor();
}

/** Sends queries of which that many are refused by the model. */
async function query(good, bad) {
  const send = (features) =>
    fetch(`${sandbox.url}/apinode/public/api/v1/${SERVICE}/delay/predict`, {
      method: "POST",
      body: JSON.stringify({ features, dispatch: { forcedGeneration: "winter-5" } }),
    });
  for (let n = 0; n < good; n += 1) assert.equal((await send({})).status, 200);
  for (let n = 0; n < bad; n += 1) assert.equal((await send({ weight_kg: "heavy" })).status, 400);
}

test("each mapping is listed, and one key leads back to the one before", async () => {
  const page = await arrive();
  await all(page, "winter-5");
  const lines = timeline(page).getByRole("listitem");
  await lines.first().getByText("in force").waitFor();
  assert.match(await lines.first().textContent(), /set by admin@example\.org.*winter-5/);

  await page.keyboard.press("z");
  const dialog = page.getByRole("dialog", { name: `Set mapping of ${SERVICE}` });
  await dialog.getByRole("img", { name: "Now: winter-5 100 %" }).waitFor();
  await dialog.getByRole("img", { name: "After: winter-4 100 %" }).waitFor();
  await dialog.getByRole("button", { name: "Apply mapping" }).click();
  await shareOf(page, "winter-4").getByText("100 %").waitFor();

  // It is still there after a reload.
  await page.reload();
  await lines.first().getByText("in force").waitFor();
  await timeline(page).getByRole("button", { name: "Go back to winter-5 100 %" }).first().click();
  await dialog.getByRole("img", { name: "After: winter-5 100 %" }).waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  page.assertClean();
  await page.close();
});

test("a rollout goes step by step while one works elsewhere, and the page follows", async () => {
  const page = await arrive({ clock: true });
  await begin(page, "winter-5", { steps: "25, 100" });
  await bar(page).getByText(/winter-5 has 25\s%; 100\s% in/).waitFor();
  await shareOf(page, "winter-5").getByText("25 %").waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Services", exact: true }).click();
  await page.clock.runFor(STEP + 1_000);
  await bar(page).getByText(/winter-5 has 100\s%: all steps are done/).waitFor();
  await bar(page).getByRole("link", { name: "To the service" }).click();
  await shareOf(page, "winter-5").getByText("100 %").waitFor();
  await bar(page).getByRole("button", { name: "Dismiss" }).click();
  await bar(page).waitFor({ state: "hidden" });
  page.assertClean();
  await page.close();
});

test("too many errors bring the mapping from before back, with the reason", async () => {
  const page = await arrive();
  await begin(page, "winter-5", { steps: "10, 100", wait: "60", errors: "5" });
  await bar(page).getByText(/winter-5 has 10\s%/).waitFor();
  // It looks at them when all have been answered.
  const look = proxy.when("/apinode/admin/api/metrics", { hold: true });
  await query(15, 15);
  look.remove();
  await bar(page).getByText(/50\.0\s% of its queries failed in this step, more than 5\s%/).waitFor();
  await bar(page).getByText("The mapping from before is in force again").waitFor();
  await shareOf(page, "winter-4").getByText("100 %").waitFor();
  page.assertClean();
  await page.close();
});

test("it stands still and says so while held, hidden, or without a session; stopping goes back", async () => {
  const page = await arrive();
  await begin(page, "winter-5", { wait: "60" });
  await bar(page).getByText(/winter-5 has 25\s%/).waitFor();
  await bar(page).getByRole("button", { name: "Hold" }).click();
  await bar(page).getByText("It stands still: you hold it.").waitFor();
  await bar(page).getByRole("button", { name: "Go on" }).click();
  await bar(page).getByText("you hold it").waitFor({ state: "hidden" });

  await setVisible(page, false);
  await bar(page).getByText("It stands still: this tab is hidden.").waitFor();
  await setVisible(page, true);
  await bar(page).getByText("this tab is hidden").waitFor({ state: "hidden" });

  await disable(sandbox);
  await page.getByRole("button", { name: "Load again" }).click();
  const again = page.getByRole("dialog", { name: "Your session has ended" });
  await again.waitFor();
  await bar(page).getByText("It stands still: the session has ended.").waitFor();
  await enable(sandbox);
  await again.getByLabel("Password", { exact: true }).fill(sandbox.password);
  await page.keyboard.press("Enter");
  await bar(page).getByText("the session has ended").waitFor({ state: "hidden" });

  await bar(page).getByRole("button", { name: "Stop and go back" }).click();
  await bar(page).getByText("You stopped it. The mapping from before is in force again.").waitFor();
  await shareOf(page, "winter-4").getByText("100 %").waitFor();
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a node that goes away makes it wait; a step that is refused says so and is tried again", async () => {
  const page = await arrive();
  const rule = proxy.when(MAPPING, { status: 502, headers: { "content-type": "text/html" }, body: "<h1>Bad gateway</h1>" });
  await begin(page, "winter-5", { wait: "60", p95: "100000" });
  await bar(page).getByText(/winter-5 could not be set to 25\s%: /).waitFor();
  rule.remove();
  await bar(page).getByRole("button", { name: "Try again" }).click();
  await bar(page).getByText(/winter-5 has 25\s%/).waitFor();
  const away = proxy.when("/apinode/admin/api/metrics", { drop: true });
  await bar(page).getByText("It stands still: the node's metrics do not come.").waitFor({ timeout: 30_000 });
  away.remove();
  await bar(page).getByText("the node's metrics do not come").waitFor({ state: "hidden", timeout: 30_000 });
  const refuse = proxy.when(MAPPING, { status: 500, body: { message: "The disk is full" } });
  await bar(page).getByRole("button", { name: "Stop and go back" }).click();
  await bar(page).getByText(/It could not go back: .*The disk is full/).waitFor();
  refuse.remove();
  await bar(page).getByRole("button", { name: "Try again" }).click();
  await bar(page).getByText("The mapping from before is in force again").waitFor();
  page.assertClean({ except: [answered(500, 502), BROKEN] });
  await page.close();
});

test("what somebody else has mapped meanwhile is not overwritten, and can be left as it is", async () => {
  const page = await arrive({ clock: true });
  await begin(page, "winter-5", { steps: "25, 100" });
  await bar(page).getByText(/winter-5 has 25\s%/).waitFor();
  await call(sandbox, "POST", `services/${SERVICE}/actions/switchTo/winter-3`);
  await page.clock.runFor(STEP + 1_000);
  await bar(page).getByText(/Somebody else has changed the mapping meanwhile/).waitFor();
  await bar(page).getByRole("button", { name: "Leave it as it is" }).click();
  await bar(page).waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Load again" }).click();
  await shareOf(page, "winter-3").getByText("100 %").waitFor();
  page.assertClean();
  await page.close();
});

test("what is wrong stands next to its field, and conditions that cannot be checked are refused", async () => {
  const page = await arrive();
  const dialog = await begin(page, "winter-5", { steps: "50, 25", wait: "soon", errors: "-1", p95: "x" });
  for (const [field, why] of [
    ["Steps, in percent", /not more than the step before/],
    ["Wait after each step", /Give/],
    ["Go back when more fail than", /Give a number/],
    ["Go back when p95 is above", /Give a number/],
  ]) {
    assert.match(await messageOf(dialog.getByRole("textbox", { name: field })), why);
  }
  assert.equal(await dialog.getByRole("textbox", { name: "Steps, in percent" }).inputValue(), "50, 25");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  proxy.when("/apinode/admin/api/metrics", { status: 200, body: [7] });
  await begin(page, "winter-5", { errors: "5" });
  await dialog.getByText(/no names that this console knows.*Leave both empty/).waitFor();
  assert.ok(!proxy.log.some((line) => line.includes("setMapping")), "nothing was sent");
  page.assertClean();
  await page.close();
});
