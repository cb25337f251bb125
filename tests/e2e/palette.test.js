// Search and commands: everything by name from the keyboard; and the list of keyboard shortcuts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { answered, grid, servicePath, signIn, toast } from "./support/console.js";
import { startSandbox } from "./support/sandbox.js";
import { stage } from "./support/stage.js";

const SERVICES = "/nodes/main/services";
const KEYS = "/nodes/main/keys";
const KEY_LIST = "/apinode/admin/api/keys";
const BY_KEY = { api_nodes: [{ id: "main", name: "Main node", base: "apinode", sign_in: "api_key" }] };
const TWO_NODES = {
  automation: { base: "automation" },
  api_nodes: [
    { id: "main", name: "Main node", base: "apinode", sign_in: "session" },
    { id: "second", name: "Second node", base: "apinode", sign_in: "session" },
  ],
};

let sandbox, browser, proxy;

stage({ demo: true }, (all) => ({ sandbox, browser, proxy } = all));

const field = (page) => page.getByRole("combobox", { name: "Search and commands" });
const listed = (page) => page.getByRole("listbox", { name: "Results" }).getByRole("option");
const marked = (page) => listed(page).and(page.getByRole("option", { selected: true }));
const group = (page, name) => page.getByRole("group", { name, exact: true });
const words = (options) => options.locator("> span:first-child").allTextContents();
const heading = (page, name) => page.getByRole("heading", { name, level: 1 });
const dialogs = (page) => page.getByRole("dialog").count();

async function started(path = SERVICES) {
  const page = await newPage(browser, proxy.url);
  await signIn(page, sandbox, path);
  await heading(page, /./).and(page.locator("main h1:not(.unseen)")).waitFor();
  return page;
}

/** Opens it by its keys, and types. */
async function search(page, text = "") {
  await page.keyboard.press("Control+k");
  await field(page).and(page.locator(":focus")).waitFor();
  await page.keyboard.type(text);
}

async function end(page, except = []) {
  page.assertClean({ except });
  await page.close();
}

test("Ctrl-K finds a service by name, Enter leads to it", async () => {
  const page = await started();
  await search(page, "REFUND");
  const option = group(page, "Services").getByRole("option", { name: "refund-risk" });
  await option.and(marked(page)).waitFor();
  assert.equal(await field(page).getAttribute("aria-activedescendant"), await option.getAttribute("id"));
  await page.getByRole("status").filter({ hasText: "1 result" }).waitFor();
  await page.keyboard.press("Enter");
  await heading(page, "refund-risk").and(page.locator(":focus")).waitFor();
  assert.equal(new URL(page.url()).pathname, servicePath("refund-risk"));
  assert.equal(await dialogs(page), 0);
  await end(page);
});

test("it opens from a field and gives the focus back; the same keys, Escape and the shade close it", async () => {
  const page = await started();
  const filter = page.getByRole("searchbox", { name: "Filter services" });
  await filter.fill("risk");
  for (const close of ["Control+k", "Escape"]) {
    await search(page);
    await page.keyboard.press(close);
    await filter.and(page.locator(":focus")).waitFor();
  }
  await search(page);
  await page.mouse.click(5, 760);
  await filter.and(page.locator(":focus")).waitFor();
  assert.equal(await filter.inputValue(), "risk");
  const button = page.getByRole("button", { name: "Search and commands" });
  await button.click();
  await field(page).and(page.locator(":focus")).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await button.and(page.locator(":focus")).waitFor();
  await end(page);
});

test("the keys of the list move the mark and keep it in view", async () => {
  const page = await started();
  await search(page);
  const options = listed(page);
  const at = async (number, key) => {
    await page.keyboard.press(key);
    await options.nth(number).and(marked(page)).waitFor();
    assert.equal(await marked(page).count(), 1, key);
  };
  await group(page, "Admin keys").getByRole("option").first().waitFor();
  const last = (await options.count()) - 1;
  await at(1, "ArrowDown");
  await at(0, "ArrowUp");
  await at(last, "ArrowUp");
  await page.waitForFunction(() => {
    const mark = document.querySelector("[role=option][aria-selected=true]").getBoundingClientRect();
    const list = document.querySelector("[role=listbox]").getBoundingClientRect();
    return mark.bottom <= list.bottom && mark.top >= list.top;
  });
  await at(0, "ArrowDown");
  await at(8, "PageDown");
  await at(0, "PageUp");
  await at(last, "End");
  await at(0, "Home");
  assert.equal(await words(options.first()).then(String), "Create service");
  await end(page);
});

test("a press of the pointer picks, too", async () => {
  const page = await started();
  await search(page, "maint");
  await page.getByRole("option", { name: "Maintenance" }).click();
  await heading(page, "Maintenance").waitFor();
  await end(page);
});

test("what fits best comes first, and what fits nowhere says so", async () => {
  const page = await started();
  await search(page, "services");
  await marked(page).and(group(page, "Pages").getByRole("option", { name: "Services" })).waitFor();
  await field(page).fill("key add");
  await page.getByText("No results").waitFor();
  assert.equal(await field(page).getAttribute("aria-expanded"), "false");
  await page.keyboard.press("Enter");
  await field(page).fill("credit-limit");
  await marked(page).and(page.getByRole("option", { name: "credit-limit" })).waitFor();
  assert.equal(await field(page).getAttribute("aria-expanded"), "true");
  await end(page);
});

test("a key leads to the list of keys, filtered down to it", async () => {
  const page = await started();
  await search(page, "monitor");
  const option = group(page, "Admin keys").getByRole("option", { name: "monitoring" });
  await option.and(marked(page)).waitFor();
  await page.keyboard.press("Enter");
  await heading(page, "Admin keys").waitFor();
  assert.equal(new URL(page.url()).pathname, KEYS);
  assert.equal(await page.getByRole("searchbox", { name: "Filter keys" }).inputValue(), "monitoring");
  await page.getByText(/^1 of 5 keys$/).waitFor();
  await end(page);
});

test("actions of the page are there as long as the page is", async () => {
  const page = await started();
  await search(page, "create");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Create service" }).waitFor();
  assert.equal(await dialogs(page), 1);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Admin keys" }).click();
  await heading(page, "Admin keys").waitFor();
  await search(page);
  assert.deepEqual(await words(group(page, "On this page").getByRole("option")), ["Add key"]);
  await field(page).fill("add k");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Add admin key" }).waitFor();
  await end(page);
});

test("an action that is not open now says why", async () => {
  const page = await started(servicePath("returns-forecast"));
  await page.getByText("No generations yet").waitFor();
  await search(page, "set map");
  const option = page.getByRole("option", { name: "Set mapping", disabled: true });
  await option.getByText("Import a generation first.").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "Not now. Import a generation first." }).waitFor();
  await option.click({ force: true });
  assert.equal(await dialogs(page), 1);
  assert.ok(await field(page).isVisible());
  await end(page);
});

test("a service is enabled and disabled by name", async () => {
  const page = await started(servicePath("price-elasticity"));
  await page.getByText("disabled", { exact: true }).waitFor();
  await search(page, "enable");
  await page.keyboard.press("Enter");
  await toast(page, "price-elasticity is enabled.");
  await page.getByText("enabled", { exact: true }).waitFor();
  await search(page, "disable s");
  await page.keyboard.press("Enter");
  await toast(page, "price-elasticity is disabled");
  await end(page);
});

test("the navigation shows where one is, also below what fits the window", async () => {
  const page = await started("/control/smtp");
  const inside = (link) => {
    const [own, frame] = [link, link.closest("nav")].map((one) => one.getBoundingClientRect());
    return own.top >= frame.top && own.bottom <= frame.bottom;
  };
  const seen = async (name) => {
    const link = page.getByRole("navigation", { name: "Main" }).locator("[aria-current=page]", { hasText: name });
    await page.waitForFunction(inside, await link.elementHandle());
  };
  await seen("SMTP");
  await search(page, "overview");
  await page.keyboard.press("Enter");
  await seen("Overview");
  await end(page);
});

test("where motion is reduced, the colours of another theme are there at once", async () => {
  const page = await started();
  const fading = await page.evaluate(() => {
    document.documentElement.setAttribute("data-theme", "dark");
    return document.getAnimations().length;
  });
  assert.equal(fading, 0);
  await end(page);
});

test("actions of the console: theme, a longer session, who am I, signing out", async () => {
  const page = await started();
  const theme = () => page.locator("html").getAttribute("data-theme");
  await search(page, "dark");
  await page.keyboard.press("Enter");
  assert.equal(await theme(), "dark");
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Dark", checked: true }).waitFor();
  await page.keyboard.press("Escape");
  await search(page, "theme");
  await page.getByRole("option", { name: "Theme: dark in use" }).waitFor();
  await field(page).fill("stay");
  await page.keyboard.press("Enter");
  await toast(page, "You stay signed in.");
  await search(page, "who am");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Who am I" }).getByText("ADMIN", { exact: true }).waitFor();
  await search(page, "sign out");
  await page.keyboard.press("Enter");
  await page.getByText("You have signed out.").waitFor();
  await page.keyboard.press("Control+k");
  assert.equal(await dialogs(page), 0);
  await end(page);
});

test("recent places: the last one first, without the one of now, and gone with the session", async () => {
  const page = await started(servicePath("refund-risk"));
  for (const name of ["Admin keys", "Services"]) {
    await page.getByRole("link", { name, exact: true }).first().click();
    await heading(page, name).waitFor();
  }
  await search(page);
  const recent = group(page, "Recent").getByRole("option");
  assert.deepEqual(await words(recent), ["Admin keys", "refund-risk"]);
  const pages = ["Overview", "Services", "Metrics", "Maintenance", "Journal", "Kitchens", "My account"];
  assert.deepEqual(await words(group(page, "Pages").getByRole("option")), pages);
  await recent.nth(1).click();
  await heading(page, "refund-risk").waitFor();
  await search(page);
  assert.deepEqual(await words(recent), ["Services", "Admin keys"]);
  await field(page).fill("sign out");
  await page.keyboard.press("Enter");
  await page.getByText("You have signed out.").waitFor();
  await signIn(page, sandbox, SERVICES);
  await search(page);
  await listed(page).first().waitFor();
  assert.equal(await recent.count(), 0);
  await end(page);
});

test("over a dialog of the page it does not open", async () => {
  const page = await started();
  await page.getByRole("button", { name: "Create service" }).click();
  const id = page.getByRole("textbox", { name: "Service id" });
  await id.fill("half-typed");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).focus();
  await page.keyboard.press("?");
  assert.equal(await dialogs(page), 1);
  assert.equal(await id.inputValue(), "half-typed");
  await page.keyboard.press("Escape");
  await search(page);
  await end(page);
});

test("several nodes: the pages of each, those of the page's own first", async () => {
  proxy.when("/config.json", { status: 200, body: TWO_NODES });
  const page = await started("/nodes/second/services");
  await search(page, "maint");
  const pages = group(page, "Pages").getByRole("option");
  assert.deepEqual(await words(pages), ["Maintenance · Second node", "Maintenance · Main node"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await heading(page, "Maintenance").waitFor();
  assert.equal(new URL(page.url()).pathname, "/nodes/main/maintenance");
  await end(page);
});

test("without credentials for the node nothing is asked, and the list says what is missing", async () => {
  proxy.when("/config.json", { status: 200, body: BY_KEY });
  const page = await newPage(browser, proxy.url);
  await page.goto(SERVICES);
  await page.getByRole("dialog").getByRole("button", { name: "Not now" }).click();
  await search(page);
  await page.getByText("Admin keys are left out: there are no credentials for this node yet.").waitFor();
  await page.getByText("Services are left out: they could not be loaded.").waitFor();
  assert.equal(await page.getByRole("option", { name: "Sign out" }).count(), 0);
  assert.equal(await dialogs(page), 1);
  assert.ok(!proxy.log.some((line) => line.includes(KEY_LIST)));
  await end(page);
});

test("credentials that are refused do not end the session from here", async () => {
  proxy.when(KEY_LIST, { status: 401, body: { message: "no" } });
  const page = await started();
  await search(page);
  await page.getByText("Admin keys are left out: they could not be loaded.").waitFor();
  assert.equal(await dialogs(page), 1);
  await field(page).and(page.locator(":focus")).waitFor();
  await end(page, [answered(401)]);
});

test("a question mark opens the list of shortcuts, but is typed into a field", async () => {
  const page = await started();
  const filter = page.getByRole("searchbox", { name: "Filter services" });
  await filter.focus();
  await page.keyboard.type("?");
  assert.equal(await filter.inputValue(), "?");
  assert.equal(await dialogs(page), 0);
  await filter.fill("");
  await grid(page).focus();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await list.getByText("Ctrl K", { exact: true }).waitFor();
  await list.getByText("this list, while no field has the focus").waitFor();
  await page.keyboard.press("Escape");
  await grid(page).and(page.locator(":focus")).waitFor();
  await end(page);
});

test("single keys can be turned off, and stay so after a reload", async () => {
  const page = await started();
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.keyboard.press("?");
  await list.getByRole("switch", { name: "Single-key shortcuts", checked: true }).click();
  await list.getByText("this list, while no field has the focus").waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await page.reload();
  await grid(page).focus();
  await page.keyboard.press("?");
  assert.equal(await dialogs(page), 0);
  await search(page, "shortcuts");
  await page.keyboard.press("Enter");
  await list.getByRole("switch", { name: "Single-key shortcuts", checked: false }).click();
  await page.keyboard.press("Escape");
  await grid(page).focus();
  await page.keyboard.press("?");
  await list.waitFor();
  await end(page);
});

test("among 100,000 services the one that is typed comes first", async () => {
  const crowd = await startSandbox({ demo: 100_000 });
  try {
    const page = await newPage(browser, crowd.url);
    await signIn(page, crowd, SERVICES);
    await page.getByText(/^100,000 services$/).waitFor();
    await search(page);
    const services = group(page, "Services");
    await services.getByText("99,992 more: type to find them").waitFor();
    await page.keyboard.type("churn-0512");
    await services.getByText(/ more match: type more$/).waitFor();
    assert.equal(await services.getByRole("option").count(), 8);
    await field(page).fill("051229");
    await services.getByRole("option").and(marked(page)).waitFor();
    const [name] = await words(services.getByRole("option"));
    assert.match(name, /-051229$/);
    await page.keyboard.press("Enter");
    await heading(page, name).waitFor();
    page.assertClean();
    await page.close();
  } finally {
    await crowd.stop();
  }
});
