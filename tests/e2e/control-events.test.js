// Events and the audit trail: followed, filtered, emitted and deleted; and the operations on the whole system.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, messageOf, pick, setVisible, signIn, toast } from "./support/console.js";
import { API, makeUser, records, setPolicies } from "./support/control.js";
import { addUser } from "./support/hosted.js";
import { job, openTray } from "./support/jobs.js";
import { stage } from "./support/stage.js";

const WEEK = 7 * 24 * 3600 * 1000;
const WATCHER = "IT Admin Read Only";

let sandbox, browser, proxy, ben, watcher;

stage({ demo: true, args: ["--job-ms", "300"] }, async (all) => {
  ({ sandbox, browser, proxy } = all);
  ben = await addUser(sandbox, "ben", "ADMIN");
  watcher = await addUser(sandbox, "watcher", "GUEST");
  await setPolicies(sandbox, watcher, [WATCHER]);
  await makeUser(sandbox, "made.by.ben.before", ben);
});

async function open(path, table, { who = sandbox, clock = false } = {}) {
  const page = await newPage(browser, proxy.url);
  if (clock) await page.clock.install();
  await signIn(page, who, `/control/${path}`);
  await first(page, table).waitFor();
  return page;
}

const first = (page, table) => grid(page, table).getByRole("row").nth(1);
const press = (within, name) => within.getByRole("button", { name, exact: true }).click();
const dialog = (page, name) => page.getByRole("dialog", { name }).or(page.getByRole("alertdialog", { name }));
const status = (page, words) => page.getByRole("status").filter({ hasText: words }).first().waitFor();
const asked = (list) => proxy.log.filter((line) => line.startsWith(`GET ${API}/${list}?`)).length;
const live = (page) => page.getByRole("switch", { name: "Live" });
const isLive = (page, on) => live(page).and(page.locator(`[aria-checked=${on}]`)).waitFor();

test("the audit trail follows what others do while it is live, and asks for nothing otherwise", async () => {
  const page = await open("audit", "Audit", { clock: true });
  await isLive(page, false);
  await live(page).click();
  await isLive(page, true);
  await makeUser(sandbox, "seen.live", ben);
  await page.clock.fastForward("00:06");
  await first(page, "Audit").filter({ hasText: "ben made the user seen.live" }).waitFor();

  await setVisible(page, false);
  const hidden = asked("audit_events");
  await page.clock.fastForward("10:00");
  assert.equal(asked("audit_events"), hidden, "not while nobody looks");
  await makeUser(sandbox, "seen.afterwards", ben);
  await setVisible(page, true);
  await first(page, "Audit").filter({ hasText: "seen.afterwards" }).waitFor();

  await live(page).click();
  await isLive(page, false);
  const off = asked("audit_events");
  await makeUser(sandbox, "not.seen", ben);
  await page.clock.fastForward("10:00");
  await press(page, "Load again");
  await first(page, "Audit").filter({ hasText: "not.seen" }).waitFor();
  assert.equal(asked("audit_events"), off + 1, "by the button alone");
  page.assertClean();
  await page.close();
});

test("only the first page, the newest first, can be live", async () => {
  const page = await open("audit", "Audit");
  await live(page).click();
  await isLive(page, true);
  await press(page, "Next");
  await isLive(page, false);
  await live(page).and(page.locator("[aria-disabled=true]")).waitFor();
  await live(page).click({ force: true });
  await isLive(page, false);
  await page.getByText("Only the first page, the newest first").first().waitFor({ state: "attached" });
  await press(page, "First");
  await live(page).and(page.locator(":not([aria-disabled])")).waitFor();
  await isLive(page, false);
  page.assertClean();
  await page.close();
});

test("kind, severity and time are asked of the server, and stand in the address after a reload", async () => {
  const fits = ({ kind, severity, timestamp_iso8601: time }) =>
    kind.includes("Login") && severity === "warning" && Date.parse(time) >= Date.now() - WEEK;
  const wanted = (await records(sandbox, "audit_events")).filter(({ attributes }) => fits(attributes)).length;
  assert.ok(wanted > 1 && wanted < 50, `${wanted} of the demo fit`);

  const page = await open("audit", "Audit");
  const field = (role, name) => page.getByRole(role, { name, exact: true });
  await field("searchbox", "Filter audit events").fill("Login");
  await field("combobox", "Severity").selectOption("warning");
  await field("combobox", "Time").selectOption({ label: "the last week" });
  await status(page, new RegExp(`^${wanted} audit events$`));
  for (const pattern of [/[?&]q=Login/, /severity=is/, /[?&]span=week/]) assert.match(page.url(), pattern);

  const address = page.url();
  await page.reload();
  await status(page, new RegExp(`^${wanted} audit events$`));
  assert.equal(page.url(), address);
  assert.equal(await field("searchbox", "Filter audit events").inputValue(), "Login");
  assert.equal(await field("combobox", "Severity").inputValue(), "warning");
  assert.equal(await field("combobox", "Time").inputValue(), "week");
  const last = proxy.log.findLast((line) => line.startsWith(`GET ${API}/audit_events?`));
  for (const word of ["kind", "severity", "timestamp_iso8601"]) assert.ok(decodeURIComponent(last).includes(`filter[${word}]`), last);

  await field("combobox", "Severity").selectOption("");
  await field("combobox", "Time").selectOption("");
  await page.waitForURL((url) => !/severity|span/.test(url.search));
  page.assertClean();
  await page.close();
});

/** Fills the dialog that emits an event: what is wrong is said next to its field, then it is sent. */
async function emit(page, kind) {
  await press(page, "Emit event");
  const box = dialog(page, "Emit event");
  const text = (name) => box.getByRole("textbox", { name, exact: true });
  await text("Kind").waitFor();
  await press(box, "Emit event");
  assert.match(await messageOf(text("Kind")), /Give the kind\./);
  await text("Kind").fill(kind);
  await text("Parameters").fill("berth 7");
  await press(box, "Emit event");
  assert.match(await messageOf(text("Parameters")), /This is no JSON/);
  await text("Parameters").fill('[{"name": "berth", "value": "seven"}]');
  await text("Time").fill("when the tide came");
  await press(box, "Emit event");
  assert.match(await messageOf(text("Time")), /timestamp_iso8601/, "what the server says");
  await text("Time").fill("");
  await text("Description").fill("A ship has come in");
  await text("Source").fill("harbour.0");
  await box.getByRole("combobox", { name: "Severity", exact: true }).selectOption("major");
  await box.getByRole("combobox", { name: "Classification", exact: true }).selectOption("sla");
  await box.getByRole("combobox", { name: "Visibility", exact: true }).selectOption("customerOnly");
  await press(box, "Emit event");
  await toast(page, "The event is emitted.");
  await box.waitFor({ state: "hidden" });
}

/** The newest event of the list is that one, with all that was said of it. */
async function assertEmitted(page, table, kind) {
  await first(page, table).filter({ hasText: kind }).waitFor();
  await grid(page, table).focus();
  await page.keyboard.press("Enter");
  const box = dialog(page, kind);
  const fact = (name) => box.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd[1]");
  const said = { Severity: "major", Classification: "sla", Visibility: "customerOnly", Description: "A ship has come in", Source: "harbour.0", berth: "seven" };
  for (const [name, words] of Object.entries(said)) assert.equal(await fact(name).innerText(), words, name);
  await fact("User").getByRole("link", { name: sandbox.user, exact: true }).waitFor();
  await press(box.locator(".dialog-foot"), "Close");
}

for (const [path, table, list, other] of [["events", "Events", "events", "audit_events"], ["audit", "Audit", "audit_events", "events"]]) {
  test(`${table}: an event is emitted, stands on top with its fields, and in no other list`, async () => {
    const page = await open(path, table);
    const kind = `Harbour.Ship.Came.${table}`;
    await emit(page, kind);
    await assertEmitted(page, table, kind);
    const kinds = async (list) => (await records(sandbox, list)).filter(({ attributes }) => attributes.kind === kind).length;
    assert.deepEqual([await kinds(list), await kinds(other)], [1, 0]);
    page.assertClean({ except: [answered(400)] });
    await page.close();
  });
}

test("who may only look is told so in words, and nothing is emitted or deleted", async () => {
  const page = await open("events", "Events", { who: watcher });
  const there = (await records(sandbox, "events")).length;
  await press(page, "Delete all events");
  const box = dialog(page, "Delete all events?");
  await box.getByRole("checkbox", { name: /^All of them/ }).check();
  await press(box, "Delete all events");
  const refused = box.getByRole("alert");
  await refused.getByText("Could not delete the events").waitFor();
  await refused.getByText(/watcher may not do this: it takes one of the policies System Admin\. Nothing was changed\./).waitFor();
  await press(box, "Cancel");
  await press(page, "Emit event");
  const emitting = dialog(page, "Emit event");
  await emitting.getByRole("textbox", { name: "Kind", exact: true }).fill("Never.Emitted");
  await press(emitting, "Emit event");
  await emitting.getByRole("alert").getByText(/watcher may not do this/).waitFor();
  assert.equal((await records(sandbox, "events")).length, there);
  page.assertClean({ except: [answered(403)] });
  await page.close();
});

test("all events are deleted once that is said twice, and the audit trail is not", async () => {
  const trail = async () => (await records(sandbox, "audit_events")).map(({ id }) => id).sort();
  const [before, told] = [await trail(), (await records(sandbox, "communication_events")).length];
  const page = await open("events", "Events");
  await press(page, "Delete all events");
  const box = dialog(page, "Delete all events?");
  const submit = box.getByRole("button", { name: "Delete all events", exact: true });
  await submit.and(page.locator("[aria-disabled=true]")).waitFor();
  await submit.click({ force: true });
  await box.getByRole("checkbox", { name: /^All of them/ }).check();
  await submit.click();
  await toast(page, "All events are deleted.");
  await box.waitFor({ state: "hidden" });
  await page.getByText("No events", { exact: true }).waitFor();
  assert.equal(proxy.log.filter((line) => line === `DELETE ${API}/events/`).length, 1);
  assert.deepEqual(await records(sandbox, "events"), []);
  assert.equal((await records(sandbox, "communication_events")).length, told);
  const after = await trail();
  assert.deepEqual(before.filter((id) => !after.includes(id)), []);

  await page.goto("/control/audit");
  await first(page, "Audit").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Delete all/ }).count(), 0, "nobody deletes it");
  page.assertClean();
  await page.close();
});

/** Begins an operation on the whole system. */
async function operate(page, title) {
  await pick(page, "Operations", title);
  const box = dialog(page, title);
  await press(box, "Begin");
  return box;
}

test("a configuration is read again by a job in the tray, and storage numbers are counted again", async () => {
  const page = await open("kubernetes", "Kubernetes");
  const reload = "Reload configuration: cluster";
  await (await operate(page, reload)).waitFor({ state: "hidden" });
  await toast(page, `${reload}: begun.`);
  await openTray(page);
  await job(page, reload).getByText("completed", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  const jobs = (await records(sandbox, "jobs")).filter(({ attributes }) => attributes.kind === "configurations.reload");
  assert.ok(jobs.some(({ attributes }) => attributes.state === "completed" && JSON.stringify(attributes).includes("cluster")), "on the server too");

  const count = "Recalculate storage numbers of igz0";
  await (await operate(page, count)).waitFor({ state: "hidden" });
  await toast(page, `${count}: begun.`);
  assert.equal(proxy.log.filter((line) => line === `POST ${API}/tunnel/igz0.storage_device_info.0/statistics`).length, 1);
  await openTray(page);
  assert.equal(await job(page, count).count(), 0, "the server makes no job of it");
  await page.keyboard.press("Escape");

  const other = await operate(page, "Recalculate storage numbers of igz1");
  await other.getByRole("alert").getByText(/There is no service igz1\.storage_device_info\.0\. Nothing was changed\./).waitFor();
  page.assertClean({ except: [answered(404)] });
  await page.close();
});

test("an event is opened by a click on its kind", async () => {
  const page = await open("audit", "Audit");
  const opener = first(page, "Audit").getByRole("button");
  const kind = (await opener.innerText()).trim();
  await opener.click();
  await dialog(page, kind).getByRole("term").filter({ hasText: /^Severity$/ }).waitFor();
  page.assertClean();
  await page.close();
});

test("a sign-in of nobody who is known leads to no user", async () => {
  const attributes = { username: "nobody.is.called.so", password: "wrong" };
  const body = JSON.stringify({ data: { type: "session", attributes } });
  const answer = await fetch(`${sandbox.url}${API}/sessions`, { method: "POST", headers: { "content-type": "application/json" }, body });
  assert.equal(answer.status, 401);
  const page = await open("audit", "Audit");
  const row = grid(page, "Audit").getByRole("row").filter({ hasText: "nobody.is.called.so" }).first();
  await row.getByText("none", { exact: true }).first().waitFor();
  const nameless = await page.getByRole("link").evaluateAll((links) => links.filter((link) => !link.textContent.trim() && !link.ariaLabel).length);
  assert.equal(nameless, 0);
  page.assertClean();
  await page.close();
});
