import type { KnipConfig } from "knip";

const config: KnipConfig = {
  entry: [
    "infra/app.ts",
    "infra/environment-example.ts",
    "functions/*/index.ts",
    "functions/*/assets.ts",
    "functions/mailer/preview.ts",
    "packages/local/start.ts",
    "packages/openapi/write.ts",
    "packages/client/{write,build,client}.ts",
    "packages/client/generated/*.ts",
    "packages/testing/bench/bench.ts",
    "packages/testing/jest/*.{ts,cjs}",
    "packages/local/cloud/bootstrap.cjs",
    "**/*.test.ts",
  ],
  project: ["infra/**/*.ts", "functions/**/*.ts", "packages/**/*.{ts,cjs}", "events/**/*.ts"],
  // Found by name at run time: jest's configuration loader, the program behind `cdk` in cdk.json.
  ignoreDependencies: ["esbuild-register", "aws-cdk"],
  ignoreBinaries: ["chromium"],
};

export default config;
