// Requests as they are on the wire: paths that fetch would tidy up, and packed bodies that it would unpack.

import { once } from "node:events";
import http from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** Milliseconds that an answer is waited for. */
const PATIENCE = 20_000;
const UNPACK = { br: brotliDecompressSync, gzip: gunzipSync };

/** Sends a request, and answers status, headers, the bytes of the body, and the body unpacked. */
export async function send(origin, path, { method = "GET", headers = {}, body } = {}) {
  const request = http.request(origin, { path, method, headers, agent: false, signal: AbortSignal.timeout(PATIENCE) });
  request.end(body);
  const [answer] = await once(request, "response");
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const unpack = UNPACK[answer.headers["content-encoding"]] ?? ((same) => same);
  return { status: answer.statusCode, headers: answer.headers, bytes, body: unpack(bytes) };
}

/** Begins an upload: `await upload.pass(bytes)`, and at its end `await upload.done()` for the status. */
export function upload(origin, path, length, headers) {
  const request = http.request(origin, { path, method: "PUT", headers: { ...headers, "content-length": length }, agent: false, signal: AbortSignal.timeout(PATIENCE) });
  const answered = once(request, "response");
  const early = answered.then(([answer]) => Promise.reject(new Error(`answered ${answer.statusCode} before the end`)));
  early.catch(() => {});
  return {
    pass: (bytes) => Promise.race([early, new Promise((passed) => request.write(Buffer.alloc(bytes, "pilothouse "), passed))]),
    async done() {
      request.end();
      const [answer] = await answered;
      answer.resume();
      return answer.statusCode;
    },
  };
}
