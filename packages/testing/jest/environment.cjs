// The test environment of most suites: the worker's own realm instead of one for each file, so that what is loaded and
// compiled once (see runtime.cjs) is of use to the next file, too. What a file changes of the process is put back.
const { createRequire } = require("node:module");

// Jest's own, in the version that jest runs with.
const requireFromJest = createRequire(createRequire(require.resolve("jest")).resolve("jest-environment-node"));
const { LegacyFakeTimers, ModernFakeTimers } = requireFromJest("@jest/fake-timers");
const { ModuleMocker } = requireFromJest("jest-mock");

const timerConfig = {
  idToRef: (id) => ({ id, ref: () => this, unref: () => this }),
  refToId: (timer) => timer?.id,
};

/** Remembers what an object has, and answers what puts that back. */
function remember(object) {
  const before = Object.getOwnPropertyDescriptors(object);
  return () => {
    for (const key of Reflect.ownKeys(object)) if (!(key in before)) Reflect.deleteProperty(object, key);
    for (const key of Reflect.ownKeys(before)) {
      const { value } = before[key];
      if ("value" in before[key] && object[key] !== value) Object.defineProperty(object, key, before[key]);
    }
  };
}

/** Idle threads of test platforms' functions; see packages/local/cloud/threads.ts. */
globalThis.parkedThreads ??= [];

module.exports = class SharedRealm {
  /** Tells runtime.cjs that it may share. */
  shared = true;
  global = globalThis;

  constructor({ projectConfig: config }) {
    this.forget = [remember(globalThis), remember(process), remember(process.env)];
    const { global } = this;
    this.moduleMocker = new ModuleMocker(global);
    this.fakeTimers = new LegacyFakeTimers({ config, global, moduleMocker: this.moduleMocker, timerConfig });
    this.fakeTimersModern = new ModernFakeTimers({ config, global });
  }

  async setup() {}

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    for (const restore of this.forget) restore();
    this.global = undefined;
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  /** None but the worker's own; runtime.cjs compiles without. */
  getVmContext() {
    return null;
  }
};
