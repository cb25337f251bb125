// Who may do what in a project: entries in the permission editor, the owner, and two people at one project.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { grid, row, signIn, toast } from "./support/console.js";
import { stage } from "./support/stage.js";

let sandbox, browser, proxy;

stage({ demo: true }, (all) => ({ sandbox, browser, proxy } = all));

const PARCELS = "/access/projects/PARCELS";
const box = (page, name) => page.getByRole("checkbox", { name, exact: true });
const marks = (page, name) => page.getByRole("table", { name: "Entries and their permissions" }).getByRole("row").filter({ has: page.getByRole("button", { name, exact: true }) });
const save = (page) => page.getByRole("button", { name: "Save permissions", exact: true });
const saved = (page) => page.getByText("Saved. The server has it as you sent it.").waitFor();

async function open(path) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, path);
  return page;
}

/** What a screen reader says of a box besides its name. */
const described = (field) => field.evaluate((field) => field.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));

async function openEntry(page, name, kind) {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("heading", { name: `Permissions of ${kind} ${name}` }).and(page.locator(":focus")).waitFor();
}

test("projects are listed with their owners, and one is opened by the keyboard", async () => {
  const page = await open("/access/projects");
  await row(page, "PARCELS", "Projects").getByText("a.keller").waitFor();
  await row(page, "PARCELS", "Projects").getByText("logistics, night shift, readers").waitFor();
  await page.getByRole("searchbox").fill("suspicion");
  await page.getByText("1 of 6 projects").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "FRAUD" }).waitFor();
  page.assertClean();
  await page.close();
});

test("a tick brings what it implies, which stays and says why; the project is saved whole", async () => {
  const page = await open(PARCELS);
  await openEntry(page, "logistics", "group");
  const [writes, reads, runs] = ["Write project content", "Read project content", "Run scenarios"].map((name) => box(page, name));
  assert.ok(await writes.isChecked());
  assert.ok(await reads.isChecked(), "implied");
  assert.equal(await reads.getAttribute("aria-disabled"), "true");
  assert.match(await described(reads), /readProjectContent\s+Write project content implies it\./);
  await reads.focus();
  await page.keyboard.press("Space");
  assert.ok(await reads.isChecked(), "an implied box cannot be unticked");
  await page.getByRole("status").getByText("Read project content stays as it is.").waitFor({ state: "attached" });

  await writes.uncheck();
  assert.ok(!(await reads.isChecked()) && !(await runs.isChecked()));
  await runs.check();
  await reads.check();
  await writes.check();
  assert.match(await described(runs), /Write project content gives it already\./);
  await runs.uncheck({ force: true }).catch(() => {});
  assert.ok(await runs.isChecked(), "it stays");
  assert.match(await described(runs), /It stays: Write project content implies it\./);
  await box(page, "Moderate dashboards").check();
  assert.match(await described(box(page, "Moderate dashboards")), /What it implies is not documented\./);

  await page.getByText("changes that are not saved yet").waitFor();
  await save(page).click();
  await saved(page);
  await page.reload();
  await openEntry(page, "logistics", "group");
  assert.ok(await box(page, "Moderate dashboards").isChecked());
  await marks(page, "logistics").getByText("implied").first().waitFor({ state: "attached" });
  page.assertClean();
  await page.close();
});

test("an entry is added by picking or typing, opened where there is one already, and removed", async () => {
  const page = await open(PARCELS);
  const add = async (kind, label, name) => {
    await page.getByRole("button", { name: "Add entry" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Add an entry" });
    await dialog.getByRole("combobox", { name: "For" }).selectOption(kind);
    await dialog.getByLabel(label, { exact: true }).fill(name);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
  };
  await add("A group", "Group", "readers");
  await toast(page, "group readers has an entry already: it is open.");
  await page.getByRole("heading", { name: "Permissions of group readers" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Discard changes" }).isHidden(), "nothing was added");
  await add("A user", "Login", "lead/night@example.org");
  await page.getByRole("heading", { name: "Permissions of user lead/night@example.org" }).waitFor();
  await box(page, "Run scenarios").check();
  assert.match(await described(box(page, "Run scenarios")), /of little use without Read project content/);
  await openEntry(page, "night shift", "group");
  await page.getByRole("button", { name: "Remove entry" }).click();
  await marks(page, "night shift").waitFor({ state: "detached" });
  await save(page).click();
  await saved(page);
  await page.reload();
  await marks(page, "lead/night@example.org").waitFor();
  assert.equal(await marks(page, "night shift").count(), 0);
  page.assertClean();
  await page.close();
});

test("a new owner is warned of; who gives none cannot save", async () => {
  const page = await open("/access/projects/SANDPIT");
  const owner = page.getByLabel("Login of the owner");
  await owner.and(page.locator("[list]")).waitFor();
  assert.equal(await owner.inputValue(), "t.zhang");
  await owner.fill("");
  await page.getByText("Give a name: it is empty.", { exact: true }).waitFor();
  await save(page).click({ force: true });
  assert.ok(!proxy.log.some((line) => line.startsWith("PUT")), "nothing was sent");
  await owner.fill("m.ito");
  await page.getByText("The owner changes from t.zhang to m.ito").waitFor();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await page.waitForFunction(() => document.querySelector("input[list]").value === "t.zhang");
  page.assertClean();
  await page.close();
});

test("two people at one project: what does not clash is kept of both, the rest is asked for", async () => {
  const [one, other] = await Promise.all([open("/access/projects/DEMAND"), open("/access/projects/DEMAND")]);
  await openEntry(one, "analysts", "group");
  await box(one, "Run scenarios").check();
  await openEntry(other, "analysts", "group");
  await box(other, "Export datasets data").check();
  await other.getByLabel("Login of the owner").fill("m.ito");
  await save(other).click();
  await saved(other);
  await one.getByLabel("Login of the owner").fill("a.keller");
  await save(one).click();
  const dialog = one.getByRole("dialog", { name: "It has been changed meanwhile" });
  await dialog.getByText("Changed by both: which shall it be?").waitFor();
  await dialog.getByRole("radio", { name: "Yours: a.keller" }).check();
  await dialog.getByRole("button", { name: "Save permissions" }).click();
  await saved(one);
  await other.reload();
  assert.equal(await other.getByLabel("Login of the owner").inputValue(), "a.keller");
  await openEntry(other, "analysts", "group");
  assert.ok((await box(other, "Run scenarios").isChecked()) && (await box(other, "Export datasets data").isChecked()));
  for (const page of [one, other]) {
    page.assertClean();
    await page.close();
  }
});

test("what the page does not know goes back as it came, and is named", async () => {
  const body = {
    owner: "a.keller",
    additionalDashboardUsers: { users: [] },
    permissions: [{ group: "logistics", readProjectContent: true, mayFly: true }, { robot: "r2" }],
  };
  proxy.when({ method: "GET", path: /PARCELS\/permissions$/ }, { status: 200, body });
  const page = await open(PARCELS);
  await page.getByText("Further members: additionalDashboardUsers.").waitFor();
  await page.getByText("1 of the entries name neither a group nor a user.").waitFor();
  await openEntry(page, "logistics", "group");
  await page.getByText("kept as it is: mayFly").waitFor();
  await box(page, "Run scenarios").check();
  const put = page.waitForRequest((request) => request.method() === "PUT");
  await save(page).click();
  const sent = (await put).postDataJSON();
  const wanted = structuredClone(body);
  wanted.permissions[0].runScenarios = true;
  assert.deepEqual(sent, wanted);
  await page.close();
});

test("a project that could not be read is not shown as empty", async () => {
  proxy.when({ method: "GET", path: /PRICES\/permissions$/ }, { status: 500, body: { message: "The disk is full" } });
  const page = await open("/access/projects/PRICES");
  await page.getByText("Could not load the permissions of PRICES").waitFor();
  assert.equal(await page.getByText("No entries").count(), 0);
  await page.goto("/access/projects");
  await row(page, "PRICES", "Projects").getByText("not known").first().waitFor();
  await grid(page, "Projects").waitFor();
  await page.close();
});
