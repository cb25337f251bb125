// Starts the console. A module of its own in place of Trunk's inline one, so that the page needs no 'unsafe-inline'.
// The browser checks the glue by the integrity of its modulepreload; the same is asked for the wasm here.
// Whatever goes wrong is said on the page, in words, with the way out.

/** Shows why the console does not run, in `place`. */
function explain(place, title, reason) {
  const line = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const again = Object.assign(line("button", "Load the page again"), { type: "button", onclick: loadAgain });
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  box.append(line("h1", title), line("p", reason), again);
  place.replaceChildren(box);
}

/** A file that arrived broken may lie in the browser's cache, and a plain reload would take it from there. */
async function loadAgain() {
  const files = [...document.querySelectorAll("link[href], script[src]")].map(({ href, src }) => href ?? src);
  await Promise.allSettled(files.map((file) => fetch(file, { cache: "reload" }).then((answer) => answer.blob())));
  location.reload();
}

/** Why a file of the console did not come: what its server says now, or else what the browser said. */
async function fault(href, error) {
  const answer = await fetch(href, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  if (!answer) return new Error(`${href} could not be loaded (${error.message}).`);
  if (!answer.ok) return new Error(`${href} answered ${answer.status}.`);
  return new Error(`${href} is not the file that belongs to this page (${error.message}).`);
}

/** Wasm, checked before anything sees it: the browser's own messages are for programmers. */
async function fetchWasm(href, integrity, cache = "default") {
  const answer = await fetch(href, { integrity, cache }).catch(async (error) => {
    throw await fault(href, error);
  });
  const type = answer.headers.get("content-type");
  if (type?.split(";")[0] !== "application/wasm") {
    throw new Error(`The server sends ${href} as ${type ?? "a file without a type"}, not as application/wasm.`);
  }
  return answer;
}

/** Where the page says that a file of the console is. */
function linkTo(file, selector) {
  const link = document.querySelector(selector);
  if (!link) throw new Error(`This page does not say where the console's ${file} is.`);
  return link;
}

/**
 * What the content policy wants to be asked before a string becomes a script: this lets the glue through, as the page names
 * it with its integrity, and nothing else. It makes no markup and no code of any string, and no second policy can be made.
 * Browsers do not ask for it in `import()` yet, and older ones know no such policies: the rule holds in all of them.
 */
function makePolicy() {
  const known = [...document.querySelectorAll("link[rel=modulepreload][integrity^=sha384-]")].map(({ href }) => href);
  const rules = {
    createScriptURL(address) {
      if (known.includes(address)) return address;
      throw new TypeError(`${address} is no script that this page names with its integrity.`);
    },
  };
  return globalThis.trustedTypes?.createPolicy("pilothouse", rules) ?? rules;
}

/** What the page says of the wasm beside its address: its integrity, and what comes later. A debug build has no later part. */
let wasmData;

/** The console's own functions and memory, as soon as it runs. */
let runs;
const running = new Promise((resolve) => (runs = resolve));

let comingLater;
let laterCache;

/** Brings the later part, once. After a failure the next call tries again, and not with what lies in the cache. */
function later() {
  comingLater ??= loadLater().catch((error) => {
    [comingLater, laterCache] = [undefined, "reload"];
    throw error;
  });
  return comingLater;
}

async function loadLater() {
  const { later: href, laterIntegrity } = wasmData;
  if (!href) return;
  const wasm = fetchWasm(new URL(href, document.baseURI).href, laterIntegrity, laterCache);
  await WebAssembly.instantiateStreaming(wasm, { first: await running });
}

async function start() {
  const policy = makePolicy();
  if (typeof WebAssembly !== "object") throw new Error("This browser has no WebAssembly, or it is switched off.");
  const { href: wasmHref, dataset } = linkTo("wasm", "link[rel=preload][as=fetch]");
  const { href: glueHref } = linkTo("script", "link[rel=modulepreload]");
  const glue = policy.createScriptURL(glueHref);
  wasmData = dataset;
  const wasm = fetchWasm(wasmHref, wasmData.integrity ?? "");
  const loaded = import(glue).catch(async (error) => {
    throw await fault(glueHref, error);
  });
  const [{ default: init }, answer] = await Promise.all([loaded, wasm]);
  runs(await init({ module_or_path: answer }));
}

/** A program that has stopped answers no click. The console says so by itself where it still can; this is for the rest. */
function explainStop({ error, reason }) {
  const known = document.querySelector(".crash, .boot-stopped");
  if (known || !((error ?? reason) instanceof WebAssembly.RuntimeError)) return;
  const place = Object.assign(document.createElement("section"), { className: "boot-stopped" });
  document.body.append(place);
  explain(place, "The console has stopped", "Something inside the console ended it. What was sent before still takes effect.");
}

/** Takes the "Loading" away as soon as the console shows something of its own, which may be after it has read its settings. */
function giveWay(boot) {
  const isThere = () => document.body.childElementCount > 1;
  const go = (observer) => {
    boot.remove();
    observer?.disconnect();
  };
  if (isThere()) return go();
  new MutationObserver((_, observer) => isThere() && go(observer)).observe(document.body, { childList: true });
}

try {
  globalThis.pilothouse = { later };
  await start();
  giveWay(document.getElementById("boot"));
  addEventListener("error", explainStop);
  addEventListener("unhandledrejection", explainStop);
  dispatchEvent(new CustomEvent("TrunkApplicationStarted"));
  // Nobody waits for it yet: whoever does will ask again, and be told of a failure.
  (globalThis.requestIdleCallback ?? setTimeout)(() => later().catch(() => {}));
} catch (error) {
  explain(document.getElementById("boot"), "The console could not start", error.message);
}
