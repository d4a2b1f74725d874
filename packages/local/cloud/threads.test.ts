import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FunctionDefinition } from "./function";
import { FunctionHost } from "./function-host";
import { type ParkedThreads, Threads } from "./threads";

const CODE = `
const { threadId } = require("node:worker_threads");
let calls = 0;
exports.handler = async (event) => {
  if (event === "hang") await new Promise(() => {});
  if (event === "exit") process.exit(1);
  if (event === "set") process.env.LEFT = "behind";
  return { threadId, calls: ++calls, name: process.env.NAME, left: process.env.LEFT, time: Date.now() };
};`;

const DAY_MS = 86_400_000;

const parked: ParkedThreads = [];
const hosts: FunctionHost[] = [];

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
  await Promise.all(parked.splice(0).map(({ thread }) => thread.terminate()));
});

function writeCode(code: string, file = "index.js"): string {
  const root = mkdtempSync(join(tmpdir(), "code-"));
  writeFileSync(join(root, file), code);
  return root;
}

function openHost(root: string, { name = "one", ahead = 0, parking = true } = {}) {
  const definition: FunctionDefinition = {
    logicalId: "Function",
    name: "app-function",
    arn: "arn:aws:lambda:us-east-1:000000000000:function:app-function",
    roleArn: "arn:aws:iam::000000000000:role/app-role",
    handler: "index.handler",
    root,
    timeoutSeconds: 1,
    memoryMegabytes: 256,
    reservedConcurrency: undefined,
    logGroup: "/aws/lambda/app-function",
    variables: { NAME: name },
  };
  const hosting = {
    account: "000000000000",
    region: "us-east-1",
    endpointUrl: "http://127.0.0.1:1",
    variables: {},
    addresses: {},
    timeOffset: () => ahead,
    lenience: 1,
    threads: new Threads(parking ? parked : undefined),
    log: () => {},
    register: () => {},
    unregister: () => {},
  };
  const host = new FunctionHost(definition, hosting, { limit: 2, idleMs: 60_000, finished: () => {} });
  hosts.push(host);
  return { host, run: async (event: unknown = {}) => JSON.parse((await host.invoke(event)).payload ?? "null") };
}

/** What the first environment answers, and after its end a second one of that code. */
async function runInTurn(root: string, event: unknown = {}) {
  const one = openHost(root, { ahead: 400 * DAY_MS });
  const first = await one.run(event);
  await one.host.close();
  return { first, second: await openHost(root, { name: "two" }).run() };
}

describe("a parked thread", () => {
  it("serves the next environment of its code, which finds nothing of the one before", async () => {
    const { first, second } = await runInTurn(writeCode(CODE), "set");
    expect(first).toMatchObject({ calls: 1, name: "one", left: "behind" });
    expect(first.time).toBeGreaterThan(Date.now() + 399 * DAY_MS);
    expect(second).toEqual({ threadId: first.threadId, calls: 1, name: "two", time: expect.any(Number) });
    expect(second.time).toBeLessThan(Date.now() + DAY_MS);
  });

  it("evaluates the code that is there now", async () => {
    const root = writeCode(CODE);
    const one = openHost(root);
    const { threadId } = await one.run();
    await one.host.close();
    writeFileSync(join(root, "index.js"), CODE.replace("++calls", "calls -= 1"));
    expect(await openHost(root).run()).toMatchObject({ threadId, calls: -1 });
  });

  it("serves no other code", async () => {
    const one = openHost(writeCode(CODE));
    const { threadId } = await one.run();
    await one.host.close();
    expect((await openHost(writeCode(CODE)).run()).threadId).not.toBe(threadId);
    expect(parked.length).toBe(1);
  });

  it.each(["exit", "hang"])("isn't one that ended with its environment: %s", async (event) => {
    const { host } = openHost(writeCode(CODE));
    await host.invoke(event);
    await host.close();
    expect(parked.length).toBe(0);
  });

  it("isn't one that is busy", async () => {
    const { host } = openHost(writeCode(CODE));
    await host.warm();
    const hanging = host.invoke("hang");
    await new Promise(setImmediate);
    await host.close();
    expect((await hanging).error?.errorType).toBe("Runtime.ExitError");
    expect(parked.length).toBe(0);
  });

  it("isn't one that has an ES module, which is evaluated but once", async () => {
    const { first, second } = await runInTurn(
      writeCode("let calls = 0; export const handler = async () => ++calls", "index.mjs"),
    );
    expect([first, second]).toEqual([1, 1]);
    expect(parked.length).toBe(0);
  });

  it("is one of so many at most", async () => {
    const root = writeCode(CODE);
    const all = Array.from({ length: 32 }, () => openHost(root).host);
    for (const host of all) await host.warm();
    await Promise.all(all.map((host) => host.close()));
    expect(parked.length).toBe(30);
  });

  it("is none where there is no place for it", async () => {
    const one = openHost(writeCode(CODE), { parking: false });
    await one.run();
    await one.host.close();
    expect(parked.length).toBe(0);
  });
});
