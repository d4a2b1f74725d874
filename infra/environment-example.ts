import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { secrets, settings } from "#contract/settings";
import { root } from "./root";

// .env.example from the one list of settings; with --check, a file that differs fails.

const block = (about: string, line: string): string => `# ${about}\n${line}\n`;

const text = [
  "# Every variable that the platform knows. None is needed for `npm start` and `npm test`.",
  "# A deployment takes them from here or by context: npx cdk deploy -c FRONTEND_URL=https://…\n",
  ...Object.entries(settings).map(([name, { about, value }]) => block(about, `${name}=${value}`)),
  "# Secrets: in AWS they live in Secrets Manager as instaiq/<stage>/<name>, never in a variable.",
  "# Locally, real test keys make the local cloud talk to Stripe or Razorpay itself instead of a stand-in.\n",
  ...Object.entries(secrets).map(([name, { about }]) => block(about, `# ${name}=`)),
].join("\n");

const file = join(root, ".env.example");
if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (readFileSync(file, "utf8") !== text) {
  console.error(".env.example differs from packages/contract/settings.ts: npm run generate");
  process.exit(1);
}
