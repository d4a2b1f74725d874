// Compiles TypeScript, and the few npm packages that ship as ES modules only, to what jest's CommonJS runtime loads.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { transformSync, version } = require("esbuild");

const self = version + readFileSync(__filename, "utf8");

module.exports = {
  getCacheKey: (source, path) => createHash("sha256").update(self).update(path).update(source).digest("hex"),
  process: (source, path) =>
    transformSync(source, {
      loader: /\.tsx?$/.test(path) ? "ts" : "js",
      format: "cjs",
      target: "node20",
      supported: { "dynamic-import": false },
      sourcemap: "inline",
      sourcefile: path,
      define: { "import.meta.url": "__importMetaUrl", "import.meta.dirname": "__dirname" },
      banner: 'const __importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
    }),
};
