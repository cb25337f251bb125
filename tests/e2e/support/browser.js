// Headless Chromium, and pages that notice whatever should not happen in them.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FOLDERS = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)];
const ON_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

// The first lets it run as root; the others keep it from asking the network for anything of its own.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Milliseconds that a page may take for anything that a test waits for. */
const PATIENCE = 10_000;

/** The browser's program: `CHROMIUM` if set, else the first that is found. */
function program() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = [...FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))), ON_MAC].find(existsSync);
  return found ?? assert.fail("No Chromium or Chrome was found; set CHROMIUM to its program.");
}

/** Starts a browser. */
export function launch() {
  return chromium.launch({ executablePath: program(), args: FLAGS });
}

/** A fresh context (cookies, storage of its own) whose pages start at `url`; see `watchedPage` for the pages. */
export async function newContext(browser, url, options = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1366, height: 768 },
    reducedMotion: "reduce",
    serviceWorkers: "block",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/** A watched page in a fresh context that goes when the page is closed. */
export async function newPage(browser, url, options = {}) {
  const context = await newContext(browser, url, options);
  const page = await watchedPage(context, url);
  // When the whole browser is closed, the context has gone already.
  page.on("close", () => context.close().catch(() => {}));
  return page;
}

/**
 * A page of the context with `page.assertClean({ except: [/pattern/] })`, which fails on any console message, uncaught
 * error, breach of the content policy or request to another origin since the last call, but for the patterns.
 */
export async function watchedPage(context, url) {
  const page = await context.newPage();
  let seen = [];
  await page.addInitScript(reportBreaches);
  page.on("console", (message) => seen.push(`${message.type()}: ${message.text()} (${message.location().url})`));
  page.on("pageerror", (error) => seen.push(`uncaught: ${error}`));
  page.on("crash", () => seen.push("the page has crashed"));
  page.on("request", (request) => {
    if (isForeign(request.url(), url)) seen.push(`request to another origin: ${request.url()}`);
  });
  page.assertClean = ({ except = [] } = {}) => {
    const bad = seen.filter((line) => !except.some((pattern) => pattern.test(line)));
    seen = [];
    assert.deepEqual(bad, [], "the page should be silent");
  };
  return page;
}

/** Runs in the page. */
function reportBreaches() {
  addEventListener("securitypolicyviolation", (event) => {
    console.error(`breach of ${event.effectiveDirective} by ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`);
  });
}

function isForeign(address, url) {
  const { protocol, origin } = new URL(address);
  return !["data:", "blob:"].includes(protocol) && origin !== new URL(url).origin;
}
