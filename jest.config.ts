/** @jest-config-loader esbuild-register */
import type { Config } from "jest";

// The SDK remarks on Node 20 in every worker otherwise.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const config: Config = {
  testEnvironment: "<rootDir>/packages/testing/jest/environment.cjs",
  runtime: "<rootDir>/packages/testing/jest/runtime.cjs",
  globalSetup: "<rootDir>/packages/testing/jest/synthesize.ts",
  roots: ["<rootDir>/infra", "<rootDir>/functions", "<rootDir>/packages", "<rootDir>/events"],
  testMatch: ["**/*.test.ts"],
  // What takes long is run by `npm run soak`.
  testPathIgnorePatterns: process.env.SOAK ? ["/node_modules/"] : ["/node_modules/", "\\.soak\\.test\\.ts$"],
  transform: { "\\.(ts|js|mjs)$": "<rootDir>/packages/testing/jest/transform.cjs" },
  // Only packages without a CommonJS build are compiled; everything else loads as published.
  transformIgnorePatterns: ["/node_modules/(?!(@middy|jose|postal-mime)/)"],
  moduleFileExtensions: ["ts", "mjs", "js", "cjs", "json", "node"],
  testSequencer: "<rootDir>/packages/testing/jest/longest-first.cjs",
  reporters: ["default", "<rootDir>/packages/testing/jest/closing-line.cjs"],
  testTimeout: 240_000,
  maxWorkers: 3,
};

export default config;
