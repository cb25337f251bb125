// A server in place of the systems that writes down what a relay sends it: whole requests, headers and all.

import { EventEmitter, once } from "node:events";
import http from "node:http";

/** Milliseconds that bytes are waited for. */
const PATIENCE = 20_000;

/**
 * Starts one. `upstream.calls` has a row for each request. `upstream.answers` gives `[status, body, headers]` by path; all
 * else is answered `200 {}`. `await upstream.received(bytes)` waits till so much of one upload has come.
 */
export async function startUpstream() {
  const upstream = { calls: [], answers: {} };
  const news = new EventEmitter();
  const server = http.createServer(async (request, response) => {
    const call = { method: request.method, url: request.url, headers: request.headers, bytes: 0 };
    upstream.calls.push(call);
    for await (const chunk of request) {
      call.bytes += chunk.length;
      news.emit("bytes", call.bytes);
    }
    const [status, body, headers] = upstream.answers[request.url.split("?")[0]] ?? [200, {}];
    const json = typeof body === "object";
    response.writeHead(status, { "content-type": json ? "application/json" : "text/html", "www-authenticate": "Basic", ...headers });
    response.end(json ? JSON.stringify(body) : body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  upstream.url = `http://127.0.0.1:${server.address().port}`;
  upstream.received = async (bytes) => {
    if (upstream.calls.some((call) => call.bytes >= bytes)) return;
    const signal = AbortSignal.timeout(PATIENCE);
    for await (const [seen] of EventEmitter.on(news, "bytes", { signal })) if (seen >= bytes) return;
  };
  upstream.stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return upstream;
}
