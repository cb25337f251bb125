// The project page of the control plane: members through a job, effective roles, another owner, deletion.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, newToken, pick, row, signIn, toast } from "./support/console.js";
import { stage } from "./support/stage.js";

let sandbox, browser, proxy;

stage({ demo: true, args: ["--job-ms", "300"] }, (all) => ({ sandbox, browser, proxy } = all));

const API = "/control-plane/api";
const place = (name) => `/control/projects/${name}~40default-tenant`;
const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page, name) => page.getByRole("dialog", { name }).or(page.getByRole("alertdialog", { name }));
const roleOf = (page, name) => page.getByRole("combobox", { name: `Role of ${name}`, exact: true });
const member = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader").getByRole("link", { name, exact: true }) });
const transactions = () => proxy.log.filter((line) => line === `POST ${API}/async_transactions`).length;

async function open(name) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, place(name));
  await page.getByRole("table", { name: "Members and their direct roles" }).waitFor();
  return page;
}

/** Types a part of the name and picks the one that is found, by the keyboard alone. */
async function find(box, label, typed, name) {
  const field = box.getByRole("combobox", { name: label, exact: true });
  await field.fill(typed);
  await box.getByRole("option", { name }).first().waitFor();
  await field.press("ArrowUp");
  await field.press("ArrowDown");
  await field.press("Enter");
  assert.equal(await field.inputValue(), name);
}

/** Sends the changes, and waits for the end of the job in the dialog. */
async function save(page) {
  await button(page, "Save members").click();
  const box = dialog(page, /^Save the members of/);
  await box.getByRole("checkbox", { name: "Wait here until the job has ended" }).check();
  await box.getByRole("button", { name: "Save members" }).click();
  return box;
}

/** Ends once the job has been followed to its end and the roles were read again. */
const saved = (page) => page.getByRole("group", { name: "Changes of members" }).waitFor({ state: "hidden" });

test("a role is changed, a member goes, another comes; the roles are read again after the job", async () => {
  const page = await open("parcel-eta");
  await roleOf(page, "mira.marsh").selectOption("Admin");
  await member(page, "mira.marsh").getByText("was Editor").waitFor();
  await button(page, "Remove sami.sato").click();
  await button(page, "Add member").click();
  const box = dialog(page, "Add a member");
  await find(box, "User", "ada.ab", "ada.abara");
  await box.getByRole("button", { name: "Add member" }).click();
  await member(page, "ada.abara").getByText("new", { exact: true }).waitFor();
  await page.getByText("3 members are changed and not saved yet.").waitFor();
  assert.equal(transactions(), 0);

  await button(page, "Save members").click();
  const changes = dialog(page, /^Save the members of/).getByRole("list", { name: "What changes" });
  await changes.getByRole("listitem").nth(2).waitFor();
  assert.deepEqual((await changes.getByRole("listitem").allInnerTexts()).map((text) => text.replace(/\s+/g, " ")).sort(), [
    "user ada.abara added: Viewer",
    "user mira.marsh Editor → Admin",
    "user sami.sato removed, was Editor",
  ]);
  await dialog(page, /^Save the members of/).getByRole("button", { name: "Cancel" }).click();
  await save(page);
  await saved(page);
  assert.equal(transactions(), 1);
  await page.reload();
  await member(page, "ada.abara").waitFor();
  assert.equal(await roleOf(page, "mira.marsh").inputValue(), "Admin");
  assert.equal(await roleOf(page, "pavel.pereira").inputValue(), "Editor");
  assert.equal(await member(page, "sami.sato").count(), 0);
  page.assertClean();
  await page.close();
});

test("what another has changed of other members stays; where both changed the same one, it is said and nothing is sent", async () => {
  const [mine, other] = [await open("refund-risk"), await open("refund-risk")];
  const [first, second] = ["tilda.tamm", "wim.wolff"];
  await roleOf(mine, first).selectOption("Viewer");
  await roleOf(other, second).selectOption("Admin");
  await save(other);
  await saved(other);
  await save(mine);
  await saved(mine);
  await mine.reload();
  await member(mine, first).waitFor();
  assert.equal(await roleOf(mine, first).inputValue(), "Viewer");
  assert.equal(await roleOf(mine, second).inputValue(), "Admin", "the change of the other survives");

  await button(other, "Load the members again").click();
  await other.waitForFunction((label) => document.querySelector(`select[aria-label="${label}"]`)?.value === "Viewer", `Role of ${first}`);
  await roleOf(other, first).selectOption("Admin");
  await save(other);
  await saved(other);
  await roleOf(mine, first).selectOption("Editor");
  const before = transactions();
  const box = await save(mine);
  await box.getByText("Somebody else has changed the same members").waitFor();
  await box.getByText(`user ${first}: Viewer → Admin.`).waitFor();
  await box.getByText("Admin → Editor").waitFor();
  assert.equal(transactions(), before, "nothing was sent");
  await box.getByRole("button", { name: "Save members" }).click();
  await saved(mine);
  assert.equal(transactions(), before + 1);
  for (const page of [mine, other]) {
    page.assertClean();
    await page.close();
  }
});

test("changes that are not saved wait for their page", async () => {
  const page = await open("dock-cameras");
  const first = await page.getByRole("table", { name: "Members and their direct roles" }).getByRole("rowheader").getByRole("link").first().innerText();
  await roleOf(page, first).selectOption("Viewer");
  await button(page, "Add member").click();
  await find(dialog(page, "Add a member"), "User", "ada.ab", "ada.abara");
  await dialog(page, "Add a member").getByRole("button", { name: "Add member" }).click();
  await page.getByRole("link", { name: "Projects" }).last().click();
  await toast(page, "Your changes of the members of dock-cameras@default-tenant are not saved yet. They wait here till you come back.");
  await page.goBack();
  await page.getByText("2 members are changed and not saved yet.").waitFor();
  await member(page, "ada.abara").getByText("new", { exact: true }).waitFor();
  assert.equal(await roleOf(page, first).inputValue(), "Viewer");
  await button(page, "Discard changes").click();
  await page.getByRole("link", { name: "Projects" }).last().click();
  await page.getByRole("heading", { level: 1, name: "Projects" }).waitFor();
  await page.goBack();
  await member(page, first).waitFor();
  assert.equal(await page.getByRole("group", { name: "Changes of members" }).count(), 0);
  page.assertClean();
  await page.close();
});

test("the effective role is the highest, with where it comes from", async () => {
  const page = await open("fraud-screening");
  // Less by itself than through the group.
  await button(page, "Add member").click();
  const box = dialog(page, "Add a member");
  await find(box, "User", "hanno.h", "hanno.holm");
  await box.getByRole("combobox", { name: "Role" }).selectOption("Viewer");
  await box.getByRole("button", { name: "Add member" }).click();
  await save(page);
  await saved(page);
  await page.getByRole("tab", { name: "Effective roles" }).click();
  await grid(page, "Effective roles").getByRole("row").nth(1).waitFor();
  assert.ok(new URL(page.url()).searchParams.get("view") === "effective");
  await page.getByRole("searchbox").fill("pavel");
  await row(page, "pavel.pereira", "Effective roles").getByText("direct: Admin").waitFor();
  await page.getByRole("searchbox").fill("energy");
  const through = row(page, "hanno.holm", "Effective roles");
  await through.getByText("group energy: Editor, direct: Viewer").waitFor();
  await through.getByRole("gridcell", { name: "Editor", exact: true }).waitFor();
  page.assertClean();
  await page.close();
});

test("another owner: who loses the project by it is told, and led back to the list", async () => {
  const page = await open("churn-score");
  await button(page, "Change owner").click();
  const box = dialog(page, /^Change the owner/);
  await box.getByText("may lose this project").waitFor();
  await box.getByRole("button", { name: "Change owner" }).click();
  await box.getByText("Pick a user from the list.").waitFor();
  await find(box, "New owner", "mira.mar", "mira.marsh");
  await box.getByRole("button", { name: "Change owner" }).click();
  await toast(page, "mira.marsh is the owner now.");
  await page.getByRole("link", { name: "mira.marsh" }).first().waitFor();

  await button(page, "Change owner").click();
  await find(box, "New owner", "ada.ab", "ada.abara");
  // The server as it answers whoever has lost the project.
  const gone = { status: 404, body: { errors: [{ status: 404, detail: "There is no project churn-score@default-tenant" }], meta: { ctx: "7" } } };
  proxy.when({ method: "GET", path: /\/projects\/churn-score/ }, gone);
  await box.getByRole("button", { name: "Change owner" }).click();
  await toast(page, "ada.abara is the owner now. You have no access to this project any more.");
  await page.getByRole("heading", { level: 1, name: "Projects" }).waitFor();
  page.assertClean({ except: [answered(404)] });
  await page.close();
});

test("a project that holds something is not deleted by the restricted way, and by the cascading one only under its name", async () => {
  const page = await open("demand-daily");
  await pick(page, "More actions", "Delete project");
  const box = dialog(page, /^Delete the project/);
  await box.getByText(/functions: \d/).waitFor();
  await box.getByRole("button", { name: "Delete project" }).click();
  await box.getByText("The project still holds something").waitFor();
  await box.getByText(/can not be deleted since it holds/).waitFor();
  await box.getByRole("button", { name: "Delete all of it too" }).click();
  const submit = box.getByRole("button", { name: "Delete project" });
  assert.equal(await submit.getAttribute("aria-disabled"), "true");
  await box.getByRole("textbox", { name: "Type demand-daily to confirm" }).fill("demand-daily");
  await submit.click();
  await page.getByRole("heading", { level: 1, name: "Projects" }).waitFor();
  const headers = { authorization: `Bearer ${await newToken(sandbox)}` };
  const left = await fetch(`${sandbox.url}${API}/projects?filter[name]=demand-daily`, { headers });
  assert.deepEqual((await left.json()).data, []);
  page.assertClean({ except: [answered(412)] });
  await page.close();
});

test("missing is fine where one says so", async () => {
  const [first, second] = [await open("sandpit"), await open("sandpit")];
  const remove = async (page, fine) => {
    await pick(page, "More actions", "Delete project");
    const box = dialog(page, /^Delete the project/);
    if (fine) await box.getByRole("checkbox", { name: /^It is fine/ }).check();
    await box.getByRole("button", { name: "Delete project" }).click();
    return box;
  };
  await remove(first, false);
  await first.getByRole("heading", { level: 1, name: "Projects" }).waitFor();
  const box = await remove(second, false);
  await box.getByText("Could not delete sandpit").waitFor();
  await box.getByRole("checkbox", { name: /^It is fine/ }).check();
  await box.getByRole("button", { name: "Delete project" }).click();
  await toast(second, "There is no project sandpit any more.");
  await second.getByRole("heading", { level: 1, name: "Projects" }).waitFor();
  for (const page of [first, second]) {
    page.assertClean({ except: [answered(404)] });
    await page.close();
  }
});

test("what the server says one may not do is closed, with the reason", async () => {
  const no = { status: 403, body: { errors: [{ status: 403, detail: "no" }], meta: { ctx: "7" } } };
  const asked = proxy.when(/\/authorization$/, no);
  const page = await open("price-elasticity");
  await button(page, "Change owner").and(page.locator("[aria-disabled=true]")).waitFor();
  await button(page, "Add member").and(page.locator("[aria-disabled=true]")).waitFor();
  assert.equal(await page.getByRole("combobox", { name: /^Role of/ }).count(), 0);
  assert.equal(asked.hits, 2, "asked once each");
  page.assertClean({ except: [answered(403)] });
  await page.close();
});
