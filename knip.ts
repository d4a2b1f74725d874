import type { KnipConfig } from "knip";

const config: KnipConfig = {
  entry: [
    "infra/app.ts",
    "functions/*/index.ts",
    "functions/*/assets.ts",
    "events/record.ts",
    // Stands in for the SDK's own module in every bundle.
    "packages/adapters/credentials.ts",
    "packages/adapters/pdf/no-brotli.ts",
    "packages/adapters/model-checks.ts",
    "packages/adapters/electrodb.ts",
    "packages/adapters/aws/{dynamodb,documents,cognito,secrets-manager}.ts",
    "infra/code-cache/*.cjs",
    "packages/client/{write,build,client}.ts",
    "packages/client/generated/*.ts",
    "packages/testing/jest/*.{ts,cjs}",
    // Run in processes of their own.
    "packages/testing/simulation/command.ts",
    "packages/testing/faults/walk.run.ts",
    "packages/testing/kill/copy.ts",
    "packages/testing/bench/images-child.ts",
    "packages/testing/bench/rivals/{child,canned}.cjs",
    "packages/local/cloud/bootstrap.cjs",
    "**/*.test.ts",
  ],
  // The bench's own, to make a certificate.
  ignoreBinaries: ["openssl"],
  project: ["infra/**/*.ts", "functions/**/*.ts", "packages/**/*.{ts,cjs}", "events/**/*.ts"],
  // Found by name at run time: jest's configuration loader, and files that are copied into an asset.
  ignoreDependencies: ["esbuild-register", "swagger-ui-dist"],
  ignoreExportsUsedInFile: true,
};

export default config;
