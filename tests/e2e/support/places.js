// Every page and dialog of the console, and how a person gets there from the demo data.

import { grid, opened, row, servicePath, signIn } from "./console.js";
import { disable, enable } from "./people.js";
import { enlarge, makePackage } from "./packages.js";

const KEYS = "/nodes/main/keys";
const METRICS = "/nodes/main/metrics";
const LATER = /\/later-[0-9a-f]+\.wasm$/;
const USER = "/access/users/m~2eito";
const BY_KEY = { api_nodes: [{ id: "main", name: "Main node", base: "apinode", sign_in: "api_key" }] };
const TWO_NODES = {
  automation: { base: "automation" },
  api_nodes: [
    { id: "main", name: "Main node", base: "apinode", sign_in: "session", packages: "packages" },
    { id: "second", name: "Second node in the other building", base: "apinode", sign_in: "session" },
  ],
};

const THREE_NODES = {
  automation: { base: "automation" },
  api_nodes: [
    { id: "main", name: "Main node", base: "apinode", sign_in: "session", packages: "packages" },
    { id: "node-2", name: "Node 2", base: "apinode-2", sign_in: "session", packages: "packages-2" },
    { id: "node-3", name: "Third node in the other building", base: "apinode-3", sign_in: "session", packages: "packages-3" },
  ],
};
const COMPARE = "/nodes/main/compare";

/** Signs in at `path` and waits till the table there has its rows. */
async function at(page, { sandbox }, path, table) {
  await signIn(page, sandbox, path);
  if (table) await grid(page, table).getByRole("row").nth(1).waitFor();
  const pending = page.getByLabel("loading", { exact: true });
  await pending.first().waitFor({ state: "hidden" });
}

const services = (page, stage) => at(page, stage, "/nodes/main/services", "Services");
const service = (page, stage, id = "refund-risk") => at(page, stage, servicePath(id), "Generations");
/** Asks for predictions while the page looks on, so that the charts have lines. */
async function metrics(page, stage) {
  await at(page, stage, `${METRICS}?service=parcel-eta`, "Metrics");
  // Nothing is asked for beside what asks here.
  await press(page, "Hold");
  for (let n = 0; n < 60; n += 1) {
    await fetch(`${stage.sandbox.url}/apinode/public/api/v1/parcel-eta/delay/predict`, { method: "POST", body: '{"features":{}}' });
    if (n % 20 === 19) await Promise.all([page.waitForResponse(/\/metrics$/), press(page, "Load again")]);
  }
  await page.getByRole("img", { name: /per second\. Newest: .*winter-\d \d*\.?\d*[1-9]/ }).waitFor();
  await press(page, "Go on");
}
async function tester(page, stage) {
  await service(page, stage, "parcel-eta");
  await press(page, "Test a query");
  await page.getByRole("textbox", { name: "Endpoint" }).fill("delay");
}
const keys = (page, stage) => at(page, stage, KEYS, "Admin keys");
/** What is below the window is not asked for: the first rows are enough. */
async function compared(page, stage, path = COMPARE) {
  stage.proxy.when("/config.json", { status: 200, body: THREE_NODES });
  await signIn(page, stage.sandbox, path);
  const first = grid(page, "Services by node").getByRole("row").nth(1);
  await first.getByText("generations").first().waitFor();
}
const maintenance = (page, stage) => at(page, stage, "/nodes/main/maintenance");
async function pickItem(page, menu, item) {
  await press(page, menu);
  await page.getByRole("menuitem", { name: item }).click();
}
/** A tab of one's own account, or of `path`. */
async function account(page, stage, tab, path = "/account") {
  await at(page, stage, path);
  await page.getByRole("tab", { name: tab, exact: true }).click();
  await page.getByRole("button", { name: /^Save/ }).waitFor();
}
/** Something that stands in the draft alone. */
async function addProperty(page, name, value) {
  await page.getByRole("textbox", { name: "New property" }).fill(name);
  await page.getByRole("textbox", { name: "Its value" }).fill(value);
  await press(page, "Add property");
}
const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

async function openPalette(page) {
  await page.getByRole("button", { name: "Search and commands" }).click();
  await page.getByRole("combobox", { name: "Search and commands" }).and(page.locator(":focus")).waitFor();
}

async function select(page, ...ids) {
  for (const id of ids) await page.getByRole("checkbox", { name: `Select ${id}` }).check();
}

async function bulk(page, stage, button) {
  await services(page, stage);
  await select(page, "parcel-eta", "churn-score", "lead-scoring");
  await page.getByRole("group", { name: "Selected rows" }).getByRole("button", { name: button }).click();
  await page.getByRole(button === "Delete" ? "alertdialog" : "dialog", { name: `${button} 3 services` }).waitFor();
}

const DSS_KEYS = "/access/keys";
const dssField = (page, name) => page.getByRole("textbox", { name, exact: true }).or(page.getByRole("combobox", { name, exact: true }));
/** My API keys, with one called `robot`. */
async function ownKeys(page, stage) {
  await at(page, stage, "/account/keys");
  await press(page, "Create key");
  await dssField(page, "Label").fill("robot");
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: "I have stored it" }).check();
  await page.keyboard.press("Enter");
  await grid(page, "My API keys").getByRole("row").nth(1).waitFor();
}
const globalKeys = (page, stage) => at(page, stage, `${DSS_KEYS}?tab=global`, "Global keys");
async function newGlobalKey(page, stage, kind) {
  await globalKeys(page, stage);
  await press(page, "Create global key");
  await page.getByRole("combobox", { name: "Rights", exact: true }).selectOption(kind);
}

/** `[name, go]`: `go(page, { sandbox, proxy, folder })` leads there. */
export const PLACES = [
  ["sign-in", async (page) => {
    await page.goto("/");
    await page.getByRole("textbox", { name: "User name" }).waitFor();
  }],
  ["sign-in-refused", async (page) => {
    await page.goto("/");
    await page.getByRole("textbox", { name: "User name" }).fill("nobody");
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("User name or password is wrong").waitFor();
  }],
  ["sign-in-incomplete", async (page) => {
    await page.goto("/");
    await press(page, "Sign in");
    await page.getByText("Give your password.").waitFor();
  }],
  ["overview", async (page, stage) => {
    await at(page, stage, "/nodes/main/overview");
    await page.getByText("key ends soon").waitFor();
    await page.getByText("9 of 9").waitFor();
  }],
  ["overview-not-alive", async (page, stage) => {
    stage.proxy.when("/apinode/isAlive/", { status: 503, body: "no" });
    await at(page, stage, "/nodes/main/overview");
    await page.getByText("not alive", { exact: true }).waitFor();
  }],
  ["metrics", metrics],
  ["metrics-table", async (page, stage) => {
    await metrics(page, stage);
    await page.getByText("Values as a table").first().click();
    await page.getByRole("figure").first().getByRole("table").waitFor();
  }],
  ["metrics-unknown", async (page, stage) => {
    stage.proxy.when("/apinode/admin/api/metrics", { status: 200, body: { gauges: { "queue.depth": { value: 3 } }, timers: {}, up: true } });
    await at(page, stage, METRICS);
    await page.getByText("gauges", { exact: true }).click();
    await page.getByText("queue.depth", { exact: true }).click();
    await press(page, "Chart gauges › queue.depth › value");
    await page.getByRole("img", { name: /value 3/ }).waitFor();
  }],
  ["journal", async (page, stage) => {
    await service(page, stage);
    await page.getByRole("link", { name: "Journal" }).click();
    await grid(page, "Calls").getByRole("row").nth(1).waitFor();
  }],
  ["journal-script", async (page, stage) => {
    await service(page, stage);
    await page.getByRole("link", { name: "Journal" }).click();
    await press(page, "All as a script");
    await page.getByRole("tab", { name: "Python" }).click();
    await page.getByRole("region", { name: "Script" }).waitFor();
  }],
  ["journal-none", async (page, stage) => {
    await service(page, stage);
    await page.getByRole("link", { name: "Journal" }).click();
    await page.getByRole("combobox", { name: "Kind" }).selectOption("changes");
    await page.getByRole("searchbox").fill("nothing is called so");
    await page.getByText("No calls match").waitFor();
  }],
  ["create-script", async (page, stage) => {
    await services(page, stage);
    await press(page, "Create service");
    await page.getByText("As a script").click();
    await page.getByText("Fill in the form first").waitFor();
    await page.getByRole("textbox", { name: "Service id" }).fill("a-service-with-a-name-that-is-long-enough-to-need-two-lines");
    await page.getByRole("region", { name: "Script" }).waitFor();
  }],
  ["query", async (page, stage) => {
    await tester(page, stage);
    await page.getByRole("combobox", { name: "Answered by" }).selectOption("winter-4");
    await press(page, "Send query");
    await page.getByRole("table", { name: /^Timing/ }).waitFor();
  }],
  ["query-series", async (page, stage) => {
    await tester(page, stage);
    await press(page, "Run 200 and compare");
    await page.getByText("200 of 200").waitFor();
    await page.getByRole("table", { name: "Observed split" }).scrollIntoViewIfNeeded();
  }],
  ["query-wrong", async (page, stage) => {
    await tester(page, stage);
    await page.getByRole("tab", { name: "JSON" }).click();
    await page.getByRole("textbox", { name: "Features as JSON" }).fill("{");
    await page.getByRole("textbox", { name: "Endpoint" }).fill("");
    await press(page, "Send query");
    await page.getByText("This is not JSON").waitFor();
  }],
  ["timeline", async (page, stage) => {
    await service(page, stage, "parcel-eta");
    await pickItem(page, "Actions for winter-4", "Switch to this generation");
    await page.getByText("set by").first().waitFor();
    await page.getByText("in force").waitFor();
    await pickItem(page, "Actions for winter-5", "Switch to this generation");
    await page.getByRole("button", { name: /^Go back to winter-4/ }).first().waitFor();
    await page.getByRole("region", { name: "Mappings so far" }).scrollIntoViewIfNeeded();
  }],
  ["rollout", async (page, stage) => {
    await service(page, stage, "parcel-eta");
    await press(page, "Staged rollout");
    await page.getByRole("textbox", { name: "Steps, in percent" }).fill("50, 25");
    await press(page, "Begin");
    await page.getByText("not more than the step before").waitFor();
  }],
  ["rollout-under-way", async (page, stage) => {
    await service(page, stage, "parcel-eta");
    await press(page, "Staged rollout");
    await page.getByRole("combobox", { name: "Generation" }).selectOption("winter-4");
    await press(page, "Begin");
    await page.getByRole("complementary", { name: "Staged rollout" }).getByText(/has 5\s%/).waitFor();
  }],
  ["services", services],
  ["services-selected", async (page, stage) => {
    await services(page, stage);
    await select(page, "parcel-eta", "churn-score");
    await page.getByText("2 selected").waitFor();
  }],
  ["services-no-match", async (page, stage) => {
    await services(page, stage);
    await page.getByRole("searchbox").fill("nothing is called so");
    await page.getByText("No services match").waitFor();
  }],
  ["services-not-loaded", async (page, stage) => {
    stage.proxy.when("/apinode/admin/api/services", { status: 500, headers: { "x-request-id": "r-17" }, body: { errorType: "java.io.IOException", message: "The disk is full" } });
    await at(page, stage, "/nodes/main/services");
    await page.getByText("Could not load the services").waitFor();
    await page.getByText("Details").click();
  }],
  ["services-loading", async (page, stage) => {
    stage.proxy.when("/apinode/admin/api/services", { hold: true });
    await at(page, stage, "/nodes/main/services");
    await page.getByRole("status").filter({ hasText: "Loading services" }).waitFor();
  }],
  ["services-none", async (page, stage) => {
    stage.proxy.when("/apinode/admin/api/services", { status: 200, body: [] });
    await at(page, stage, "/nodes/main/services");
    await page.getByText("No services yet").waitFor();
  }],
  ["services-unreadable", async (page, stage) => {
    stage.proxy.when("/apinode/admin/api/services", { status: 200, body: [{ serviceId: "churn-score", enabled: true }, { enabled: false }] });
    await services(page, stage);
    await page.getByText("could not be read").first().waitFor();
  }],
  ["services-columns", async (page, stage) => {
    await services(page, stage);
    await press(page, "Columns");
    await page.getByRole("menu", { name: "Columns" }).waitFor();
  }],
  ["two-nodes", async (page, stage) => {
    stage.proxy.when("/config.json", { status: 200, body: TWO_NODES });
    await services(page, stage);
    await page.getByRole("combobox", { name: "API node" }).waitFor();
  }],
  ["theme-menu", async (page, stage) => {
    await services(page, stage);
    await press(page, "Theme");
    await page.getByRole("menu", { name: "Theme" }).waitFor();
  }],
  ["account-menu", async (page, stage) => {
    await services(page, stage);
    await press(page, "admin@example.org");
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
  }],
  ["who-am-i", async (page, stage) => {
    await services(page, stage);
    await press(page, "admin@example.org");
    await page.getByRole("menuitem", { name: "Who am I" }).click();
    await page.getByRole("dialog").getByText("ADMIN", { exact: true }).waitFor();
  }],
  ["palette", async (page, stage) => {
    await at(page, stage, servicePath("returns-forecast"));
    await page.getByText("No generations yet").waitFor();
    await openPalette(page);
  }],
  ["palette-searching", async (page, stage) => {
    await services(page, stage);
    await openPalette(page);
    await page.keyboard.type("ma");
    await page.getByRole("option", { name: /^Maintenance/ }).waitFor();
    await page.keyboard.press("ArrowDown");
  }],
  ["palette-nothing", async (page, stage) => {
    stage.proxy.when("/config.json", { status: 200, body: BY_KEY });
    await page.goto("/nodes/main/services");
    await press(page, "Not now");
    await page.getByText("Could not load the services").waitFor();
    await openPalette(page);
    await page.keyboard.type("nothing is called so");
    await page.getByText("No results").waitFor();
  }],
  ["shortcuts", async (page, stage) => {
    await services(page, stage);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  }],
  ["create", async (page, stage) => {
    await services(page, stage);
    await press(page, "Create service");
    await page.getByRole("textbox", { name: "Service id" }).fill("churn-score");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("alert").waitFor();
  }],
  ["bulk-disable", (page, stage) => bulk(page, stage, "Disable")],
  ["bulk-delete", (page, stage) => bulk(page, stage, "Delete")],
  ["bulk-result", async (page, stage) => {
    stage.proxy.when({ method: "POST", path: /churn-score\/actions\/enable$/ }, { status: 503, body: { message: "The node is being restarted" } });
    await bulk(page, stage, "Enable");
    await page.getByRole("dialog").getByRole("button", { name: "Enable", exact: true }).click();
    await page.getByText("3 of 3, 1 failed").waitFor();
  }],
  ["service", (page, stage) => service(page, stage)],
  ["service-failed", (page, stage) => service(page, stage, "claim-triage")],
  ["service-empty", async (page, stage) => {
    await at(page, stage, servicePath("returns-forecast"));
    await page.getByText("No generations yet").waitFor();
  }],
  ["service-unmapped", (page, stage) => service(page, stage, "credit-limit")],
  ["service-unknown", async (page, stage) => {
    await at(page, stage, servicePath("not-there"));
    await page.getByText("The node does not list this service").waitFor();
  }],
  ["service-menu", async (page, stage) => {
    await service(page, stage);
    await press(page, "More actions");
    await page.getByRole("menuitem", { name: "Delete service" }).waitFor();
  }],
  ["generation-menu", async (page, stage) => {
    await service(page, stage);
    await press(page, "Actions for v2");
    await page.getByRole("menuitem", { name: "Preload" }).waitFor();
  }],
  ["import-file", async (page, stage) => {
    await service(page, stage);
    await press(page, "Import generation");
    await opened(page);
  }],
  ["import-path", async (page, stage) => {
    await service(page, stage);
    await press(page, "Import generation");
    await page.getByRole("tab", { name: "On the node" }).click();
    await page.getByRole("textbox", { name: "Path on the node" }).fill("packages/v5.zip");
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("The path must be absolute").waitFor();
  }],
  ["import-uploading", async (page, stage) => {
    const path = await enlarge(await makePackage(stage.folder, "refund-risk", "v5"), 40_000_000);
    stage.proxy.when({ method: "PUT", path: /^\/packages\// }, { holdUploadAfter: 20_000_000 });
    await service(page, stage);
    await press(page, "Import generation");
    await page.getByLabel("Generation package").setInputFiles(path);
    await page.getByRole("button", { name: "Upload and import" }).click();
    await page.getByText(/ of 40\.0 MB/).waitFor();
  }],
  ["import-failed", async (page, stage) => {
    const path = await makePackage(stage.folder, "another-service", "v5");
    await service(page, stage);
    await press(page, "Import generation");
    await page.getByLabel("Generation package").setInputFiles(path);
    await page.getByRole("button", { name: "Upload and import" }).click();
    await page.getByText("Not imported").waitFor();
  }],
  ["mapping", async (page, stage) => {
    await service(page, stage);
    await press(page, "Set mapping");
    await page.getByRole("textbox", { name: "Share of v3 in percent" }).fill("45.5");
    await press(page, "Lock v2");
    await page.getByRole("button", { name: "Free v2" }).waitFor();
  }],
  ["mapping-cold", async (page, stage) => {
    await service(page, stage, "credit-limit");
    await press(page, "Set mapping");
    await opened(page);
  }],
  ["delete-service", async (page, stage) => {
    await service(page, stage);
    await press(page, "More actions");
    await page.getByRole("menuitem", { name: "Delete service" }).click();
    await opened(page);
  }],
  ["keys", keys],
  ["key-add", async (page, stage) => {
    await keys(page, stage);
    await press(page, "Add key");
    await page.getByRole("textbox", { name: "Expires after" }).fill("for ever");
    await page.keyboard.press("Enter");
    await page.getByText("Give a label").waitFor();
  }],
  ["key-shown", async (page, stage) => {
    await keys(page, stage);
    await press(page, "Add key");
    await page.getByRole("textbox", { name: "Label" }).fill("release-robot");
    await page.keyboard.press("Enter");
    await page.getByRole("checkbox", { name: "I have stored it" }).waitFor();
  }],
  ["key-delete", async (page, stage) => {
    await keys(page, stage);
    await row(page, "monitoring", "Admin keys").getByRole("button", { name: "Delete monitoring" }).click();
    await opened(page);
  }],
  ["key-asked", async (page, stage) => {
    stage.proxy.when("/config.json", { status: 200, body: BY_KEY });
    await page.goto("/nodes/main/services");
    await opened(page);
  }],
  ["compare", async (page, stage) => {
    await compared(page, stage);
    await page.getByText("presence 2, state 1, mapping").waitFor();
  }],
  ["compare-differences", async (page, stage) => {
    await compared(page, stage);
    await press(page, "Look at all services");
    await page.getByRole("combobox", { name: "Show" }).selectOption("Only differences");
    await page.getByText("7 of 12 services").waitFor();
  }],
  ["compare-carry", async (page, stage) => {
    await compared(page, stage, "/nodes/node-2/compare");
    await press(page, "Actions for parcel-eta");
    await page.getByRole("menuitem", { name: "Carry the mapping" }).click();
    await page.getByRole("checkbox", { name: "Main node" }).check();
    await page.getByRole("button", { name: "Carry to 1 node" }).waitFor();
  }],
  ["compare-carry-result", async (page, stage) => {
    stage.proxy.when({ method: "POST", path: /^\/apinode\/.*setMapping$/ }, { status: 500, body: { message: "The disk is full" } });
    await compared(page, stage, "/nodes/node-2/compare");
    await press(page, "Actions for parcel-eta");
    await page.getByRole("menuitem", { name: "Carry the mapping" }).click();
    for (const name of ["Main node", "Third node in the other building"]) await page.getByRole("dialog").getByRole("checkbox", { name }).check();
    await page.getByRole("button", { name: "Carry to 2 nodes" }).click();
    await page.getByText("not tried").waitFor();
  }],
  ["compare-node-away", async (page, stage) => {
    stage.proxy.when("/apinode-2/admin/api/services", { status: 500, headers: { "x-request-id": "r-21" }, body: { message: "The disk is full" } });
    await compared(page, stage);
    await page.getByText("Could not load the services of Node 2").waitFor();
    await page.getByText("not loaded").first().waitFor();
  }],
  ["compare-one-node", async (page, stage) => {
    await at(page, stage, COMPARE);
    await page.getByText("There is one node only").waitFor();
  }],
  ["maintenance", maintenance],
  ["maintenance-said", async (page, stage) => {
    await maintenance(page, stage);
    await press(page, "Import into the cache");
    await page.getByRole("textbox", { name: "Folder on the node" }).fill("/data/exported/python311");
    await page.getByRole("dialog").getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("the node answered").waitFor();
  }],
  ["clean-unused", async (page, stage) => {
    await maintenance(page, stage);
    await page.getByRole("button", { name: "Clean unused…" }).first().click();
    await press(page, "Also look for generations without traffic");
    await page.getByText(/without traffic: /).waitFor();
  }],
  ["clean-envs-older", async (page, stage) => {
    stage.proxy.when({ method: "DELETE", path: "/apinode/admin/api/cached-code-envs" }, { status: 404, body: "" });
    await maintenance(page, stage);
    await page.getByRole("button", { name: "Clean unused…" }).nth(1).click();
    await press(page, "Delete unused");
    await page.getByText("This node is older than 13.0").waitFor();
  }],
  ["register-env", async (page, stage) => {
    await maintenance(page, stage);
    await press(page, "Register a built one");
    await page.getByRole("dialog").getByRole("button", { name: "Register", exact: true }).click();
    await page.getByText("Give the path on the node.").first().waitFor();
  }],
  ["import-model", async (page, stage) => {
    await maintenance(page, stage);
    await page.getByRole("button", { name: "Import into the cache" }).nth(1).click();
    await opened(page);
  }],
  ["clear-models", async (page, stage) => {
    await maintenance(page, stage);
    await press(page, "Clear…");
    await opened(page);
  }],
  ["session-warning", async (page, stage) => {
    await page.clock.install();
    await services(page, stage);
    await page.clock.fastForward("03:50:30");
    await page.getByText("Your session ends in less than ten minutes").waitFor();
  }],
  ["session-urgent", async (page, stage) => {
    await page.clock.install();
    await services(page, stage);
    await page.clock.fastForward("03:58:30");
    await page.getByText("Your session ends in less than two minutes").waitFor();
  }],
  ["session-ended", async (page, stage) => {
    await services(page, stage);
    await endSession(page, stage);
  }],
  ["send-again", async (page, stage) => {
    await services(page, stage);
    await press(page, "Create service");
    await page.getByRole("textbox", { name: "Service id" }).fill("asked-first");
    await disable(stage.sandbox);
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("dialog", { name: "Your session has ended" }).waitFor();
    await enable(stage.sandbox);
    await page.getByLabel("Password", { exact: true }).fill(stage.sandbox.password);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Send “create service” now?" }).waitFor();
  }],
  ["toast", async (page, stage) => {
    await services(page, stage);
    await page.goto(servicePath("price-elasticity"));
    await press(page, "Enable");
    await page.getByText("price-elasticity is enabled.").waitFor();
    await press(page, "Disable");
    // Good news goes by itself, but not under the pointer.
    await page.getByRole("region", { name: "Messages" }).getByText("price-elasticity is disabled").hover();
  }],
  ["signed-out", async (page, stage) => {
    await services(page, stage);
    await press(page, "admin@example.org");
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByText("You have signed out.").waitFor();
  }],
  ["page-coming", async (page, stage) => {
    stage.proxy.when(LATER, { hold: true });
    await signIn(page, stage.sandbox, KEYS);
    await page.getByRole("heading", { name: "Loading the page" }).waitFor();
  }],
  ["page-missing", async (page, stage) => {
    stage.proxy.when(LATER, { status: 404, body: "gone" });
    await signIn(page, stage.sandbox, KEYS);
    await page.getByText("A part of the console is missing").waitFor();
    await page.getByText("Details").click();
  }],
  ["not-found", async (page, stage) => {
    await at(page, stage, "/nodes/main/nowhere");
    await page.getByRole("heading", { level: 1 }).waitFor();
  }],
  ["config-wrong", async (page, stage) => {
    stage.proxy.when("/config.json", { status: 200, body: { api_nodes: [] } });
    await page.goto("/");
    await page.getByText("config.json is wrong").waitFor();
  }],
];

/** The same of one's own account and of everyone's access. */
export const ACCESS = [
  ["account", (page, stage) => account(page, stage, "Profile")],
  ["account-failed", async (page, stage) => {
    stage.proxy.when("/dss/dip/publicapi/current-user", { status: 500, body: "no" });
    await at(page, stage, "/account");
    await page.getByText("Could not load your account").waitFor();
  }],
  ["account-properties", async (page, stage) => {
    await account(page, stage, "Properties");
    await addProperty(page, "a rather long name of a property that nobody has cut", "and_a_value_without_a_space_".repeat(6));
    await addProperty(page, "site", "north");
    await press(page, "Add property");
    await page.getByText("Give the property a name.").waitFor();
  }],
  ["account-paste", async (page, stage) => {
    await account(page, stage, "Properties");
    await addProperty(page, "site", "north");
    await press(page, "Paste many");
    await page.getByRole("textbox", { name: "Lines" }).fill("site=south\nshift: evening\nteam lead\tnadia");
    await press(page, "Take 3 properties over");
    await press(page, "Paste many");
    await page.getByRole("textbox", { name: "Lines" }).fill("site=south\nshift: night\nplace\t4");
    await page.getByText("the same", { exact: true }).waitFor();
  }],
  ["account-paste-wrong", async (page, stage) => {
    await account(page, stage, "Properties");
    await press(page, "Paste many");
    await page.getByRole("textbox", { name: "Lines" }).fill("nothing\n=1");
    await press(page, "Take over");
    await page.getByText("Line 2 has no name.").waitFor();
  }],
  ["account-secrets-none", (page, stage) => account(page, stage, "Secrets")],
  ["account-secrets", async (page, stage) => {
    await account(page, stage, "Secrets");
    for (const name of ["carrier token", "söng/α@b", "a_rather_long_name_of_a_secret_".repeat(4)]) {
      await press(page, "Add secret");
      const dialog = page.getByRole("dialog", { name: "Add secret" });
      await dialog.getByRole("textbox", { name: "Name" }).fill(name);
      await dialog.getByLabel("Value", { exact: true }).fill("hush");
      await dialog.getByRole("button", { name: "Add secret" }).click();
    }
    await page.getByText("3 changes that are not saved yet").click();
  }],
  ["account-secret", async (page, stage) => {
    await account(page, stage, "Secrets");
    await press(page, "Add secret");
    await opened(page);
    await page.getByRole("dialog").getByRole("button", { name: "Add secret" }).click();
    await page.getByText("Give the value.").waitFor();
  }],
  ["account-credentials", async (page, stage) => {
    await account(page, stage, "Credentials");
    await press(page, "Add credential");
    await page.getByRole("combobox", { name: "Connection" }).fill("warehouse_pg");
    await page.getByRole("textbox", { name: "User" }).fill("nadia");
    await page.getByLabel("Password", { exact: true }).fill("hush");
    await page.getByRole("dialog").getByRole("button", { name: "Add credential" }).click();
    await page.getByRole("list", { name: "Credentials" }).getByText("warehouse_pg", { exact: true }).first().waitFor();
  }],
  ["account-credential", async (page, stage) => {
    await account(page, stage, "Credentials");
    await press(page, "Add credential");
    await page.getByRole("dialog").getByRole("button", { name: "Add credential" }).click();
    await page.getByText("Name the connection.").waitFor();
  }],
  ["account-credential-plugin", async (page, stage) => {
    await account(page, stage, "Credentials");
    await press(page, "Add credential");
    await page.getByRole("combobox", { name: "For" }).selectOption("plugin");
    await page.getByRole("combobox", { name: "Plugin" }).fill("geo-tools");
    await page.getByRole("combobox", { name: "Preset" }).fill("main");
    await page.getByRole("combobox", { name: "Parameter set" }).fill("geo-account");
    await page.getByRole("textbox", { name: "Parameter" }).fill("login");
    await page.getByRole("combobox", { name: "It holds" }).selectOption({ label: "OAuth refresh token" });
    await page.getByText("It is stored under").waitFor();
  }],
  ["account-who", async (page, stage) => {
    await account(page, stage, "Who am I");
    await page.getByRole("textbox", { name: "Headers" }).fill("no colon\n:authority: x");
    await press(page, "Ask whose they are");
    await page.getByText("Line 1 has no colon").waitFor();
  }],
  ["user", (page, stage) => account(page, stage, "Profile", USER)],
  ["user-wrong", async (page, stage) => {
    await account(page, stage, "Profile", USER);
    await page.getByRole("textbox", { name: "E-mail" }).fill("no address");
    await page.getByText("An e-mail address is").first().waitFor();
  }],
  ["user-odd", (page, stage) => account(page, stage, "Admin properties", "/access/users/lead~2fnight~40example~2eorg")],
  ["user-activity", (page, stage) => account(page, stage, "Activity", USER)],
  ["user-missing", async (page, stage) => {
    await at(page, stage, "/access/users/nobody");
    await page.getByText("Could not load nobody").waitFor();
  }],
  ["user-delete", async (page, stage) => {
    await account(page, stage, "Profile", USER);
    await pickItem(page, "More actions", "Delete user");
    await opened(page);
  }],
  ["user-disable", async (page, stage) => {
    await account(page, stage, "Profile", USER);
    await pickItem(page, "More actions", "Disable user");
    await opened(page);
  }],
  ["acting", async (page, stage) => {
    await account(page, stage, "Profile", USER);
    await press(page, "Act as m.ito");
    await page.getByRole("button", { name: "Save my account as m.ito" }).waitFor();
  }],
  ["own-keys-none", async (page, stage) => {
    await at(page, stage, "/account/keys");
    await page.getByText("No personal keys").waitFor();
  }],
  ["own-keys", ownKeys],
  ["own-key-create", async (page, stage) => {
    await at(page, stage, "/account/keys");
    await press(page, "Create key");
    await page.getByRole("dialog").getByRole("textbox").first().press("Enter");
    await page.getByText("Give a label").waitFor();
  }],
  ["own-key-shown", async (page, stage) => {
    await at(page, stage, "/account/keys");
    await press(page, "Create key");
    await dssField(page, "Label").fill("robot");
    await page.keyboard.press("Enter");
    await page.getByRole("checkbox", { name: "I have stored it" }).waitFor();
  }],
  ["own-key-rename", async (page, stage) => {
    await ownKeys(page, stage);
    await pickItem(page, "Actions for robot", "Rename");
    await page.waitForFunction(() => [...document.querySelectorAll("dialog input")].some((input) => input.value === "robot"));
    await dssField(page, "Label").fill("robot of the warehouse");
    await page.getByText("1 change that is not saved yet").waitFor();
  }],
  ["own-key-rotate", async (page, stage) => {
    await ownKeys(page, stage);
    await pickItem(page, "Actions for robot", "Rotate");
    await opened(page);
  }],
  ["own-key-rotation", async (page, stage) => {
    await ownKeys(page, stage);
    await pickItem(page, "Actions for robot", "Rotate");
    await press(page, "Create successor");
    await page.getByRole("checkbox", { name: "I have stored it" }).check();
    await page.keyboard.press("Enter");
    await press(page, "It is in place everywhere");
    await page.getByText("If it stays silent").waitFor();
  }],
  ["own-key-delete", async (page, stage) => {
    await ownKeys(page, stage);
    await pickItem(page, "Actions for robot", "Delete");
    await opened(page);
  }],
  ["all-keys", (page, stage) => at(page, stage, DSS_KEYS, "Personal keys")],
  ["all-keys-create", async (page, stage) => {
    await at(page, stage, DSS_KEYS, "Personal keys");
    await press(page, "Create key for a user");
    await opened(page);
  }],
  ["all-keys-not-loaded", async (page, stage) => {
    stage.proxy.when(/\/admin\/personal-api-keys/, { status: 500, body: { errorType: "java.io.IOException", message: "The disk is full" } });
    await at(page, stage, DSS_KEYS);
    await page.getByText("Could not load the keys").waitFor();
  }],
  ["global-keys", globalKeys],
  ["global-key-create", async (page, stage) => {
    await newGlobalKey(page, stage, "projects");
    await dssField(page, "Project").fill("PARCELS");
    await press(page, "Add project");
    await page.getByRole("checkbox", { name: "Write project content" }).check();
  }],
  ["global-key-groups", async (page, stage) => {
    await newGlobalKey(page, stage, "groups");
    await page.getByRole("checkbox", { name: "logistics", exact: true }).check();
  }],
  ["global-key-half", async (page, stage) => {
    stage.proxy.when({ method: "PUT", path: /global-api-keys/ }, { status: 503, body: { message: "The node is being restarted" } });
    await newGlobalKey(page, stage, "admin");
    await dssField(page, "Label").fill("night-audit");
    await dssField(page, "Expires after").fill("30");
    await page.keyboard.press("Enter");
    await page.getByText("The second step failed").waitFor();
  }],
  ["global-key-delete", async (page, stage) => {
    await globalKeys(page, stage);
    await press(page, "Delete dashboards");
    await opened(page);
  }],
  ["global-key", async (page, stage) => {
    await at(page, stage, `${DSS_KEYS}/gmany`);
    await page.getByRole("heading", { level: 1, name: "dashboards" }).waitFor();
    await page.locator("summary").filter({ hasText: "PRICES" }).click();
    await page.getByRole("checkbox", { name: "Run scenarios" }).check();
    await page.getByText("1 change that is not saved yet").waitFor();
  }],
  ["project-key", async (page, stage) => {
    await at(page, stage, `${DSS_KEYS}?tab=project`);
    await dssField(page, "Project").fill("PARCELS");
    await page.getByRole("checkbox", { name: "Write project content" }).check();
    await dssField(page, "Dataset").fill("orders");
    await press(page, "Add dataset");
    await page.getByRole("checkbox", { name: "Read data" }).check();
  }],
  ["instance", async (page, stage) => {
    await at(page, stage, "/access/instance");
    await page.getByText("enabledUsers").waitFor();
  }],
  ["logs", (page, stage) => at(page, stage, "/access/logs", "Logs")],
  ["log", async (page, stage) => {
    await at(page, stage, "/access/logs/backend~2elog");
    await page.getByText("of 4,000").waitFor();
  }],
  ["log-searching", async (page, stage) => {
    await at(page, stage, "/access/logs/backend~2elog?q=parcels_joined&line=398");
    await page.getByText("2 of 11 lines found").waitFor();
  }],
  ["log-none", async (page, stage) => {
    stage.proxy.when(/\/admin\/logs\/backend\.log$/, { status: 200, body: '"[INFO] all is well"' });
    await at(page, stage, "/access/logs/backend~2elog?level=error");
    await page.getByText("No line is so grave").waitFor();
  }],
  ["variables", async (page, stage) => {
    await at(page, stage, "/access/variables");
    await page.getByRole("textbox", { name: "Variables" }).fill('{ "region": "us", "a_new_one": [1, 2, { "deep": true }] }');
    await page.getByText("eu → us").waitFor();
  }],
  ["variables-wrong", async (page, stage) => {
    await at(page, stage, "/access/variables");
    await page.getByRole("textbox", { name: "Variables" }).fill('{ "region": "us", }');
    await page.getByText("Line 1, column 19").waitFor();
  }],
  ["kitchens", (page, stage) => at(page, stage, "/account/kitchens", "Kitchens")],
  ["kitchens-roles", (page, stage) => at(page, stage, "/account/kitchens?tab=roles", "Roles by kitchen")],
  ["projects", async (page, stage) => {
    await at(page, stage, "/access/projects", "Projects");
    await page.getByText("logistics, night shift, readers").waitFor();
  }],
  ["project", async (page, stage) => {
    await at(page, stage, "/access/projects/PARCELS");
    await page.getByRole("table", { name: "Entries and their permissions" }).waitFor();
  }],
  ["project-entry", async (page, stage) => {
    await at(page, stage, "/access/projects/PARCELS");
    await press(page, "night shift");
    await page.getByRole("checkbox", { name: "Write project content" }).check();
    await page.getByRole("checkbox", { name: "Moderate dashboards" }).check();
    await page.getByText("changes that are not saved yet").waitFor();
  }],
  ["project-add", async (page, stage) => {
    await at(page, stage, "/access/projects/PARCELS");
    await press(page, "Add entry");
    await opened(page);
    await page.keyboard.press("Enter");
    await page.getByText("Give a name: it is empty.", { exact: true }).waitFor();
  }],
  ["project-owner", async (page, stage) => {
    await at(page, stage, "/access/projects/PARCELS");
    await page.getByLabel("Login of the owner").fill("m.ito");
    await page.getByText("The owner changes from").waitFor();
  }],
  ["rights-nobody", (page, stage) => at(page, stage, "/access/rights")],
  ["rights", (page, stage) => at(page, stage, "/access/rights?who=key~3Agmany", "Rights by project")],
  ["rights-compared", async (page, stage) => {
    await at(page, stage, "/access/rights?who=key~3Agmany&with=user~3Aa~2Ekeller&project=DEMAND", "Rights by project");
    await page.getByRole("table", { name: "Permissions and where they come from" }).waitFor();
    await page.getByText("Datasets", { exact: true }).click();
    await page.getByRole("table", { name: "Datasets and how they are reached" }).waitFor();
  }],
  ["rights-reach", (page, stage) => at(page, stage, "/access/rights?view=reach&project=PARCELS&dataset=scans", "Who reaches it")],
  ["matrix", (page, stage) => at(page, stage, "/access/matrix", "Authorization matrix")],
  ["matrix-turned", (page, stage) => at(page, stage, "/access/matrix?down=permissions&per=group", "Authorization matrix")],
];

/** The session ends on the server, and the next call notices. */
async function endSession(page, { sandbox }) {
  await disable(sandbox);
  await press(page, "Load again");
  await page.getByRole("dialog", { name: "Your session has ended" }).waitFor();
  await enable(sandbox);
}
