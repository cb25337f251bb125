// One session in several tabs, and what a session leaves behind.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { newContext, newPage, watchedPage } from "./support/browser.js";
import { answered, giveLogin, grid, newToken, row, servicePath, signIn } from "./support/console.js";
import { ended, signInOver, signInPage } from "./support/ending.js";
import { KEY, createServices } from "./support/node.js";
import { disable, enable } from "./support/people.js";
import { stage } from "./support/stage.js";

const VALIDATE = "/automation/v2/validatetoken";

let sandbox, browser, proxy;

stage({ key: KEY }, async (all) => {
  ({ sandbox, browser, proxy } = all);
  await createServices(sandbox, "first");
});
afterEach(() => enable(sandbox));

const listed = (page) => row(page, "first").getByText("no generations").waitFor();
const account = (page) => page.getByRole("button", { name: "admin@example.org" });

async function signOut(page) {
  await account(page).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await signInPage(page).waitFor();
}

test("a new tab takes the session over, and a sign-out in one tab signs out all", async () => {
  const context = await newContext(browser, proxy.url);
  const one = await watchedPage(context, proxy.url);
  await signIn(one, sandbox);
  const two = await watchedPage(context, proxy.url);
  await two.goto(servicePath("first"));
  await two.getByRole("heading", { name: "first", level: 1 }).waitFor();
  await account(two).waitFor();
  await signOut(one);
  await two.getByText("You have signed out in another tab.").waitFor();
  await signInPage(two).waitFor();
  assert.equal(await two.getByText("first", { exact: true }).count(), 0);
  for (const page of [one, two]) {
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    page.assertClean();
  }
  await context.close();
});

test("a sign-in in one tab opens the tabs whose session has ended", async () => {
  const context = await newContext(browser, proxy.url);
  const [one, two] = [await watchedPage(context, proxy.url), await watchedPage(context, proxy.url)];
  await signIn(one, sandbox);
  await two.goto("/");
  for (const page of [one, two]) await listed(page);
  await disable(sandbox);
  await enable(sandbox);
  for (const page of [one, two]) {
    await page.getByRole("button", { name: "Load again" }).click();
    await ended(page).waitFor();
  }
  await signInOver(one, sandbox);
  await ended(two).waitFor({ state: "hidden" });
  await row(two, "first").waitFor();
  for (const page of [one, two]) page.assertClean({ except: [answered(401)] });
  await context.close();
});

test("after the sign-out neither Back nor a reload shows anything", async () => {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox);
  await row(page, "first").waitFor();
  await page.getByRole("link", { name: "Admin keys" }).click();
  await page.getByRole("heading", { name: "Admin keys", level: 1 }).waitFor();
  await signOut(page);
  for (const go of [() => page.goBack(), () => page.reload()]) {
    await go();
    await signInPage(page).waitFor();
    assert.equal(await grid(page).count(), 0);
    assert.equal(await page.getByText("first", { exact: true }).count(), 0);
  }
  page.assertClean();
  await page.close();
});

test("an answer that comes after the sign-out does not open the session again", async () => {
  const page = await newPage(browser, proxy.url);
  await page.clock.install();
  await signIn(page, sandbox);
  const token = await newToken(sandbox);
  const late = proxy.when(VALIDATE, { hold: true, status: 200, body: { token } });
  await page.clock.fastForward("03:51:00");
  const hit = late.hit();
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await hit;
  await signOut(page);
  const answer = page.waitForResponse((response) => response.url().endsWith(VALIDATE));
  late.release();
  await (await answer).finished();
  await page.clock.fastForward("00:02");
  assert.ok(await signInPage(page).isVisible());
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  page.assertClean();
  await page.close();
});

test("token and password are nowhere but where they belong, and after the sign-out nowhere at all", async () => {
  const page = await newPage(browser, proxy.url);
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await signIn(page, sandbox);
  await row(page, "first").waitFor();
  const token = await page.evaluate(() => JSON.parse(sessionStorage["pilothouse.session"]).token);
  assert.match(token, /^[\w-]+\.[\w-]+\.[\w-]+$/);
  const during = await traces(page);
  assert.ok(!during.all.includes(sandbox.password), "the password is kept nowhere");
  assert.ok(!during.lasting.includes(token), "nothing lasting holds the token");
  await page.getByRole("link", { name: "Admin keys" }).click();
  await page.getByRole("heading", { name: "Admin keys", level: 1 }).waitFor();
  await signOut(page);
  const left = await traces(page);
  assert.ok(!left.all.includes(token) && !left.all.includes(sandbox.password));
  assert.deepEqual(left.databases, []);
  for (const secret of [token, sandbox.password, encodeURIComponent(sandbox.password)]) {
    assert.ok(!proxy.log.some((line) => line.includes(secret)), "no address holds it");
    assert.ok(!said.some((line) => line.includes(secret)), "the console log holds nothing of it");
  }
  page.assertClean();
  await page.close();
});

/** All that could keep a secret: stores, page, address, title, history. */
function traces(page) {
  return page.evaluate(async () => {
    const lasting = JSON.stringify([{ ...localStorage }, document.cookie, await caches.keys(), window.name, history.state]);
    const fields = [...document.querySelectorAll("input")].map((field) => field.value);
    const shown = [document.documentElement.outerHTML, document.title, location.href, ...fields].join("\n");
    const databases = await indexedDB.databases();
    return { lasting, databases, all: [lasting, shown, JSON.stringify({ ...sessionStorage })].join("\n") };
  });
}

test("a poisoned store is ignored at the start", async () => {
  const page = await newPage(browser, proxy.url);
  await page.goto("/");
  await signInPage(page).waitFor();
  const now = Date.now();
  for (const poison of [
    "",
    "null",
    "[]",
    "{",
    "7",
    '{"token":7,"started":"x"}',
    '{"token":"<img src=x onerror=hacked=1>","started":0}',
    `{"token":"a.b.c","started":${now}}`,
    '{"token":"a.eyJleHAiOiJ4In0.c","started":1e999}',
    "x".repeat(4_000_000),
  ]) {
    await page.evaluate((poison) => sessionStorage.setItem("pilothouse.session", poison), poison);
    await page.evaluate((poison) => localStorage.setItem("pilothouse.theme", poison.slice(0, 1000)), poison);
    await page.reload();
    await signInPage(page).waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0, `“${poison.slice(0, 40)}” is removed`);
  }
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  await giveLogin(page, sandbox);
  await signInPage(page).click();
  await row(page, "first").waitFor();
  page.assertClean();
  await page.close();
});

test("a token that was there before is not used after a sign-in", async () => {
  const page = await newPage(browser, proxy.url);
  await page.goto("/");
  // A start that is still on its way clears the store.
  await signInPage(page).waitFor();
  const far = Buffer.from(JSON.stringify({ exp: Math.round(Date.now() / 1000) + 9999, email: "admin@example.org", role: "ADMIN" }));
  const planted = `planted-${"x".repeat(20)}.${far.toString("base64url")}.planted`;
  const kept = JSON.stringify({ token: planted, started: Date.now() });
  await page.evaluate((kept) => sessionStorage.setItem("pilothouse.session", kept), kept);
  await page.reload();
  await ended(page).waitFor();
  await ended(page).getByRole("textbox", { name: "User name" }).fill(sandbox.user);
  await signInOver(page, sandbox);
  await row(page, "first").waitFor();
  const now = await page.evaluate(() => sessionStorage["pilothouse.session"]);
  assert.ok(!now.includes("planted"));
  page.assertClean({ except: [answered(401)] });
  await page.close();
});

test("a store that is blocked costs nothing but the reload", async () => {
  const page = await newPage(browser, proxy.url);
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("blocked", "SecurityError");
    };
    Object.defineProperty(window, "sessionStorage", { get: refuse });
    Object.defineProperty(window, "localStorage", { get: refuse });
  });
  await signIn(page, sandbox);
  await row(page, "first").waitFor();
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Dark" }).click();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  page.assertClean();
  await page.close();
});
