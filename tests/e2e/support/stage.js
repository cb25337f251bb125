// What most files of tests play on: a sandbox, a proxy in front of it, a browser. All three end with the file.

import { after, afterEach, before } from "node:test";
import { launch } from "./browser.js";
import { startProxy } from "./proxy.js";
import { startSandbox } from "./sandbox.js";

/** Sets the stage before the first test, and calls `ready({ sandbox, browser, proxy })`. After each test the faults of the proxy are gone. */
export function stage(options, ready) {
  let sandbox, browser, proxy;
  before(async () => {
    [sandbox, browser] = await Promise.all([startSandbox(options), launch()]);
    proxy = await startProxy(sandbox.url);
    await ready({ sandbox, browser, proxy });
  });
  after(async () => {
    await browser?.close();
    await proxy?.stop();
    await sandbox?.stop();
  });
  afterEach(() => {
    proxy.clear();
    proxy.log.length = 0;
  });
}
