// The page of a project of the control plane and its dialogs: how a person gets there from the demo data.

import { grid, opened, pick, signIn } from "./console.js";

const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

async function project(page, { sandbox }, name = "parcel-eta", view = "") {
  await signIn(page, sandbox, `/control/projects/${name}~40default-tenant${view}`);
  const first = view ? grid(page, "Effective roles").getByRole("row").nth(1) : page.getByRole("combobox", { name: /^Role of/ }).first();
  await first.waitFor();
}

/** Three members changed, nothing sent. */
async function changed(page, stage) {
  await project(page, stage);
  await page.getByRole("combobox", { name: "Role of mira.marsh" }).selectOption("Viewer");
  await page.getByRole("combobox", { name: "Role of bela.brandt" }).selectOption("Editor");
  await press(page, "Remove sami.sato");
  await page.getByText("Nobody would be Admin any more").waitFor();
}

/** `[name, go]`, as in places.js. */
export const CONTROL_PROJECTS = [
  ["control-project", (page, stage) => project(page, stage)],
  ["control-project-changed", changed],
  ["control-project-effective", (page, stage) => project(page, stage, "parcel-eta", "?view=effective")],
  ["control-project-add-member", async (page, stage) => {
    await project(page, stage);
    await press(page, "Add member");
    await page.getByRole("combobox", { name: "User", exact: true }).fill("an");
    await page.getByRole("listbox", { name: "User" }).getByRole("option").nth(3).waitFor();
  }],
  ["control-project-save", async (page, stage) => {
    await changed(page, stage);
    await press(page, "Save members");
    await opened(page);
  }],
  ["control-project-owner", async (page, stage) => {
    await project(page, stage);
    await press(page, "Change owner");
    await page.getByText("may lose this project").waitFor();
  }],
  ["control-project-delete", async (page, stage) => {
    await project(page, stage);
    await pick(page, "More actions", "Delete project");
    await page.getByRole("alertdialog").getByText(/functions: \d/).waitFor();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete project" }).click();
    await page.getByText("The project still holds something").waitFor();
  }],
  ["control-project-delete-all", async (page, stage) => {
    await project(page, stage);
    await pick(page, "More actions", "Delete project");
    await page.getByRole("combobox", { name: "If it still holds something" }).selectOption("cascading");
    await page.getByRole("textbox", { name: /to confirm$/ }).waitFor();
  }],
];
