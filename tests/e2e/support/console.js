// What a person does in the console again and again, by role and label.

import assert from "node:assert/strict";

/** Signs in at `path`, and waits till the page behind it is there. */
export async function signIn(page, sandbox, path = "/") {
  await page.goto(path);
  await giveLogin(page, sandbox);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
}

/** Fills the sign-in, on its own page or over another one. */
export async function giveLogin(page, { user, password }) {
  await page.getByRole("textbox", { name: "User name" }).fill(user);
  await page.getByLabel("Password", { exact: true }).fill(password);
}

/** The table of that name. */
export function grid(page, name = "Services") {
  return page.getByRole("grid", { name, exact: true });
}

/** The row of a table that begins with that name. */
export function row(page, name, table = "Services") {
  const cell = page.getByRole("gridcell", { name, exact: true });
  return grid(page, table).getByRole("row").filter({ has: cell });
}

/** The page of a service whose id is letters, digits, `_` and `-`. */
export function servicePath(id) {
  return `/nodes/main/services/${id}`;
}

/** Opens the menu of that name and picks an item. */
export async function pick(page, menu, item) {
  await page.getByRole("button", { name: menu, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Waits for a dialog: not for the one that stands in its place while its part of the console comes. */
export function opened(page) {
  const coming = page.getByRole("heading", { name: "Loading", exact: true });
  return page.getByRole("dialog").or(page.getByRole("alertdialog")).filter({ hasNot: coming }).first().waitFor();
}

/** Waits for a short message with these words. */
export function toast(page, words) {
  return page.getByRole("region", { name: "Messages" }).getByText(words).waitFor();
}

/** The message about that field. */
export async function messageOf(field) {
  await field.and(field.page().locator("[aria-invalid=true]")).waitFor();
  return field.evaluate((field) => {
    const ids = field.getAttribute("aria-describedby")?.split(" ") ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
  });
}

/** Fails where the page, its storage, address or title holds the secret. */
export async function secretIsNowhere(page, secret) {
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.title]));
  assert.ok(!kept.includes(secret), "stored");
  assert.ok(!(await page.content()).includes(secret), "in the page");
}

/** A session token for what the tests ask the server themselves. */
export async function newToken(sandbox) {
  const body = new URLSearchParams({ username: sandbox.user, password: sandbox.password });
  const login = await fetch(`${sandbox.url}/automation/v2/login`, { method: "POST", body });
  return (await login.text()).trim().replaceAll('"', "");
}

/** Messages that the browser itself writes for an answer of that status. */
export function answered(...status) {
  return new RegExp(`^error: Failed to load resource: the server responded with a status of (${status.join("|")}) `);
}

/** Message that the browser itself writes for a connection that breaks. */
export const BROKEN = /^error: Failed to load resource: net::ERR_/;

/** Messages that the browser itself writes for a file that is not the one the page names. */
export const UNFIT = /^error: (Failed to find a valid digest in|Fetch API cannot load .* SRI's integrity checks)/;

/** What the browser says of the page when the tab goes to the back, and comes to the front. */
export async function setVisible(page, visible) {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, visible ? "visible" : "hidden");
}
