// The stage of a console whose control plane, “Harbour”, has a sign-in of its own, with an administrator “ben”.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach } from "node:test";
import { giveLogin, newToken } from "./console.js";
import { addUser } from "./hosted.js";
import { enable } from "./people.js";
import { stage } from "./stage.js";

const CONFIG = {
  automation: { base: "automation" },
  api_nodes: [{ id: "main", name: "Main node", base: "apinode", sign_in: "session" }],
  control_plane: { name: "Harbour", base: "control-plane", sign_in: "password" },
};
const folder = await mkdtemp(join(tmpdir(), "pilothouse-config-"));
const config = join(folder, "config.json");
await writeFile(config, JSON.stringify(CONFIG));

/** Sets it before the first test, and calls `ready({ sandbox, browser, proxy, ben })`. After each test ben is enabled. */
export function harbour(ready) {
  let sandbox;
  stage({ config, args: ["--job-ms", "300"] }, async (all) => {
    sandbox = all.sandbox;
    const ben = await addUser(sandbox, "ben", "ADMIN");
    await newToken({ url: sandbox.url, ...ben });
    await ready({ ...all, ben });
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => enable(sandbox, "ben"));
}

/** Where the control plane asks for name and password. */
export const door = (page) => page.getByRole("dialog", { name: "Sign in to Harbour", exact: true });

/** Signs in to it, over the page. */
export async function enter(page, who) {
  await giveLogin(door(page), who);
  await door(page).getByRole("button", { name: "Sign in", exact: true }).click();
  await door(page).waitFor({ state: "hidden" });
}
