"use strict";
// Lies in an asset as its index.js, where the bundle is code.js: gives V8 what it compiled of it before. What V8 can't
// use, because it is of another Node, another processor or other flags, it refuses by itself and compiles anew.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

function kept() {
  try {
    return readFileSync(join(__dirname, "code.cache"));
  } catch {
    return undefined;
  }
}

const filename = join(__dirname, "code.js");
// The bundle is ASCII: as Latin-1 it is neither decoded nor copied.
const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, "latin1")}\n})`;
const script = new Script(source, { filename, cachedData: kept() });
// For packages/adapters/start.ts, which has it counted.
globalThis[Symbol.for("codeCacheRefused")] = script.cachedDataRejected !== false;
script.runInThisContext()(exports, require, module, filename, __dirname);
// For the maker of the cache.
Object.defineProperty(module.exports, Symbol.for("code"), { value: script });
