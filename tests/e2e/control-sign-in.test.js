// The control plane's own sign-in: a cookie of its own beside the console's session.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newContext, newPage, watchedPage } from "./support/browser.js";
import { answered, giveLogin, grid, messageOf, pick, row, secretIsNowhere, signIn } from "./support/console.js";
import { API, makeUser } from "./support/control.js";
import { ended, signInPage } from "./support/ending.js";
import { door, enter, harbour } from "./support/harbour.js";
import { overhear } from "./support/hosted.js";
import { disable, enable } from "./support/people.js";

const USERS = "/control/users";
const SESSIONS = `POST ${API}/sessions`;
const CREATE = `POST ${API}/users`;

let sandbox, browser, proxy, ben;

harbour((all) => ({ sandbox, browser, proxy, ben } = all));

const press = (within, name) => within.getByRole("button", { name, exact: true }).click();
const name = (page) => door(page).getByRole("textbox", { name: "User name" });
const password = (page) => door(page).getByLabel("Password", { exact: true });
const count = (request) => proxy.log.filter((line) => line === request).length;
const asked = () => proxy.log.filter((line) => line.includes(` ${API}/`));
const listed = (page) => row(page, sandbox.user, "Users").waitFor();

async function open(path = USERS) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, path);
  await door(page).waitFor();
  return page;
}

const leave = (page) => pick(page, `${sandbox.user}@example.org`, "Sign out");
const cookies = async (page) => (await page.context().cookies()).filter((cookie) => cookie.name === "session");

test("the sign-in lies over the page, says what is wrong and keeps the name, and opens the page", async () => {
  const page = await open();
  assert.equal(await page.getByRole("heading", { level: 1, name: "Users", includeHidden: true }).count(), 1);
  assert.equal(await name(page).inputValue(), sandbox.user);
  assert.equal(await door(page).getByText(/^Its session has ended/).count(), 0, "there was none");
  await name(page).fill("");
  await press(door(page), "Sign in");
  assert.match(await messageOf(name(page)), /Give your user name/);
  assert.match(await messageOf(password(page)), /Give your password/);
  await name(page).fill("ben");
  await password(page).fill("not the password of ben");
  await page.keyboard.press("Enter");
  await door(page).getByRole("alert").getByText("User name or password is wrong").waitFor();
  assert.equal(await name(page).inputValue(), "ben");
  await password(page).fill(ben.password);
  await page.keyboard.press("Enter");
  await door(page).waitFor({ state: "hidden" });
  await listed(page);
  assert.equal(count(SESSIONS), 2);
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a reload and another tab ask for no password: the browser has the cookie", async () => {
  const context = await newContext(browser, proxy.url);
  const page = await watchedPage(context, proxy.url);
  await signIn(page, sandbox, USERS);
  await enter(page, ben);
  await listed(page);
  page.assertClean({ except: [answered(401)] });
  await page.reload();
  await listed(page);
  const other = await watchedPage(context, proxy.url);
  await other.goto(USERS);
  await listed(other);
  assert.equal((await door(page).count()) + (await door(other).count()), 0);
  assert.equal(count(SESSIONS), 1);
  page.assertClean();
  other.assertClean();
  await context.close();
});

test("no script sees the cookie, no other path gets it, and the password is nowhere", async () => {
  const page = await newPage(browser, proxy.url);
  const heard = overhear(page);
  await signIn(page, sandbox, USERS);
  await giveLogin(door(page), ben);
  await secretIsNowhere(page, ben.password);
  await press(door(page), "Sign in");
  await listed(page);
  await secretIsNowhere(page, ben.password);
  page.assertClean({ except: [answered(401)] });

  const [cookie, ...more] = await cookies(page);
  assert.deepEqual(more, []);
  const { httpOnly, sameSite, path } = cookie;
  assert.deepEqual({ httpOnly, sameSite, path }, { httpOnly: true, sameSite: "Strict", path: "/control-plane" });
  await secretIsNowhere(page, cookie.value);
  const below = await watchedPage(page.context(), proxy.url);
  assert.equal((await below.goto(`${API}/self`)).status(), 200, "the cookie is sent there");
  assert.equal(await below.evaluate(() => document.cookie), "", "and is seen by no script");
  await below.close();

  await page.getByRole("link", { name: "Journal" }).click();
  const line = grid(page, "Calls").getByRole("row").filter({ hasText: "create session" });
  await line.getByRole("checkbox").check();
  await press(page, "As a script");
  await page.getByRole("dialog", { name: "1 call as a script" }).waitFor();
  for (const language of ["curl", "Python", "JSON"]) {
    await page.getByRole("tab", { name: language, exact: true }).click();
    await secretIsNowhere(page, ben.password);
  }
  const sent = await heard.sent();
  const control = sent.filter(({ url }) => new URL(url).pathname.startsWith(API));
  const others = sent.filter((request) => !control.includes(request));
  assert.ok(control.some((request) => request.cookie?.includes(cookie.value)), "by the cookie");
  assert.ok(control.every((request) => !request.authorization), "and by nothing else");
  assert.ok(others.length > 0 && others.every((request) => !request.cookie), "which goes nowhere else");
  assert.ok(!JSON.stringify(sent).includes(ben.password), "in no address and no header");
  assert.ok(!(await heard.received()).includes(ben.password), "in no answer");
  page.assertClean();
  await page.close();
});

/** The form of a user who is not made yet, filled in. */
async function typeUser(page, username) {
  await page.getByRole("button", { name: "Create user" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create user" });
  const field = (name, options) => dialog.getByRole("textbox", { name, exact: true, ...options });
  const typed = { Username: username, "First name": "Nadia", "Last name": "K.", "E-mail": `${username}@example.org` };
  for (const [name, text] of Object.entries(typed)) await field(name).fill(text);
  const assertKept = async () => {
    for (const [name, text] of Object.entries(typed)) assert.equal(await field(name, { includeHidden: true }).inputValue(), text);
  };
  return { dialog, assertKept };
}

test("a session that ends while someone types loses nothing, and the write asks before it is sent again", async () => {
  const page = await open();
  await enter(page, ben);
  await listed(page);
  const { dialog, assertKept } = await typeUser(page, "typed.before");
  await disable(sandbox, "ben");
  await press(dialog, "Create user");
  await door(page).getByText("your session has ended").waitFor();
  await assertKept();
  assert.equal(await ended(page).count(), 0, "the console's own session goes on");
  assert.equal(await name(page).inputValue(), "ben", "not that of the console's session");

  await giveLogin(door(page), ben);
  await press(door(page), "Sign in");
  await door(page).getByRole("alert").getByText("may not sign in").waitFor();
  await enable(sandbox, "ben");
  await press(door(page), "Sign in");
  const question = page.getByRole("dialog", { name: "Send “create user” now?" });
  await question.getByText("POST api/users").waitFor();
  assert.equal(count(CREATE), 1, "not sent again by itself");
  await press(question, "Send it");
  await page.getByRole("heading", { level: 1, name: "typed.before" }).waitFor();
  assert.equal(count(CREATE), 2, "sent once more");
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a refused write whose user does not sign in is not asked about again, and what was typed is still there", async () => {
  const page = await open();
  await enter(page, ben);
  await listed(page);
  const { dialog, assertKept } = await typeUser(page, "never.made");
  await disable(sandbox, "ben");
  await press(dialog, "Create user");
  await press(door(page), "Not now");
  await dialog.getByRole("alert").getByText("Could not create the user never.made").waitFor();
  await dialog.getByRole("alert").getByText("Nothing was changed.").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 1, "no other question");
  await assertKept();
  assert.equal(count(CREATE), 1);
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a read that the end of the session refused resumes by itself", async () => {
  const page = await open();
  await enter(page, ben);
  await listed(page);
  await makeUser(sandbox, "came.meanwhile");
  await disable(sandbox, "ben");
  await press(page, "Load again");
  await door(page).waitFor();
  assert.ok(await row(page, sandbox.user, "Users").isVisible(), "the list stays behind the dialog");
  await enable(sandbox, "ben");
  await enter(page, ben);
  await row(page, "came.meanwhile", "Users").waitFor();
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a live list whose session has ended asks once, and rests while nobody answers", async () => {
  const page = await newPage(browser, proxy.url);
  await page.clock.install();
  await signIn(page, sandbox, "/control/audit");
  await enter(page, ben);
  const first = grid(page, "Audit").getByRole("row").nth(1);
  await first.waitFor();
  await page.getByRole("switch", { name: "Live" }).click();
  await disable(sandbox, "ben");
  await page.clock.fastForward("00:06");
  await press(door(page), "Not now");
  await page.getByRole("note").getByText("This may be old").waitFor();
  const before = asked().length;
  await page.clock.fastForward("10:00");
  await page.getByText(/^Session ends in 3 h (49|48) min$/).first().waitFor();
  assert.equal(await door(page).count(), 0);
  assert.equal(asked().length, before, "nothing is asked");
  assert.ok(await first.isVisible(), "what was loaded stays");
  await enable(sandbox, "ben");
  await makeUser(sandbox, "seen.after.all");
  await press(page, "Try again");
  await enter(page, ben);
  await grid(page, "Audit").getByText(`${sandbox.user} made the user seen.after.all`).waitFor();
  await page.getByRole("note").getByText("This may be old").waitFor({ state: "hidden" });
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("after a sign-out the password is asked for again, though the browser still has the cookie", async () => {
  const page = await open();
  await enter(page, ben);
  await listed(page);
  page.assertClean({ except: [answered(401)] });
  const [cookie] = await cookies(page);
  await leave(page);
  await signInPage(page).waitFor();
  assert.equal((await cookies(page))[0].value, cookie.value, "nobody can take it away");
  proxy.log.length = 0;
  await giveLogin(page, sandbox);
  await signInPage(page).click();
  await door(page).waitFor();
  await page.reload();
  await door(page).waitFor();
  assert.deepEqual(asked(), [], "the cookie is not used");
  await enter(page, sandbox);
  await listed(page);
  assert.notEqual((await cookies(page))[0].value, cookie.value);
  await page.reload();
  await listed(page);
  assert.equal(count(SESSIONS), 1);
  page.assertClean();
  await page.close();
});

test("who signs in over somebody else's page does not work with their cookie", async () => {
  const page = await open();
  await enter(page, sandbox);
  await listed(page);
  await page.getByRole("link", { name: "Services", exact: true }).first().click();
  await page.getByText("No services").first().waitFor();
  // Ends the console's session and leaves the cookie good: the console's own is ended by a refusal of the node.
  proxy.when({ path: /^\/apinode\//, times: 1 }, { status: 401, body: {} });
  await press(page, "Load again");
  await ended(page).waitFor();
  await giveLogin(ended(page), ben);
  await press(ended(page), "Sign in");
  await page.getByRole("button", { name: "ben@example.org" }).waitFor();
  proxy.log.length = 0;
  await page.goto(USERS);
  await door(page).waitFor();
  assert.deepEqual(asked(), []);
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("who signs in after somebody has closed the console does not work with their cookie", async () => {
  const context = await newContext(browser, proxy.url);
  const page = await watchedPage(context, proxy.url);
  await signIn(page, sandbox, USERS);
  await enter(page, sandbox);
  await listed(page);
  page.assertClean({ except: [answered(401)] });
  await page.close();
  proxy.log.length = 0;
  const next = await watchedPage(context, proxy.url);
  await signIn(next, ben, USERS);
  await door(next).waitFor();
  assert.deepEqual(asked(), []);
  await enter(next, ben);
  await listed(next);
  await next.reload();
  await listed(next);
  next.assertClean();
  await context.close();
});

test("who gives no password is told what to do, is not asked a second time, and can try again", async () => {
  const page = await open();
  await press(door(page), "Not now");
  const told = page.getByRole("main").getByRole("alert");
  await told.getByText("Could not load the users").waitFor();
  assert.equal(await door(page).count(), 0, "one answer is enough");
  await told.getByText("Try again to be asked").waitFor();
  await page.getByRole("link", { name: "Services", exact: true }).click();
  await page.getByText("No services").first().waitFor();
  await page.goBack();
  await door(page).waitFor();
  await page.keyboard.press("Escape");
  await told.waitFor();
  assert.equal(await door(page).count(), 0);

  await press(told, "Try again");
  await enter(page, ben);
  await listed(page);
  assert.equal(await told.count(), 0);
  // What the console must know of the server besides is asked for too.
  const asNewerServersCan = page.waitForRequest((request) => decodeURIComponent(request.url()).includes("[$contains_istr]ben"));
  await page.getByRole("searchbox", { name: "Filter users" }).fill("ben");
  await asNewerServersCan;
  await page.getByRole("status").filter({ hasText: /^1 user$/ }).first().waitFor();
  page.assertClean({ except: [answered(401)] });
  await page.close();
});
