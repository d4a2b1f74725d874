import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hosting } from "./environment";
import { writeFixture } from "./fixture";
import type { FunctionDefinition } from "./function";
import { FunctionHost } from "./function-host";
import type { LogLine } from "./invocation";
import { Threads } from "./threads";

const hosts: FunctionHost[] = [];

afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

function writeCode(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "code-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

function openHost(overrides: Partial<FunctionDefinition> = {}, hosted: Partial<Hosting> = {}, limit = 4) {
  const lines: LogLine[] = [];
  const definition: FunctionDefinition = {
    logicalId: "Function",
    name: "app-function",
    arn: "arn:aws:lambda:us-east-1:000000000000:function:app-function",
    roleArn: "arn:aws:iam::000000000000:role/app-role",
    handler: "index.handler",
    root: writeFixture().apiCode,
    timeoutSeconds: 5,
    memoryMegabytes: 256,
    reservedConcurrency: undefined,
    logGroup: "/aws/lambda/app-function",
    variables: { TABLE: "app" },
    ...overrides,
  };
  const hosting: Hosting = {
    account: "000000000000",
    region: "us-east-1",
    endpointUrl: "http://127.0.0.1:1",
    variables: { STRIPE_API_BASE: "http://127.0.0.1:2" },
    addresses: {},
    timeOffset: () => 0,
    lenience: 1,
    threads: new Threads(),
    log: (line) => lines.push(line),
    register: () => {},
    unregister: () => {},
    ...hosted,
  };
  const host = new FunctionHost(definition, hosting, { limit, idleMs: 50, finished: () => {} });
  hosts.push(host);
  const run = async (event: unknown) => JSON.parse((await host.invoke(event)).payload ?? "null");
  return { host, lines, run };
}

describe("an execution environment", () => {
  it("has its own variables and nothing of the host's", async () => {
    const environment = await openHost().run({ do: "environment" });
    expect(environment).toEqual({
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA[0-9A-F]{16}$/),
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ENDPOINT_URL: `http://127.0.0.1:1/environments/${environment.AWS_ACCESS_KEY_ID}`,
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_FUNCTION_NAME: "app-function",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/app-function",
      AWS_LAMBDA_LOG_STREAM_NAME: "local",
      AWS_REGION: "us-east-1",
      AWS_SECRET_ACCESS_KEY: expect.any(String),
      AWS_SESSION_TOKEN: expect.any(String),
      LAMBDA_TASK_ROOT: expect.any(String),
      LANG: "en_US.UTF-8",
      STRIPE_API_BASE: "http://127.0.0.1:2",
      TABLE: "app",
      TZ: "UTC",
      _HANDLER: "index.handler",
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};/),
    });
  });

  it("gives the handler Lambda's context", async () => {
    const context = await openHost().run({ do: "context" });
    expect(context).toMatchObject({
      functionName: "app-function",
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:app-function",
      memoryLimitInMB: "256",
      logGroupName: "/aws/lambda/app-function",
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(context.remaining).toBeGreaterThan(4000);
    expect(context.remaining).toBeLessThanOrEqual(5000);
  });

  it("passes on what is written, line by line, with the invocation's id", async () => {
    const { host, lines } = openHost();
    await host.invoke({ do: "log" });
    expect(lines.map(({ line }) => line)).toEqual(["one", "two", "three", "four"]);
    expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(1);
  });

  it("sees the shifted time, and a later shift, and the true time between two", async () => {
    let offset = 0;
    const { run } = openHost({}, { timeOffset: () => offset });
    expect(Math.abs((await run({ do: "now" })).now - Date.now())).toBeLessThan(5000);
    for (const hours of [24, 48, 0, 24]) {
      offset = hours * 3_600_000;
      const shifted = await run({ do: "now" });
      expect(Math.abs(shifted.now - offset - Date.now())).toBeLessThan(5000);
      expect(Math.abs(Date.parse(shifted.iso) - offset - Date.now())).toBeLessThan(5000);
      expect(shifted.date).toBe(true);
    }
  });

  it.each<[string, Record<string, string>, string]>([
    ["an ES module", { "index.mjs": "export const handler = async () => 'module';" }, "index.handler"],
    [
      "a package of type module",
      { "package.json": '{"type":"module"}', "index.js": "export const handler = async () => 'module';" },
      "index.handler",
    ],
    ["a module in a folder", { "src/app.cjs": "exports.run = () => 'module';" }, "src/app.run"],
  ])("loads %s", async (_name, files, handler) => {
    expect(await openHost({ root: writeCode(files), handler }).run({})).toBe("module");
  });
});

describe("a function's error", () => {
  it.each<[string, object]>([
    ["throw", { errorType: "TypeError", errorMessage: "out of luck", trace: expect.arrayContaining([]) }],
    ["throwText", { errorType: "string", errorMessage: "just text", trace: [] }],
    ["reject", { errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "nobody listens" }],
    ["exit", { errorType: "Runtime.ExitError", errorMessage: expect.stringContaining("exit status 3") }],
    ["huge", { errorType: "Function.ResponseSizeTooLarge" }],
  ])("is reported as Lambda does: %s", async (what, error) => {
    const { host, run } = openHost();
    expect((await host.invoke({ do: what })).error).toMatchObject(error);
    expect(await run({ do: "echo" })).toEqual({ do: "echo" });
  });

  it("is a timeout after the template's seconds, and the next invocation gets a new environment", async () => {
    const { host, lines, run } = openHost({ timeoutSeconds: 1 });
    const { error } = await host.invoke({ do: "hang" });
    expect(error?.errorType).toBe("Sandbox.Timedout");
    expect(error?.errorMessage).toMatch(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/);
    expect(lines.some(({ line }) => line.endsWith("Task timed out after 1.00 seconds"))).toBe(true);
    expect(await run({ do: "echo" })).toEqual({ do: "echo" });
  });

  it.each<[string, Record<string, string>, string, object]>([
    ["no module", {}, "index.handler", { errorType: "Runtime.ImportModuleError" }],
    ["no export", { "index.js": "exports.other = 1" }, "index.handler", { errorType: "Runtime.HandlerNotFound" }],
    [
      "a failing start",
      { "index.js": "throw new RangeError('bad setting')" },
      "index.handler",
      { errorType: "RangeError", errorMessage: "bad setting" },
    ],
    [
      "a callback handler",
      { "index.js": "exports.handler = (event, context, callback) => callback()" },
      "index.handler",
      { errorType: "Runtime.CallbackHandlerDeprecated" },
    ],
  ])("tells %s", async (_name, files, handler, error) => {
    const { host } = openHost({ root: writeCode(files), handler });
    expect((await host.invoke({})).error).toMatchObject(error);
  });
});

describe("a function's environments", () => {
  const together = (run: (event: unknown) => Promise<{ pid: number }>, count: number) =>
    Promise.all(Array.from({ length: count }, () => run({ do: "wait", ms: 100 })));

  it("are reused by one invocation after the other", async () => {
    const { run } = openHost();
    const first = await run({ do: "wait", ms: 0 });
    expect(await run({ do: "wait", ms: 0 })).toEqual(first);
  });

  it("grow with demand up to the limit; the rest waits", async () => {
    const { run } = openHost({}, {}, 2);
    const answers = await together(run, 6);
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2);
  });

  it("are as many as the template reserves", async () => {
    const { run } = openHost({ reservedConcurrency: 1 });
    expect(new Set((await together(run, 3)).map(({ pid }) => pid)).size).toBe(1);
  });

  it("start ahead of need", async () => {
    const started = jest.fn();
    const { host, run } = openHost({}, { register: started });
    await host.warm();
    await run({ do: "echo" });
    expect(started).toHaveBeenCalledTimes(1);
  });

  it("shrink to one when idle", async () => {
    const ended = jest.fn();
    const { run } = openHost({}, { unregister: ended });
    await together(run, 3);
    const deadline = Date.now() + 5000;
    while (ended.mock.calls.length < 2 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ended).toHaveBeenCalledTimes(2);
  });

  it("are replaced when the code is loaded again", async () => {
    const root = writeCode({ "index.js": "exports.handler = async () => 'old'" });
    const { host, run } = openHost({ root });
    expect(await run({})).toBe("old");
    writeFileSync(join(root, "index.js"), "exports.handler = async () => 'new'");
    expect(await run({})).toBe("old");
    await host.reload();
    expect(await run({})).toBe("new");
  });

  it("fail what they run when the host closes", async () => {
    const { host } = openHost();
    const hanging = host.invoke({ do: "hang" });
    await host.close();
    expect((await hanging).error?.errorType).toBe("Runtime.ExitError");
    expect((await host.invoke({ do: "echo" })).error?.errorType).toBe("Runtime.ExitError");
  });
});

describe("compiled code", () => {
  const IMPORTING = "exports.handler = async () => ({ dir: __dirname, separator: (await import('node:path')).sep })";

  /** Runs the code twice in a new environment: after the first time it keeps what was compiled. */
  async function runTwice(root: string, codeCache: string): Promise<unknown[]> {
    const { run } = openHost({ root }, { codeCache });
    return [await run({}), await run({})];
  }

  const kept = (directory: string) => readdirSync(directory).map((name) => join(directory, name));

  it("is kept for the next environment, whose code knows its place all the same", async () => {
    const codeCache = join(writeCode({}), "kept");
    const root = writeCode({ "index.js": "exports.handler = async () => [__dirname, require('./part.js')]" });
    const other = writeCode({ "index.js": readFileSync(join(root, "index.js"), "utf8") });
    for (const [place, part] of [
      [root, "one"],
      [other, "two"],
    ] as const) {
      writeFileSync(join(place, "part.js"), `module.exports = "${part}"`);
      expect(await runTwice(place, codeCache)).toEqual([
        [place, part],
        [place, part],
      ]);
      expect(kept(codeCache)).toHaveLength(1);
    }
  });

  it("is compiled anew when it can't be used", async () => {
    const codeCache = join(writeCode({}), "kept");
    const root = writeCode({ "index.js": "exports.handler = async () => 'fine'" });
    await runTwice(root, codeCache);
    const [file = ""] = kept(codeCache);
    const whole = readFileSync(file).length;
    writeFileSync(file, "nonsense");
    expect(await runTwice(root, codeCache)).toEqual(["fine", "fine"]);
    expect(readFileSync(file).length).toBeGreaterThan(whole / 2);
  });

  it("is not kept where it imports, nor where there is no place for it", async () => {
    const root = writeCode({ "index.js": IMPORTING });
    const codeCache = join(root, "kept");
    for (let time = 0; time < 2; time++) {
      expect(await runTwice(root, codeCache)).toEqual(Array(2).fill({ dir: root, separator: "/" }));
      expect(readdirSync(root)).toEqual(["index.js"]);
    }
    expect(await runTwice(writeCode({ "index.js": "exports.handler = async () => 1" }), "/dev/null/no")).toEqual([
      1, 1,
    ]);
  });
});
