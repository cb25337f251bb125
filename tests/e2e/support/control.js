// The control plane as a program sees it: what somebody else does beside the console, and what is really there.

import assert from "node:assert/strict";
import { newToken } from "./console.js";

/** Where its API lies. */
export const API = "/control-plane/api";
/** Records of a page at most. */
const MOST = 200;

/** Calls its API as that user; answers the body, or fails with what the server says. */
export async function control(sandbox, method, path, data, who = sandbox) {
  const token = await newToken({ url: sandbox.url, user: who.user, password: who.password });
  const answer = await fetch(`${sandbox.url}${API}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: data && JSON.stringify({ data }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** All records of that list. */
export async function records(sandbox, path) {
  const all = [];
  for (let number = 0; ; number += 1) {
    const { data } = await control(sandbox, "GET", `${path}?page[size]=${MOST}&page[number]=${number}`);
    all.push(...data);
    if (data.length < MOST) return all;
  }
}

/** Makes a user of that name. */
export function makeUser(sandbox, username, who) {
  const attributes = { username, first_name: "Nadia", last_name: "K.", email: `${username}@example.org` };
  return control(sandbox, "POST", "users", { type: "user", attributes }, who);
}

/** Gives the user, who has an account of the same name, these policies and no others. */
export async function setPolicies(sandbox, who, policies) {
  const { data } = await control(sandbox, "GET", "self", undefined, who);
  await control(sandbox, "PUT", `users/${data.id}`, { type: "user", attributes: { assigned_policies: policies } });
}
