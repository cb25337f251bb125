// What a person does in the console wherever it is hosted: from the list to a mapping, a package and a key.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { grid, row, toast } from "./console.js";
import { makePackage } from "./packages.js";
import { PROGRAM } from "./sandbox.js";

/** Adds an account of that role beside the running sandbox, and answers how it signs in. */
export async function addUser(sandbox, user, role) {
  const password = "a password of a reader";
  const child = spawn(PROGRAM, ["user", "add", user, "--role", role, "--data", sandbox.data], { stdio: ["pipe", "ignore", "inherit"] });
  child.stdin.end(`${password}\n`);
  const [code] = await once(child, "close");
  assert.equal(code, 0);
  return { user, password };
}

/** The dialog that asks for a key. */
export const asked = (page) => page.getByRole("dialog", { name: "API key for Main node" });

/** Gives the key that is asked for. */
export async function giveKey(page, key) {
  await asked(page).getByLabel("Admin API key", { exact: true }).fill(key);
  await asked(page).getByRole("button", { name: "Use this key" }).click();
}

/** From the list to the service, which is the later part of the console. */
export async function openService(page, nginx, service) {
  await grid(page).getByRole("link", { name: service, exact: true }).click();
  await page.getByRole("heading", { name: service, level: 1 }).waitFor();
  assert.equal(new URL(page.url()).pathname, nginx.path(`/nodes/main/services/${service}`));
}

/** On the page of a service: a package is uploaded and imported, and gets all the traffic. */
export async function importAndMap(page, folder, service) {
  const path = await makePackage(folder, service, "hosted-1");
  await page.getByRole("button", { name: "Import generation" }).first().click();
  const importing = page.getByRole("dialog", { name: `Import a generation of ${service}` });
  await importing.getByLabel("Generation package").setInputFiles(path);
  await importing.getByRole("button", { name: "Upload and import" }).click();
  await importing.waitFor({ state: "hidden" });
  await toast(page, "Imported.");
  await page.getByRole("button", { name: "Set mapping" }).click();
  const mapping = page.getByRole("dialog", { name: `Set mapping of ${service}` });
  await mapping.getByRole("textbox", { name: "Share of hosted-1 in percent" }).waitFor();
  await mapping.getByRole("button", { name: "Apply mapping" }).click();
  await mapping.waitFor({ state: "hidden" });
  await toast(page, `The mapping of ${service} is set, and the service is enabled.`);
  await row(page, "hosted-1", "Generations").getByText("100 %").waitFor();
}

/** On the page of the keys: one is made and deleted. Answers its secret. */
export async function makeAndDeleteKey(page, label) {
  await page.getByRole("link", { name: "Admin keys" }).click();
  await page.getByRole("button", { name: "Add key" }).first().click();
  await page.getByRole("textbox", { name: "Label" }).fill(label);
  await page.keyboard.press("Enter");
  const shown = page.getByRole("dialog", { name: `The key “${label}”` });
  const secret = (await shown.getByRole("code").textContent()).trim();
  await shown.getByRole("checkbox", { name: "I have stored it" }).check();
  await shown.getByRole("button", { name: "Close" }).click();
  await row(page, label, "Admin keys").getByRole("button", { name: `Delete ${label}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete key" }).click();
  await toast(page, `Deleted the key “${label}”.`);
  return secret;
}

/** Keeps all that the page sends and receives, to look for secrets in it. Called before the page goes anywhere. */
export function overhear(page) {
  const heard = [];
  page.on("response", (response) => heard.push(words(response)));
  return {
    sent: async () => (await Promise.all(heard)).map(({ sent }) => sent),
    received: async () => (await Promise.all(heard)).map(({ received }) => received).join("\n"),
  };
}

async function words(response) {
  const request = response.request();
  const [sent, headers, body] = await Promise.all([
    request.allHeaders(),
    response.allHeaders(),
    // Answers without a body have none to read, and what was called off never comes.
    response.body().catch(() => ""),
  ]);
  return { sent: { url: request.url(), ...sent }, received: [response.url(), JSON.stringify(headers), body].join("\n") };
}
