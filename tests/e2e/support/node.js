// The API node as a program sees it: to arrange what a test needs, and to look at what the console has really done.

import assert from "node:assert/strict";

/** The key of the sandbox's administrator that tests use; give it to `startSandbox` as `key`. */
export const KEY = "key-of-the-tests-0123456789";

/** Calls the admin API of a node by its prefix; answers the body, or fails with what the server says. */
export async function call(sandbox, method, path, body, node = "apinode") {
  const answer = await fetch(`${sandbox.url}/${node}/admin/api/${path}`, {
    method,
    headers: { authorization: `Basic ${btoa(`${KEY}:`)}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** Creates empty services. */
export async function createServices(sandbox, ...ids) {
  for (const serviceId of ids) await call(sandbox, "POST", "services/", { serviceId });
}

/** All services by their id. */
export async function services(sandbox) {
  const rows = await call(sandbox, "GET", "services");
  return new Map(rows.map((row) => [row.serviceId, row]));
}

/** Shares of a service's generations, in percent. */
export async function shares(sandbox, service, node) {
  const { generations } = await call(sandbox, "GET", `services/${service}/generations`, undefined, node);
  return Object.fromEntries(generations.map(({ generationId, mapped }) => [generationId, Math.round(mapped * 100)]));
}

/** Sends so many predictions, and counts who answered. */
export async function predict(sandbox, service, endpoint, count) {
  const answers = {};
  for (let n = 0; n < count; n += 1) {
    const answer = await fetch(`${sandbox.url}/apinode/public/api/v1/${service}/${endpoint}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ features: { weight_kg: 1 + (n % 7), distance_km: 100 + n } }),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    const { result, apiContext } = JSON.parse(text);
    assert.ok(result, text);
    answers[apiContext.serviceGeneration] = (answers[apiContext.serviceGeneration] ?? 0) + 1;
  }
  return answers;
}
