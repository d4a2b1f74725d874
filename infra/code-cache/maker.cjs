"use strict";
// Run by the very Node that the functions run on: loads an asset, lets its handler take the requests that come on the
// standard input, and keeps what V8 has compiled by then. Nothing is asked of AWS: a server of its own knows nothing.
const { readFileSync, writeFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { join } = require("node:path");

const [directory] = process.argv.slice(2);
const events = JSON.parse(readFileSync(0, "utf8"));
const context = { awsRequestId: "none", getRemainingTimeInMillis: () => 10_000 };

/** Whether it is taken or refused: the code has run. */
async function invoke(handler, event) {
  try {
    await handler(event, context);
  } catch {
    // A function that finds no answer has compiled all the same.
  }
}

const server = createServer((request, response) => {
  request.resume().on("end", () => response.end('{"Items":[],"Count":0,"Responses":{},"SecretString":"none"}'));
});

server.listen(0, "127.0.0.1", async () => {
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${server.address().port}`;
  const loaded = require(join(directory, "index.js"));
  for (const event of events) await invoke(loaded.handler, event);
  writeFileSync(join(directory, "code.cache"), loaded[Symbol.for("code")].createCachedData());
  writeFileSync(join(directory, "code.made-by"), `${process.version} ${process.arch}\n`);
  process.exit(0);
});
