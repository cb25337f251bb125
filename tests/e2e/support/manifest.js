// The manifest of the app services, as the tests read and change it beside the console.

import { newToken } from "./console.js";

const PATH = "/control-plane/api/app_services_manifests";

async function call(sandbox, options = {}) {
  const token = await newToken(sandbox);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(sandbox.url + PATH, { ...options, headers });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return body;
}

/** The whole answer. */
export const answer = (sandbox) => call(sandbox);

/** Its attributes as they are. */
export async function manifest(sandbox) {
  return (await call(sandbox)).data[0].attributes;
}

/** The service of that name. */
export async function service(sandbox, name) {
  return (await manifest(sandbox)).app_services.find(({ spec }) => spec.name === name);
}

/** Puts it back as `change` leaves it, as another browser would; the answer is the job's id. */
export async function put(sandbox, change) {
  const attributes = await manifest(sandbox);
  change(attributes.app_services);
  const data = { type: "app_services_manifest", attributes: { ...attributes, force_apply_all_mode: "disabled" }, relationships: {} };
  return (await call(sandbox, { method: "PUT", body: JSON.stringify({ data }) })).data.id;
}

/** Waits till nothing changes it any more. */
export async function still(sandbox) {
  while ((await manifest(sandbox)).running_modification_job) await new Promise((go) => setTimeout(go, 50));
}

/** Marks the service of that name for what `spec` says. */
export const wish = (name, spec) => (all) => Object.assign(all.find((one) => one.spec.name === name).spec, spec);
