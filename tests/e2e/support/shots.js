// Pictures of what is on screen, for people to look at: only where `PILOTHOUSE_SHOTS` names a folder.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

const FOLDER = process.env.PILOTHOUSE_SHOTS;

/** Takes the page in both themes, as `NAME-THEME-WIDTH.png`. */
export async function shoot(page, name) {
  if (!FOLDER) return;
  await mkdir(FOLDER, { recursive: true });
  const { width } = page.viewportSize();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    // Not in the middle of a fade from one theme to the other.
    await page.evaluate(restful);
    await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}-${width}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Runs in the page: waits for all that moves and ends. */
function restful() {
  const ends = (animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
  return Promise.allSettled(document.getAnimations().filter(ends).map(({ finished }) => finished)).then(() => {});
}
