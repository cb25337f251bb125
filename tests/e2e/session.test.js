// The session: its end in the middle of work, and its clock.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, newToken, row, signIn, toast } from "./support/console.js";
import { ended, signInOver, signInPage } from "./support/ending.js";
import { KEY, createServices, services } from "./support/node.js";
import { disable, enable } from "./support/people.js";
import { stage } from "./support/stage.js";

const CREATE = "POST /apinode/admin/api/services/";
const VALIDATE = "/automation/v2/validatetoken";

let sandbox, browser, proxy;

stage({ key: KEY }, async (all) => {
  ({ sandbox, browser, proxy } = all);
  await createServices(sandbox, "first");
});
afterEach(() => enable(sandbox));

const listed = (page) => row(page, "first").getByText("no generations").waitFor();

test("a session that ends while someone types loses nothing, and the write asks before it is sent again", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
  await listed(page);
  await page.getByRole("button", { name: "Create service" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create service" });
  await dialog.getByRole("textbox", { name: "Service id" }).fill("typed-before-the-end");
  await disable(sandbox);
  await dialog.getByRole("button", { name: "Create" }).click();
  await ended(page).waitFor();
  assert.equal(await dialog.getByRole("textbox", { name: "Service id", includeHidden: true }).inputValue(), "typed-before-the-end");
  assert.equal(await ended(page).getByRole("textbox", { name: "User name" }).inputValue(), sandbox.user);
  await page.keyboard.press("Escape");
  assert.ok(await ended(page).isVisible());

  await ended(page).getByLabel("Password", { exact: true }).fill(sandbox.password);
  await page.keyboard.press("Enter");
  await ended(page).getByRole("alert").getByText("may not sign in").waitFor();
  await enable(sandbox);
  await signInOver(page, sandbox);
  const question = page.getByRole("dialog", { name: "Send “create service” now?" });
  await question.getByText("POST admin/api/services/").waitFor();
  assert.equal(proxy.log.filter((line) => line === CREATE).length, 1, "not sent again by itself");
  assert.ok(!(await services(sandbox)).has("typed-before-the-end"));
  await question.getByRole("button", { name: "Send it" }).click();
  await page.getByRole("heading", { name: "typed-before-the-end", level: 1 }).waitFor();
  await toast(page, "Created typed-before-the-end.");
  assert.equal(proxy.log.filter((line) => line === CREATE).length, 2, "sent once more");
  assert.ok((await services(sandbox)).has("typed-before-the-end"));
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a refused write that is not sent again leaves everything as it was, the typed text too", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
  await listed(page);
  await page.getByRole("button", { name: "Create service" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create service" });
  await dialog.getByRole("textbox", { name: "Service id" }).fill("never-sent");
  await disable(sandbox);
  await dialog.getByRole("button", { name: "Create" }).click();
  await ended(page).waitFor();
  await enable(sandbox);
  await signInOver(page, sandbox);
  await page.getByRole("button", { name: "Do not send" }).last().click();
  await dialog.getByRole("alert").getByText("you chose not to send it again").waitFor();
  assert.equal(await dialog.getByRole("textbox", { name: "Service id" }).inputValue(), "never-sent");
  assert.ok(!(await services(sandbox)).has("never-sent"));
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a read that the end of the session refused resumes by itself", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
  await listed(page);
  await createServices(sandbox, "came-meanwhile");
  await disable(sandbox);
  await page.getByRole("button", { name: "Load again" }).click();
  await ended(page).waitFor();
  assert.ok(await page.getByText("first", { exact: true }).isVisible(), "the list stays behind the dialog");
  await enable(sandbox);
  await signInOver(page, sandbox);
  await row(page, "came-meanwhile").waitFor();
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("the end of the session can also be answered by signing out", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
  await listed(page);
  await disable(sandbox);
  await page.getByRole("button", { name: "Load again" }).click();
  await ended(page).getByRole("button", { name: "sign out and close what is open" }).click();
  await signInPage(page).waitFor();
  assert.equal(await page.getByText("first", { exact: true }).count(), 0);
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("the clock warns ten and two minutes before the end, and the server has the last word", async () => {
  const page = await newPage(browser, proxy.url);
  await page.clock.install();
  await signIn(page, sandbox);
  await page.getByText(/^Session ends in (4 h 00|3 h 59) min$/).waitFor();
  await page.clock.fastForward("03:49:30");
  await page.getByText(/^Session ends in 10 min|11 min$/).waitFor();
  const warning = page.getByRole("complementary", { name: "Session" });
  assert.equal(await warning.count(), 0);
  await page.clock.fastForward("00:40");
  await warning.getByText("Your session ends in less than ten minutes").waitFor();
  await warning.getByRole("button", { name: "Dismiss" }).click();
  await warning.waitFor({ state: "hidden" });
  await page.clock.fastForward("08:00");
  await warning.getByText("Your session ends in less than two minutes").waitFor();
  // By the clock of the server hardly a minute has passed: the session goes on.
  const asked = proxy.when(VALIDATE, {});
  await page.clock.fastForward("02:00");
  await page.getByText(/^Session ends in (1:00|0:\d\d|60)/).waitFor();
  assert.ok(asked.hits > 0);
  assert.equal(await ended(page).count(), 0);
  page.assertClean();
  await page.close();
});

test("a session that is over by the clock and by the server asks for a new sign-in over the page", async () => {
  const page = await newPage(browser, proxy.url);
  await page.clock.install();
  await signIn(page, sandbox);
  await listed(page);
  await disable(sandbox);
  await page.clock.fastForward("04:00:05");
  await ended(page).waitFor();
  await enable(sandbox);
  await signInOver(page, sandbox);
  await page.getByText(/^Session ends in (4 h 00|3 h 59) min$/).waitFor();
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("an active user is renewed before the first warning, an idle one is not", async () => {
  const page = await newPage(browser, proxy.url);
  await page.clock.install();
  await signIn(page, sandbox);
  // The sandbox makes a newer token only a minute later: here it is one of a second sign-in.
  const token = await newToken(sandbox);
  const renewed = proxy.when(VALIDATE, { status: 200, body: { token } });
  await page.clock.fastForward("03:46:00");
  await page.getByText(/^Session ends in 1[34] min$/).waitFor();
  assert.equal(renewed.hits, 0);
  const hit = renewed.hit();
  await page.getByRole("heading", { name: "Services", level: 1 }).click();
  await page.clock.fastForward("00:02");
  await hit;
  await page.getByText(/^Session ends in (4 h 00|3 h 59) min$/).waitFor();
  proxy.clear();
  await page.getByRole("button", { name: "Load again" }).click();
  await row(page, "first").waitFor();
  page.assertClean();
  await page.close();
});
