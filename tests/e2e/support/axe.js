// Accessibility of what is on screen, by every rule of axe-core, in both themes.

import assert from "node:assert/strict";
import axe from "axe-core";

/** Fails with a readable list of what axe-core finds on the page. */
export async function assertAccessible(page, name) {
  const found = [];
  for (const theme of ["light", "dark"]) {
    const held = await show(page, theme);
    found.push(...(await violations(page)).map((text) => `${theme}: ${text}`));
    await restore(page, held);
  }
  assert.deepEqual(found, [], `axe-core on ${name}`);
}

/** What axe-core finds in the theme that is on: a line for each rule and element. */
export async function violations(page) {
  // By evaluate, for the content policy lets no script element in.
  await page.evaluate(axe.source);
  const result = await page.evaluate(run);
  return result.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n    ${node}`));
}

/** Runs in the page: all rules, those too that axe-core leaves off by default. */
async function run() {
  const ids = axe.getRules().map(({ ruleId }) => ruleId);
  const rules = Object.fromEntries(ids.map((id) => [id, { enabled: true }]));
  const { violations } = await axe.run(document, { rules, resultTypes: ["violations"] });
  const text = ({ target, failureSummary }) => `${target.join(" ")} - ${failureSummary.replaceAll("\n", " ")}`;
  return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(text) }));
}

/** Turns the theme on, and waits till nothing moves or fades any more. */
async function show(page, theme) {
  await page.emulateMedia({ colorScheme: theme });
  return page.evaluate(async (theme) => {
    const root = document.documentElement;
    const held = root.getAttribute("data-theme");
    root.setAttribute("data-theme", theme);
    // The colours are taken up with a frame, and only then can they begin to fade.
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    await frame();
    const ends = (animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
    await Promise.allSettled(document.getAnimations().filter(ends).map(({ finished }) => finished));
    return held;
  }, theme);
}

async function restore(page, held) {
  await page.evaluate((held) => {
    if (held === null) document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", held);
  }, held);
  await page.emulateMedia({ colorScheme: null });
}
