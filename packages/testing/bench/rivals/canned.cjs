"use strict";
// A table that answers every question with the same page, over TLS.
const { readFileSync } = require("node:fs");
const { createServer } = require("node:https");

const [key, cert, page] = process.argv.slice(2).map((file) => readFileSync(file));
const server = createServer({ key, cert }, (request, response) => {
  request.resume().on("end", () => response.end(page));
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
