// Trusted Types: the browser makes no markup and no script of a string, whoever asks it to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "./support/browser.js";
import { grid, servicePath, signIn } from "./support/console.js";
import { stage } from "./support/stage.js";

const SERVICE = "refund-risk";
/** What becomes of a string that is given to a sink, but for the two that the browser refuses in words of their own. */
const BLOCKED = "TypeError, require-trusted-types-for";
const EVALUATED = { eval: "EvalError, require-trusted-types-for", Function: "EvalError, require-trusted-types-for" };

let sandbox, browser, proxy;

stage({ demo: true }, (all) => ({ sandbox, browser, proxy } = all));

async function signedIn() {
  const page = await newPage(browser, sandbox.url);
  await signIn(page, sandbox);
  await grid(page).getByRole("link", { name: SERVICE }).waitFor();
  return page;
}

/** Runs in the page: for each sink what it throws, by which directive it was blocked, and whether the page has changed. */
async function plant() {
  const markup = "<b>planted</b>";
  const code = "globalThis.planted = true";
  const address = "/planted.js";
  const make = (tag) => document.createElement(tag);
  const sinks = {
    "innerHTML of an element": () => (document.body.innerHTML = markup),
    "innerHTML of a template": () => (make("template").innerHTML = markup),
    "innerHTML of a shadow root": () => (make("div").attachShadow({ mode: "open" }).innerHTML = markup),
    outerHTML: () => (document.body.firstElementChild.outerHTML = markup),
    insertAdjacentHTML: () => document.body.insertAdjacentHTML("beforeend", markup),
    createContextualFragment: () => document.createRange().createContextualFragment(markup),
    parseFromString: () => new DOMParser().parseFromString(markup, "text/html"),
    "srcdoc of a frame": () => (make("iframe").srcdoc = markup),
    "src of a script": () => (make("script").src = address),
    "src of a script, as an attribute": () => make("script").setAttribute("src", address),
    "text of a script": () => (make("script").text = code),
    "textContent of a script": () => (make("script").textContent = code),
    "attribute with a handler": () => document.body.setAttribute("onclick", code),
    Worker: () => new Worker(address),
    setTimeout: () => setTimeout(code),
    setInterval: () => setInterval(code),
    eval: () => (0, eval)(code),
    Function: () => new Function(code)(),
    "write of the document": () => document.write(markup),
  };
  // The browser tells of a breach a moment later. Whatever it has not told after these milliseconds it will never tell.
  const breach = () =>
    new Promise((heard) => {
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) => heard(effectiveDirective), { once: true });
      setTimeout(heard, 3_000, "no breach");
    });
  const attempt = async (sink) => {
    const told = breach();
    const before = document.documentElement.outerHTML;
    try {
      sink();
      return "not blocked";
    } catch (error) {
      const changed = document.documentElement.outerHTML === before ? [] : ["the page has changed"];
      return [error.name, await told, ...changed].join(", ");
    }
  };
  // What a test evaluates may evaluate strings itself, till it waits for the first time.
  await new Promise((later) => setTimeout(later));
  const found = {};
  for (const [name, sink] of Object.entries(sinks)) found[name] = await attempt(sink);
  return { found, planted: globalThis.planted ?? false };
}

test("a string that is planted in a sink is blocked, and the page's watch reports it", async () => {
  const page = await signedIn();
  page.assertClean();
  const { found, planted } = await page.evaluate(plant);
  const names = Object.keys(found);
  assert.deepEqual(found, { ...Object.fromEntries(names.map((name) => [name, BLOCKED])), ...EVALUATED });
  assert.ok(names.length > 15 && !planted);
  assert.throws(() => page.assertClean(), /breach of require-trusted-types-for by trusted-types-sink/);
  await page.getByRole("link", { name: SERVICE }).click();
  await grid(page, "Generations").waitFor();
  page.assertClean();
  await page.close();
});

test("nobody makes a policy beside the console's own", async () => {
  const page = await signedIn();
  for (const name of ["another", "default", "pilothouse"]) {
    const made = await page.evaluate((name) => {
      const told = new Promise((heard) => addEventListener("securitypolicyviolation", heard, { once: true }));
      try {
        globalThis.trustedTypes.createPolicy(name, { createHTML: (text) => text });
        return "made";
      } catch (error) {
        return told.then(({ effectiveDirective, blockedURI }) => [error.name, effectiveDirective, blockedURI]);
      }
    }, name);
    assert.deepEqual(made, ["TypeError", "trusted-types", "trusted-types-policy"], name);
  }
  assert.throws(() => page.assertClean(), /breach of trusted-types by trusted-types-policy/);
  await page.close();
});

test("the console's pages and dialogs want no string to be markup or a script", async () => {
  const page = await signedIn();
  await page.goto(servicePath(SERVICE));
  await grid(page, "Generations").waitFor();
  for (const dialog of ["Set mapping", "Import generation"]) {
    await page.getByRole("button", { name: dialog }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  }
  for (const place of ["Overview", "Admin keys", "Maintenance"]) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: place }).click();
    await page.getByRole("heading", { name: place, level: 1 }).waitFor();
  }
  page.assertClean();
  await page.close();
});

test("where a content policy does not name the console's policy, the page says so", async () => {
  proxy.when("/", { headers: { "content-security-policy": "trusted-types another" } });
  const page = await newPage(browser, proxy.url);
  await page.goto("/");
  await page.getByRole("alert").getByText(/"pilothouse" disallowed/).waitFor();
  await page.close();
});

test("a browser that has no Trusted Types runs the console", async () => {
  const page = await newPage(browser, sandbox.url);
  await page.addInitScript(() => Object.defineProperty(globalThis, "trustedTypes", { value: undefined }));
  await signIn(page, sandbox);
  await grid(page).getByRole("link", { name: SERVICE }).waitFor();
  page.assertClean();
  await page.close();
});
