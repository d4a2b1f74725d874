// Jest's module runtime, but where the environment is the worker's own realm (environment.cjs), npm packages are loaded
// once for all test files of a worker, and all other code is compiled once. The product's own modules are evaluated
// for every file anew, as always, so that none finds another's state.
const { createRequire } = require("node:module");
const { sep } = require("node:path");
const { compileFunction } = require("node:vm");

// Jest's own, in the version that jest runs with.
const requireFromJest = createRequire(createRequire(require.resolve("jest")).resolve("@jest/core"));
const { default: Runtime } = requireFromJest("jest-runtime");

const packages = `${sep}node_modules${sep}`;

/** Keep what goes between their modules in globalThis, which is put back after each file: they belong to one file. */
const ofOneFile = ["aws-cdk-lib", "constructs", "cdk-nag"].map((name) => `${packages}${name}${sep}`);

/** By file: its source and what came of it. The machine code that V8 makes of it in one test file serves the next. */
const compiled = new Map();

module.exports = class SharingRuntime extends Runtime {
  constructor(config, environment, resolver, transformer, ...others) {
    super(config, environment, resolver, transformer, ...others);
    this.sharing = environment.shared === true;
    this.transformer = transformer;
    if (this.sharing) this.executor.compile = (source, filename) => this.compileOnce(source, filename);
  }

  compileOnce(source, filename) {
    const known = compiled.get(filename);
    if (known?.source === source) return known.code;
    const code = compileFunction(source, this.executor.injectedModuleParameters, { filename });
    compiled.set(filename, { source, code });
    return code;
  }

  requireModule(from, name, options, ...others) {
    const path = this.sharing && name && !options?.isInternalModule ? this.sharedPath(from, name) : undefined;
    return path ? require(path) : super.requireModule(from, name, options, ...others);
  }

  /** Where an npm package's module is that needs no compilation; the others go jest's usual way. */
  sharedPath(from, name) {
    if (this._resolution.isCoreModule(name)) return undefined;
    if (name === "aws-sdk-client-mock")
      throw new Error("patches shared classes: begin the file with @jest-environment node");
    const path = this._resolution.resolveCjs(from, name);
    if (!path.includes(packages) || ofOneFile.some((one) => path.includes(one))) return undefined;
    return this.transformer.shouldTransform(path) ? undefined : path;
  }
};
