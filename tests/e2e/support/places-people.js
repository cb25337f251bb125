// The pages of users and groups and their dialogs: how a person gets there from the demo data.

import { grid, opened, pick, signIn } from "./console.js";

const USERS = "/access/users";
const GROUPS = "/access/groups";
const API = "/dss/dip/publicapi/";

const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();
const refused = { status: 403, body: { errorType: "java.lang.SecurityException", message: "Only for administrators" } };

async function at(page, { sandbox }, path, table) {
  await signIn(page, sandbox, path);
  await grid(page, table).getByRole("row").nth(1).waitFor();
  await page.getByLabel("loading", { exact: true }).first().waitFor({ state: "hidden" });
}

const users = (page, stage, search = "") => at(page, stage, USERS + search, "Users");
const groups = (page, stage) => at(page, stage, GROUPS, "Groups");
const group = async (page, stage) => {
  await at(page, stage, `${GROUPS}/fraud`, "Members");
  await page.getByRole("checkbox", { name: "Write safe code" }).waitFor();
};

async function bulk(page, stage, button, ...logins) {
  await users(page, stage, "?q=keller");
  for (const login of logins) await page.getByRole("checkbox", { name: `Select ${login}` }).check();
  await page.getByRole("group", { name: "Selected rows" }).getByRole("button", { name: button, exact: true }).click();
  await opened(page);
}

async function many(page, stage) {
  await users(page, stage);
  await press(page, "Create many");
  const rows = [
    "login,displayName,email,groups,password",
    "l.first,L. First,first@example.org,logistics|night shift,a long password",
    "m.ito,M. Ito,,pricing,a long password",
    "l.second,L. Second,second@example.org,nobody knows this group,a long password",
    "l.third,L. Third,,,",
  ];
  await page.getByRole("textbox", { name: "Rows" }).fill(rows.join("\n"));
  await page.getByText("2 users will be created, 2 of the rows will not").waitFor();
}

/** `[name, go]`, as in places.js. */
export const PEOPLE = [
  ["users", (page, stage) => users(page, stage)],
  ["users-filtered", (page, stage) => users(page, stage, "?state=disabled&group=pricing")],
  ["users-selected", async (page, stage) => {
    await users(page, stage, "?q=keller");
    for (const login of ["a.keller", "b.keller"]) await page.getByRole("checkbox", { name: `Select ${login}` }).check();
    await page.getByText("2 selected").waitFor();
  }],
  ["users-menu", async (page, stage) => {
    await users(page, stage, "?q=m.ito");
    await press(page, "Actions for m.ito");
    await page.getByRole("menuitem", { name: "Act as m.ito" }).waitFor();
  }],
  ["users-limited", async (page, stage) => {
    stage.proxy.when({ method: "GET", path: `${API}admin/users/` }, refused);
    await users(page, stage);
    await page.getByText("You see what the server shows to everyone").waitFor();
  }],
  ["users-refused", async (page, stage) => {
    stage.proxy.when({ method: "GET", path: `${API}admin/users/` }, refused);
    stage.proxy.when({ method: "GET", path: `${API}users` }, refused);
    await signIn(page, stage.sandbox, USERS);
    await page.getByText("Could not load the users").waitFor();
  }],
  ["users-activity-unknown", async (page, stage) => {
    stage.proxy.when({ method: "GET", path: `${API}admin/users-activity` }, { status: 500, body: { message: "No index" } });
    await users(page, stage);
    await page.getByText("Could not load when the users were last seen").waitFor();
  }],
  ["user-create", async (page, stage) => {
    await users(page, stage);
    await press(page, "Create user");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Login" }).fill("m.ito");
    await dialog.getByRole("textbox", { name: "E-mail" }).fill("nowhere");
    await dialog.getByRole("button", { name: "Create user" }).click();
    await dialog.getByText("There is a user “m.ito” already.").waitFor();
  }],
  ["users-many", many],
  ["users-many-file", async (page, stage) => {
    await users(page, stage);
    await press(page, "Create many");
    await page.getByRole("tab", { name: "From a file" }).click();
    await page.getByLabel("CSV file").waitFor();
  }],
  ["users-many-result", async (page, stage) => {
    const said = [{ login: "l.first", status: "SUCCESS" }, { login: "l.second", status: "FAILURE", error: "The licence has no seat left for this profile" }];
    stage.proxy.when({ method: "POST", path: `${API}admin/users/actions/bulk` }, { status: 200, body: said });
    await many(page, stage);
    await press(page, "Create 2 users");
    await page.getByText("2 of 2, 1 not done").waitFor();
  }],
  ["users-join", async (page, stage) => {
    await bulk(page, stage, "Add to groups", "a.keller", "b.keller");
    await page.getByRole("checkbox", { name: "auditors" }).check();
  }],
  ["users-profile", (page, stage) => bulk(page, stage, "Set profile", "a.keller", "b.keller")],
  ["users-delete", async (page, stage) => {
    await users(page, stage);
    for (const login of ["admin", "100%.auto"]) await page.getByRole("checkbox", { name: `Select ${login}` }).check();
    await page.getByRole("group", { name: "Selected rows" }).getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("This is your own account").first().waitFor();
  }],
  ["users-older", async (page, stage) => {
    const gone = { status: 404, body: { errorType: "NotFoundException", message: "No such route" } };
    stage.proxy.when({ method: "PUT", path: `${API}admin/users/actions/bulk` }, gone);
    await bulk(page, stage, "Disable", "o.keller", "s.keller");
    await page.getByRole("dialog").getByRole("button", { name: "Disable", exact: true }).click();
    await page.getByText("2 of 2").waitFor();
  }],
  ["groups", groups],
  ["group", group],
  ["group-changed", async (page, stage) => {
    await group(page, stage);
    await page.getByRole("checkbox", { name: "Members are administrators" }).check();
    await page.getByText("1 change that is not saved yet").waitFor();
    await page.getByText("1 change that is not saved yet").click();
  }],
  ["group-create", async (page, stage) => {
    await groups(page, stage);
    await press(page, "Create group");
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("fraud");
    await page.getByRole("dialog").getByRole("button", { name: "Create group" }).click();
    await page.getByText("There is a group “fraud” already.").waitFor();
  }],
  ["group-add", async (page, stage) => {
    await group(page, stage);
    await press(page, "Add members");
    await grid(page, "Users who are not members").getByRole("row").nth(1).waitFor();
  }],
  ["group-remove", async (page, stage) => {
    await group(page, stage);
    await grid(page, "Members").getByRole("checkbox", { name: /^Select / }).nth(1).check();
    await press(page, "Remove from the group");
    await opened(page);
  }],
  ["group-delete", async (page, stage) => {
    await group(page, stage);
    await pick(page, "More actions", "Delete group");
    await page.getByRole("alertdialog").getByText(/users$/).waitFor();
    await page.getByText("…", { exact: true }).waitFor({ state: "hidden" });
  }],
  ["group-unknown", async (page, stage) => {
    await signIn(page, stage.sandbox, `${GROUPS}/not-there`);
    await page.getByText("Could not load the group").waitFor();
  }],
];
