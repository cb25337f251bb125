// How a page or dialog is looked at: accessible in both themes, silent, without sideways scrolling on narrow screens.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, afterEach, test } from "node:test";
import { assertAccessible } from "./axe.js";
import { newPage } from "./browser.js";
import { BROKEN, UNFIT, answered } from "./console.js";
import { enable } from "./people.js";
import { shoot } from "./shots.js";
import { stage } from "./stage.js";

const HEIGHT = 768;
// Names one node. What is for several names them by a config.json of its own.
const CONFIG = fileURLToPath(new URL("../../../public/config.json", import.meta.url));

/** Nothing is wider than the window: neither the page nor the dialog over it. */
async function assertFits(page, width) {
  await page.setViewportSize({ width, height: HEIGHT });
  const wide = await page.evaluate(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll("dialog[open], dialog[open] > form, .dialog-body, main")];
    const label = (box) => `${box.tagName} ${box.className}: ${box.scrollWidth} in ${box.clientWidth}`;
    return boxes.filter((box) => box.scrollWidth > box.clientWidth).map(label);
  });
  assert.deepEqual(wide, [], `${width} px`);
}

/** A test for each of these places. */
export function look(places) {
  let sandbox, browser, proxy, folder;

  stage({ demo: true, config: CONFIG, args: ["--nodes", "3"] }, async (all) => {
    ({ sandbox, browser, proxy } = all);
    folder = await mkdtemp(join(tmpdir(), "pilothouse-looks-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => enable(sandbox));

  for (const [name, go] of places) {
    test(`${name} is accessible, silent, and fits`, async () => {
      const page = await newPage(browser, proxy.url, { viewport: { width: 1366, height: HEIGHT } });
      await go(page, { sandbox, proxy, folder });
      await shoot(page, name);
      await assertAccessible(page, name);
      await assertFits(page, 400);
      await shoot(page, name);
      await assertFits(page, 320);
      // What the browser writes for the answers that some places want.
      page.assertClean({ except: [answered(400, 401, 403, 404, 409, 412, 500, 503), BROKEN, UNFIT] });
      await page.close();
    });
  }
}
