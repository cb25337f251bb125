// The pages of the control plane and what belongs to them: how a person gets there from the demo data.

import { giveLogin, grid, opened, row, signIn } from "./console.js";
import { job, openTray, startJob } from "./jobs.js";

const BY_PASSWORD = {
  automation: { base: "automation" },
  api_nodes: [{ id: "main", name: "Main node", base: "apinode", sign_in: "session" }],
  control_plane: { name: "Control plane of the harbour", base: "control-plane", sign_in: "password" },
};

const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

async function list(page, { sandbox }, path, table) {
  await signIn(page, sandbox, `/control/${path}`);
  await grid(page, table).getByRole("row").nth(1).waitFor();
}

/** A list, and over it what the button of that name opens. */
const over = (path, table, button) => async (page, stage) => {
  await list(page, stage, path, table);
  await press(page, button);
  await opened(page);
};

/** A record, by the name of its row. */
async function record(page, stage, path, table, name) {
  await list(page, stage, path, table);
  await row(page, name, table).getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  await page.getByText("Loading").first().waitFor({ state: "hidden" });
}

const user = (page, stage) => record(page, stage, "users?q=ada.", "Users", "ada.abara");

async function aboutUser(page, stage, button) {
  await user(page, stage);
  await press(page, button);
  await opened(page);
}

/** The sign-in of the control plane over the page that needs it. */
async function door(page, { sandbox, proxy }) {
  proxy.when("/config.json", { status: 200, body: BY_PASSWORD });
  await signIn(page, sandbox, "/control/users");
  const dialog = page.getByRole("dialog", { name: "Sign in to Control plane of the harbour" });
  await dialog.waitFor();
  return dialog;
}

/** `[name, go]`, as in places.js. */
export const CONTROL = [
  ["control-sign-in", door],
  ["control-sign-in-wrong", async (page, stage) => {
    const dialog = await door(page, stage);
    await giveLogin(dialog, { user: "somebody.else@default-tenant", password: "mistyped" });
    await page.keyboard.press("Enter");
    await dialog.getByRole("alert").getByText("User name or password is wrong").waitFor();
  }],
  ["control-sign-in-ended", async (page, stage) => {
    const dialog = await door(page, stage);
    await giveLogin(dialog, stage.sandbox);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await press(page, "Create user");
    const form = page.getByRole("dialog", { name: "Create user" });
    const typed = { Username: "typed.before.the.end", "First name": "Nadia", "Last name": "K.", "E-mail": "nadia@example.org" };
    for (const [field, text] of Object.entries(typed)) await form.getByRole("textbox", { name: field, exact: true }).fill(text);
    await page.context().clearCookies();
    await press(form, "Create user");
    await dialog.waitFor();
  }],
  ["control-sign-in-not-now", async (page, stage) => {
    const dialog = await door(page, stage);
    await press(dialog, "Not now");
    await page.getByText("Could not load the users").waitFor();
    await dialog.waitFor({ state: "hidden" });
  }],
  ["control-users", (page, stage) => list(page, stage, "users?f~2eadmin_status=is~3aup&size=100", "Users")],
  ["control-users-none", async (page, { sandbox }) => {
    await signIn(page, sandbox, "/control/users?q=nobody+is+called+so");
    await page.getByText("No users match").waitFor();
  }],
  ["control-users-create", async (page, stage) => {
    await over("users", "Users", "Create user")(page, stage);
    await page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
    await page.getByText("Give the username.").waitFor();
  }],
  ["control-users-create-groups", async (page, stage) => {
    await over("users", "Users", "Create user")(page, stage);
    const field = page.getByRole("dialog").getByRole("combobox", { name: "User groups" });
    for (const name of ["logistics", "site-reliability", "data-engineers"]) {
      await field.fill(name);
      await page.getByRole("option", { name }).first().waitFor();
      await field.press("Enter");
    }
    await page.getByRole("combobox", { name: "Primary group" }).selectOption({ label: "logistics" });
    await page.getByRole("combobox", { name: "Primary group" }).scrollIntoViewIfNeeded();
  }],
  ["control-users-condition", over("users", "Users", "Add condition")],
  ["control-users-many", async (page, stage) => {
    await list(page, stage, "users?q=ada.", "Users");
    await page.getByRole("checkbox", { name: "Select ada.abara" }).check();
    await page.getByRole("button", { name: /^All \d+ that fit$/ }).click();
    await page.getByRole("menuitem", { name: "Set a field" }).click();
    await page.getByRole("dialog", { name: /^Set a field of \d+ users?$/ }).waitFor();
  }],
  ["control-user", user],
  ["control-user-edit", async (page, stage) => {
    await aboutUser(page, stage, "Edit user");
    await page.getByRole("dialog").getByRole("textbox", { name: "Job title" }).fill("Pilot");
    await page.getByRole("region", { name: "What is sent" }).waitFor();
  }],
  ["control-user-delete", (page, stage) => aboutUser(page, stage, "Delete user")],
  ["control-user-group", (page, stage) => aboutUser(page, stage, "Add to group")],
  ["control-groups", (page, stage) => list(page, stage, "groups", "Groups")],
  ["control-group", (page, stage) => record(page, stage, "groups", "Groups", "logistics")],
  ["control-projects", (page, stage) => list(page, stage, "projects", "Projects")],
  ["control-keys-none", async (page, { sandbox }) => {
    await signIn(page, sandbox, "/control/access-keys?q=nothing+is+called+so");
    await page.getByText("No access keys match").waitFor();
  }],
  ["control-key-create", async (page, { sandbox }) => {
    await signIn(page, sandbox, "/control/access-keys");
    await press(page, "Create access key");
    await opened(page);
  }],
  ["control-key-shown", async (page, { sandbox }) => {
    await signIn(page, sandbox, "/control/access-keys");
    await press(page, "Create access key");
    await page.getByRole("dialog").getByRole("textbox", { name: "Label" }).fill("night jobs");
    await page.getByRole("dialog").getByRole("button", { name: "Create access key" }).click();
    await page.getByRole("dialog", { name: "The key “night jobs”" }).waitFor();
  }],
  ["control-jobs", (page, stage) => list(page, stage, "jobs", "Jobs")],
  ["control-job", async (page, stage) => {
    await list(page, stage, "jobs?f~2estate=is~3afailed", "Jobs");
    await grid(page, "Jobs").getByRole("row").nth(1).getByRole("link").first().click();
    await page.getByRole("navigation", { name: "Way back" }).waitFor();
    await page.getByText("Loading").first().waitFor({ state: "hidden" });
    await page.getByRole("main").getByText("failed").first().waitFor();
  }],
  ["control-events", (page, stage) => list(page, stage, "events", "Events")],
  ["control-events-delete", over("events", "Events", "Delete all events")],
  ["control-audit", (page, stage) => list(page, stage, "audit?span=month", "Audit")],
  ["control-audit-event", async (page, stage) => {
    await list(page, stage, "audit", "Audit");
    await grid(page, "Audit").focus();
    await page.keyboard.press("Enter");
    await opened(page);
  }],
  ["control-audit-emit", over("audit", "Audit", "Emit event")],
  ["control-communication", (page, stage) => list(page, stage, "communication", "Communication events")],
  ["control-kubernetes", (page, stage) => list(page, stage, "kubernetes", "Kubernetes")],
  ["control-kubernetes-reload", async (page, stage) => {
    await list(page, stage, "kubernetes", "Kubernetes");
    await press(page, "Operations");
    await page.getByRole("menuitem").first().click();
    await opened(page);
  }],
  ["control-smtp", (page, stage) => list(page, stage, "smtp", "SMTP")],
  ["jobs-tray-empty", async (page, { sandbox }) => {
    await signIn(page, sandbox, "/control/jobs");
    await openTray(page);
  }],
  ["jobs-tray", async (page, { sandbox }) => {
    await signIn(page, sandbox, "/control/projects");
    for (const name of ["well-done-with-a-name-that-is-as-long-as-one-may-be", "failing-job", "canceled-job", "stuck-job"]) await startJob(page, "project", name);
    await openTray(page);
    await job(page, "well-done").getByText("completed").waitFor();
    await job(page, "canceled-job").getByText("canceled", { exact: true }).waitFor();
    await job(page, "failing-job").getByText("failed", { exact: true }).waitFor();
    await job(page, "stuck-job").getByText("in progress").waitFor();
  }],
];
