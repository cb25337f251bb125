// Long operations: jobs that go on after their call has answered, followed in the tray.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { assertAccessible } from "./support/axe.js";
import { newPage } from "./support/browser.js";
import { answered, giveLogin, pick, setVisible, signIn, toast } from "./support/console.js";
import { ended, signInOver } from "./support/ending.js";
import { addUser } from "./support/hosted.js";
import { job, jobsButton, openTray, startJob, tray } from "./support/jobs.js";
import { disable, enable } from "./support/people.js";
import { stage } from "./support/stage.js";

const USERS = "/control/users";
const ASKED = /^GET \/control-plane\/api\/jobs\//;

let sandbox, browser, proxy;

stage({ args: ["--job-ms", "1500"] }, async (all) => {
  ({ sandbox, browser, proxy } = all);
});
afterEach(() => enable(sandbox));

async function open(options = {}) {
  const page = await newPage(browser, proxy.url, { permissions: ["clipboard-read", "clipboard-write"] });
  if (options.clock) await page.clock.install();
  await signIn(page, sandbox, USERS);
  return page;
}

/** The server says of every job that it goes on, till the rule is removed. */
const goesOn = () => {
  const body = { data: { type: "job", id: "1", attributes: { kind: "project.creation", state: "in_progress" } } };
  return proxy.when({ method: "GET", path: /\/api\/jobs\/./ }, { status: 200, body });
};
const asked = () => proxy.log.filter((line) => ASKED.test(line)).length;
const kept = (page) => page.evaluate(() => localStorage.getItem("pilothouse.jobs") ?? "[]");

test("a job is followed to its end while one goes on working", async () => {
  const page = await open();
  assert.equal(await jobsButton(page).innerText(), "Jobs");
  const rule = goesOn();
  await startJob(page, "user", "ana-w");
  await jobsButton(page).and(page.getByRole("button", { name: "1 under way" })).waitFor();
  await openTray(page);
  // The focus goes in.
  await tray(page).and(page.locator(":focus")).waitFor();
  const line = job(page, "ana-w");
  await line.getByText("in progress").waitFor();
  await line.getByText(/^for \d+ s$/).waitFor();
  rule.remove();
  await line.getByText("completed").waitFor();
  await line.getByText(/^took [12] s$/).waitFor();
  await page.getByRole("status").filter({ hasText: "Create user ana-w: done." }).waitFor();
  assert.equal(await page.getByRole("region", { name: "Messages" }).getByText("ana-w: done").count(), 0, "said once");
  await assertAccessible(page, "tray");

  const trace = await line.locator("code").innerText();
  await line.getByRole("button", { name: "Copy the trace id" }).click();
  await page.getByRole("status").filter({ hasText: "Copied" }).first().waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), trace);

  await page.keyboard.press("Escape");
  await tray(page).waitFor({ state: "hidden" });
  assert.ok(await jobsButton(page).evaluate((button) => button === document.activeElement), "the focus goes back");

  await openTray(page);
  await line.getByRole("link", { name: "To the job" }).click();
  await page.waitForURL(/\/control\/jobs\//);
  await tray(page).waitFor({ state: "hidden" });
  await page.getByText(trace).waitFor();
  page.assertClean();
  await page.close();
});

test("a job that fails says its cause, and stays till it is dismissed", async () => {
  const page = await open();
  await startJob(page, "project", "failing-job");
  await toast(page, /^Create project failing-job failed\. ./);
  await page.getByRole("banner").getByRole("button", { name: "not all went well" }).waitFor();
  await openTray(page);
  const line = job(page, "failing-job");
  const cause = await line.locator(".tray-said").innerText();
  await line.getByText("failed", { exact: true }).waitFor();

  await page.reload();
  await openTray(page);
  await line.getByText(cause, { exact: true }).waitFor();
  assert.ok(!(await kept(page)).includes(cause), "what the server said is not kept");
  assert.equal(await page.getByRole("region", { name: "Messages" }).getByText("failing-job").count(), 0, "not told again");
  await line.getByRole("button", { name: "Dismiss: Create project failing-job" }).click();
  await tray(page).getByText("No jobs").waitFor();
  assert.ok(await tray(page).evaluate((panel) => panel === document.activeElement), "the focus stays in");
  assert.equal(await kept(page), "[]");
  page.assertClean();
  await page.close();
});

test("a job that somebody gives up, and one that the server does not know any more", async () => {
  const page = await open();
  await startJob(page, "project", "canceled-job");
  await toast(page, /^Create project canceled-job was canceled\./);
  proxy.when({ method: "GET", path: /\/api\/jobs\/./ }, { status: 404, body: { errors: [{ status: 404, detail: "No such job" }] } });
  await startJob(page, "project", "lost-one");
  await toast(page, "Create project lost-one: its job is gone.");
  const before = asked();
  proxy.clear();
  await openTray(page);
  await job(page, "lost-one").getByText("unknown", { exact: true }).waitFor();
  assert.equal(asked(), before, "it is not asked for again");
  await tray(page).getByRole("button", { name: "Dismiss all that have ended" }).click();
  await tray(page).getByText("No jobs").waitFor();
  page.assertClean({ except: [answered(404)] });
  await page.close();
});

test("a reload picks the job up, another user does not see it, the same one does after signing in again", async () => {
  const ben = await addUser(sandbox, "ben", "ADMIN");
  const page = await open();
  await startJob(page, "project", "stuck-job");
  await page.reload();
  await openTray(page);
  await job(page, "stuck-job").getByText("in progress").waitFor();

  const leave = (who) => pick(page, `${who.user}@example.org`, "Sign out");
  const enter = async (who) => {
    await giveLogin(page, who);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    await openTray(page);
  };
  await leave(sandbox);
  await enter(ben);
  await tray(page).getByText("No jobs").waitFor();
  await leave(ben);
  await enter(sandbox);
  await job(page, "stuck-job").getByText("in progress").waitFor();
  page.assertClean();
  await page.close();
});

test("a session that ends while a job runs opens no question; after the sign-in the job is picked up", async () => {
  const page = await open();
  const look = proxy.when({ method: "GET", path: /\/api\/jobs\/./ }, { hold: true });
  await startJob(page, "project", "while-away");
  await page.getByRole("heading", { name: "while-away", level: 1 }).waitFor();
  await page.getByText("Loading").first().waitFor({ state: "hidden" });
  await disable(sandbox);
  look.remove();
  await openTray(page);
  const line = job(page, "while-away");
  await line.getByText("The last look at it failed.").waitFor();
  assert.equal(await ended(page).count(), 0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Load again" }).click();
  await ended(page).waitFor();
  await enable(sandbox);
  await signInOver(page, sandbox);
  await toast(page, "Create project while-away: done.");
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a job is asked for less and less often, not at all while nobody looks, and for an hour at most", async () => {
  const page = await open({ clock: true });
  const seen = goesOn();
  await startJob(page, "project", "endless");
  await openTray(page);
  const line = job(page, "endless");
  await line.getByText("in progress").waitFor();

  await setVisible(page, false);
  // What was on its way has come when the next minute is over.
  await page.clock.fastForward("01:00");
  const hidden = asked();
  await page.clock.fastForward("10:00");
  await line.getByText(/^for 1\d min /).waitFor();
  assert.equal(asked(), hidden);
  const hit = seen.hit();
  await setVisible(page, true);
  await hit;

  await page.clock.fastForward("01:00:00");
  await line.getByText("It has gone on for an hour").waitFor();
  await page.getByRole("button", { name: "Jobs", exact: true }).waitFor();
  const again = seen.hit();
  await line.getByRole("button", { name: "Ask again" }).click();
  await again;
  await page.getByRole("banner").getByRole("button", { name: "1 under way" }).waitFor();
  page.assertClean();
  await page.close();
});
