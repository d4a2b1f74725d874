"use strict";
// One fresh process: loads a handler, asks it once, then often, and tells what that took.
const [file, event, calls] = [process.argv[2], JSON.parse(process.argv[3]), Number(process.argv[4])];
const context = { awsRequestId: "none", getRemainingTimeInMillis: () => 10_000 };
const output = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

const began = process.hrtime.bigint();
const cpuBefore = process.cpuUsage();
const since = () => {
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms: Number(process.hrtime.bigint() - began) / 1e6, cpu: (user + system) / 1000 };
};

async function run() {
  const { handler } = require(file);
  const init = since();
  const ask = () => handler(structuredClone(event), context);
  const first = await ask();
  const cold = since();
  for (let call = 0; call < calls; call++) await ask();
  const from = since();
  const quarters = [];
  for (let call = 1; call <= calls; call++) {
    await ask();
    if (call % Math.ceil(calls / 4) !== 0) continue;
    globalThis.gc();
    quarters.push(process.memoryUsage().heapUsed / 1048576);
  }
  const until = since();
  const body = String(first.body);
  const rows = JSON.parse(first.isBase64Encoded ? Buffer.from(body, "base64").toString() : body).courses?.length;
  const warm = { ms: (until.ms - from.ms) / calls, cpu: (until.cpu - from.cpu) / calls };
  const told = {
    init,
    cold,
    warm,
    status: first.statusCode,
    rows,
    quarters,
    memory: process.memoryUsage.rss() / 1048576,
  };
  output(`${JSON.stringify(told)}\n`, () => process.exit(0));
}
void run();
