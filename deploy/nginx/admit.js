// Who may use the node's key, where the relay holds it (key-of-relay.conf). Asks the automation API with the user's own token,
// and keeps nothing: neither an answer nor a key is remembered from one call to the next.

import fs from "fs";

/** Refusals: the status and the words that a browser gets. `errorType` and `message` are the contract's. */
const REFUSALS = {
  "no-session": [401, "java.lang.SecurityException", "The session has ended, or there was none. Sign in again."],
  "read-only": [403, "java.lang.SecurityException", "The role of this account may read this system and not change it."],
  "no-answer": [503, "relay.NoSession", "The relay cannot ask the automation API whether the session is still good."],
  "no-key": [500, "relay.NoKey", "The relay has no key for this system. Nothing was sent to it. Its administrator has to put the key where the relay looks for it."],
};

/** The refusal when the session was good and yet the system said 401. */
const WRONG_KEY = [500, "relay.WrongKey", "The system does not accept the credentials that the relay sent. Your session is not the cause. The relay's administrator has to give the relay another key."];

/** The key of the system that is called, or nothing. Read anew each time: a key can be changed without a restart. */
function key(r) {
  try {
    return fs.readFileSync(`${r.variables.pilothouse_keys}/${r.variables.pilothouse_system}`, "utf8").trim();
  } catch (e) {
    return "";
  }
}

/** The header that the system gets: the key is the user's name, the password is empty. */
function authorization(r) {
  const secret = key(r);
  return secret ? `Basic ${Buffer.from(`${secret}:`).toString("base64")}` : "";
}

/** Whether a role may change something. */
function mayChange(r, userInfo) {
  const role = JSON.parse(userInfo).role;
  return typeof role === "string" && role !== "" && r.variables.pilothouse_writers.split(" ").indexOf(role) >= 0;
}

/** What a refused or failed question means. */
function unanswered(reply) {
  return reply.status === 401 || reply.status === 403 ? "no-session" : "no-answer";
}

function isGood(reply) {
  return reply.status >= 200 && reply.status < 300;
}

/** Old servers answer `false` with a good status. */
function isDenied(reply) {
  return reply.responseText.trim() === "false";
}

/** The verdict on a session: `admitted`, or the name of a refusal. */
async function session(r) {
  if (!/^Bearer +\S+$/i.test(r.headersIn.Authorization || "")) return "no-session";
  const reply = await r.subrequest("/_pilothouse/validate");
  if (!isGood(reply)) return unanswered(reply);
  return isDenied(reply) ? "no-session" : "admitted";
}

/** The verdict on a call of the admin API. */
async function call(r) {
  const verdict = await session(r);
  if (verdict !== "admitted") return verdict;
  // The method of the browser's call, not of this question.
  const method = r.variables.request_method;
  if (method !== "GET" && method !== "HEAD") {
    const reply = await r.subrequest("/_pilothouse/userinfo");
    if (!isGood(reply)) return unanswered(reply);
    if (!mayChange(r, reply.responseText)) return "read-only";
  }
  return key(r) ? "admitted" : "no-key";
}

async function answer(r, judge) {
  let verdict;
  try {
    verdict = await judge(r);
  } catch (e) {
    verdict = "no-answer";
  }
  r.headersOut["Pilothouse-Verdict"] = verdict;
  r.return(verdict === "admitted" ? 204 : 401);
}

function change(r) {
  return answer(r, call);
}

function read(r) {
  return answer(r, session);
}

function say(r, refusal) {
  r.headersOut["Content-Type"] = "application/json";
  r.return(refusal[0], JSON.stringify({ errorType: refusal[1], message: refusal[2] }));
}

/** Says why a call was refused. */
function explain(r) {
  say(r, REFUSALS[r.variables.pilothouse_verdict] || WRONG_KEY);
}

/** Says that a system did not answer. Whether it has done what it was asked, nobody knows. */
function unreachable(r) {
  const late = r.variables.status === "504";
  const words = late ? "did not answer in time" : "cannot be reached from the web server";
  say(r, [late ? 504 : 502, "relay.Unreachable", `The system behind this address ${words}.`]);
}

export default { authorization, change, read, explain, unreachable };
