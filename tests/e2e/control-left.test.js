// The control plane where a page is left too early or an answer is lost: nothing that was begun or typed is forgotten.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { BROKEN, grid, row, signIn, toast } from "./support/console.js";
import { API } from "./support/control.js";
import { job, openTray } from "./support/jobs.js";
import { service, still } from "./support/manifest.js";
import { stage } from "./support/stage.js";

let sandbox, browser, proxy;

stage({ demo: true, args: ["--job-ms", "300"] }, (all) => ({ sandbox, browser, proxy } = all));

const MANIFEST = `${API}/app_services_manifests`;
const JOB = /\/api\/jobs\/./;
const project = (name) => `/control/projects/${name}~40default-tenant`;
const press = (within, name) => within.getByRole("button", { name, exact: true }).last().click();
const dialog = (page, name) => page.getByRole("dialog", { name });
const follow = (page, name) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).last().click();
const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

async function open(path) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, path);
  return page;
}

async function close(page, ...except) {
  page.assertClean({ except });
  await page.close();
}

test("a job whose page was left before the answer came stands in the tray", async () => {
  const page = await open("/control/groups");
  await grid(page, "Groups").getByRole("row").nth(1).waitFor();
  await follow(page, "Users");
  await press(page, "Create user");
  const form = dialog(page, "Create user");
  const typed = { Username: "left.early", "First name": "Nadia", "Last name": "K.", "E-mail": "nadia@example.org" };
  for (const [name, text] of Object.entries(typed)) await form.getByRole("textbox", { name, exact: true }).fill(text);
  const held = proxy.when({ method: "POST", path: `${API}/users` }, { hold: true });
  const sent = held.hit();
  await press(form, "Create user");
  await sent;
  await page.goBack();
  await heading(page, "Groups");
  held.release();
  await openTray(page);
  await job(page, "Create user left.early").getByText("completed", { exact: true }).waitFor();
  await close(page);
});

test("members whose job goes on are followed when their page comes back, and nothing is left to save", async () => {
  const page = await open(project("dock-cameras"));
  const table = page.getByRole("table", { name: "Members and their direct roles" });
  const name = await table.getByRole("rowheader").getByRole("link").first().innerText();
  const role = page.getByRole("combobox", { name: `Role of ${name}`, exact: true });
  const other = (await role.inputValue()) === "Viewer" ? "Editor" : "Viewer";
  await role.selectOption(other);
  const looks = proxy.when({ method: "GET", path: JOB }, { hold: true });
  await press(page, "Save members");
  await press(dialog(page, /^Save the members of/), "Save members");
  const going = page.getByText("The members are being changed by a job");
  await going.waitFor();
  await follow(page, "Projects");
  await heading(page, "Projects");
  await page.goBack();
  await going.waitFor();
  await page.getByRole("button", { name: "Add member" }).and(page.locator("[aria-disabled=true]")).waitFor();
  looks.remove();
  await going.waitFor({ state: "hidden" });
  await page.getByRole("group", { name: "Changes of members" }).waitFor({ state: "hidden" });
  assert.equal(await role.inputValue(), other);
  await close(page);
});

test("members whose job has ended meanwhile wait for nobody", async () => {
  const page = await open(project("feature-store"));
  const table = page.getByRole("table", { name: "Members and their direct roles" });
  const name = await table.getByRole("rowheader").getByRole("link").first().innerText();
  await press(page, `Remove ${name}`);
  await press(page, "Save members");
  await press(dialog(page, /^Save the members of/), "Save members");
  await page.getByText("The members are being changed by a job").waitFor();
  await follow(page, "Projects");
  await heading(page, "Projects");
  await toast(page, "Change the members of feature-store: done.");
  await page.goBack();
  await heading(page, "feature-store");
  await table.getByRole("rowheader").first().waitFor();
  assert.equal(await table.getByRole("link", { name, exact: true }).count(), 0);
  assert.equal(await page.getByRole("group", { name: "Changes of members" }).count(), 0);
  await close(page);
});

test("effective roles are shown when all groups have been read", async () => {
  const held = proxy.when({ method: "GET", path: /\/user_groups\/./ }, { hold: true });
  const page = await open(`${project("fraud-screening")}?view=effective`);
  await page.getByText("Reading the groups").waitFor();
  assert.equal(await grid(page, "Effective roles").count(), 0);
  held.remove();
  await page.getByRole("searchbox").fill("pavel");
  await row(page, "pavel.pereira", "Effective roles").waitFor();
  await close(page);
});

test("an apply whose answer is lost can be put back all the same", async () => {
  await still(sandbox);
  const page = await open("/control/services");
  await page.getByRole("article", { name: "Presto", exact: true }).getByRole("button", { name: "Disable", exact: true }).click();
  const lost = proxy.when({ method: "PUT", path: MANIFEST }, { resetAfter: 10 });
  await press(dialog(page, "Disable presto"), "Apply");
  await dialog(page, "Disable presto").getByRole("alert").first().waitFor();
  lost.remove();
  await press(dialog(page, "Disable presto"), "Cancel");
  await still(sandbox);
  assert.equal((await service(sandbox, "presto")).spec.desired_state, "disabled");
  await press(page, "Load again");
  await page.getByText("1 service is not as it was").waitFor();
  await press(page, "Put back as it was");
  await press(dialog(page, "Put back as it was"), "Apply");
  await page.getByText("1 service is not as it was").waitFor({ state: "hidden" });
  await close(page, BROKEN);
});

test("a text that is no JSON yet survives the way to another page", async () => {
  await still(sandbox);
  const page = await open("/control/services?json=lab");
  const text = page.getByRole("textbox", { name: /as a JSON object$/ });
  await text.fill('{ "name": "lab", ');
  await follow(page, "Projects");
  await toast(page, "Your changes of lab are not saved yet. They wait here till you come back.");
  await page.goBack();
  await text.waitFor();
  assert.equal(await text.inputValue(), '{ "name": "lab", ');
  await press(page, "Back to the last text that was right");
  await follow(page, "Projects");
  await heading(page, "Projects");
  assert.equal(await page.getByText("are not saved yet").count(), 1, "the message of before");
  await close(page);
});
