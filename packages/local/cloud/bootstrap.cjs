// The runtime inside an execution environment: loads the handler, then runs one invocation at a time.
// Plain CommonJS, because a worker starts without the host's TypeScript loader.
"use strict";
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { Module } = require("node:module");
const { dirname, join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { constants, Script } = require("node:vm");
const { parentPort, threadId } = require("node:worker_threads");

/** What is run: the message that started the environment. */
let setting;
let handler;
let requestId;
let timeOffset = 0;
let keepCode = () => {};
const RealDate = Date;

/** By file: its source and what was compiled of it, for the environments that this thread serves one after the other. */
const compiled = new Map();

/** Output goes through the port, so that it keeps its order with the results. */
function captureOutput() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk, encoding, callback) => {
      parentPort.postMessage({ type: "output", requestId, text: chunk.toString() });
      const done = typeof encoding === "function" ? encoding : callback;
      if (done) queueMicrotask(done);
      return true;
    };
  }
}

/** From the first invocation with another time on, `Date` tells the shifted time. */
function shiftTime(offset) {
  timeOffset = offset;
  if (globalThis.Date !== RealDate || offset === 0) return;
  const now = () => RealDate.now() + timeOffset;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
}

function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

function runtimeError(errorType, errorMessage) {
  return Object.assign(new Error(errorMessage), { name: errorType });
}

function moduleFile(name) {
  const base = join(setting.root, name);
  const file = [".js", ".mjs", ".cjs"].map((extension) => base + extension).find(existsSync);
  if (!file) throw runtimeError("Runtime.ImportModuleError", `Error: Cannot find module '${name}'`);
  return file;
}

function isCommonJs(file) {
  if (!file.endsWith(".js")) return file.endsWith(".cjs");
  const description = join(setting.root, "package.json");
  return !existsSync(description) || JSON.parse(readFileSync(description, "utf8")).type !== "module";
}

/**
 * What V8 has compiled of that source before, and where it is kept. V8 itself refuses what it can't use. On Node 20 a
 * script from the cache can't import(), so that such a script is always compiled.
 */
function codeCache(source) {
  if (!setting.codeCache || source.includes("import(")) return {};
  const digest = createHash("sha256").update(source).digest("hex");
  const file = join(setting.codeCache, `${digest}-${process.version}`);
  return { file, code: existsSync(file) ? readFileSync(file) : undefined };
}

/** Called after an invocation, when what it needs is compiled, too. The file appears whole or not at all. */
function saveCode(script, file) {
  const mine = `${file}.${process.pid}.${threadId}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(mine, script.createCachedData());
    renameSync(mine, file);
  } catch {
    // The next environment compiles for itself, too.
  }
}

/** Compiled by hand, because a package.json above the assembly would make Node take `.js` for an ES module. */
function compile(source, filename) {
  const known = compiled.get(filename);
  if (known?.source === source) return known.loading;
  const { file, code } = codeCache(source);
  const script = new Script(Module.wrap(source), {
    filename,
    columnOffset: -Module.wrapper[0].length,
    cachedData: code,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (file && (!code || script.cachedDataRejected)) {
    keepCode = () => {
      keepCode = () => {};
      saveCode(script, file);
    };
  }
  const loading = script.runInThisContext();
  compiled.set(filename, { source, loading });
  return loading;
}

function requireFile(file) {
  const loaded = new Module(file);
  loaded.filename = file;
  loaded.paths = [join(dirname(file), "node_modules")];
  const requireFrom = (id) => loaded.require(id);
  requireFrom.resolve = (id) => Module._resolveFilename(id, loaded);
  compile(readFileSync(file, "utf8"), file).call(
    loaded.exports,
    loaded.exports,
    requireFrom,
    loaded,
    file,
    dirname(file),
  );
  return loaded.exports;
}

async function loadHandler() {
  const dot = setting.handler.lastIndexOf(".");
  const file = moduleFile(setting.handler.slice(0, dot));
  const exports = isCommonJs(file) ? requireFile(file) : await import(pathToFileURL(file).href);
  const loaded = exports[setting.handler.slice(dot + 1)];
  if (typeof loaded !== "function") {
    throw runtimeError("Runtime.HandlerNotFound", `${setting.handler} is undefined or not exported`);
  }
  if (loaded.length > 2) {
    throw runtimeError("Runtime.CallbackHandlerDeprecated", "Node.js 24 no longer supports callback-based handlers");
  }
  handler = loaded;
  // Node keeps an ES module, and whatever state it has, for as long as the thread lives.
  return isCommonJs(file);
}

function contextOf({ timeoutMs, traceId }) {
  const end = performance.now() + timeoutMs;
  process.env._X_AMZN_TRACE_ID = traceId;
  return {
    ...setting.context,
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(end - performance.now())),
  };
}

async function run(invocation) {
  requestId = invocation.requestId;
  shiftTime(invocation.timeOffset);
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    parentPort.postMessage({ type: "result", requestId, payload: JSON.stringify(result) ?? "null" });
  } catch (error) {
    parentPort.postMessage({ type: "error", requestId, error: describe(error) });
  }
  keepCode();
}

function die(error) {
  parentPort.postMessage({ type: "fatal", error });
  process.exit(1);
}

/** The first environment of this thread, or a further one, which finds nothing of those before it. */
function start(message) {
  setting = message;
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, setting.variables);
  globalThis.Date = RealDate;
  requestId = undefined;
  keepCode = () => {};
  loadHandler().then(
    (again) => parentPort.postMessage({ type: "ready", again }),
    (error) => die(describe(error)),
  );
}

captureOutput();
process.on("uncaughtException", (error) => die(describe(error)));
process.on("unhandledRejection", (reason) => {
  const { errorMessage, trace } = describe(reason);
  die({ errorType: "Runtime.UnhandledPromiseRejection", errorMessage, trace });
});
parentPort.on("message", (message) => (message.type === "start" ? start(message) : run(message)));
