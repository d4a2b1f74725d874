import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { alarmsFor } from "#infra/alarms";
import { root } from "#infra/root";
import { stages } from "#infra/stages";
import { commands } from "#operations/commands";
import description from "../../../package.json" with { type: "json" };
import { call } from "../api";
import { anchorsOf, type Block, blocksOf, linksOf } from "../documents";
import { linkToken, mailsTo } from "../inbox";
import { openTestPlatform, type TestPlatform } from "../platform";
import { Shell } from "../readme";

const documents = ["deploy.md", "runbook.md"];

/** Blocks that can't be run here, by their first command: whoever marks one more has a reason. */
const needAccount = [
  "export STAGE=prod AWS_REGION=us-east-1",
  "npx cdk bootstrap aws://$(aws sts get-caller-identity --query Account --output text)/us-east-1",
  "npm i --no-save --os=linux --cpu=arm64 --libc=glibc sharp",
  "npx cdk deploy --all -c stage=$STAGE -c FRONTEND_URL=https://instaiq.com \\",
  "aws sesv2 get-email-identity --email-identity instaiq.com --query DkimAttributes.Tokens",
  "aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL \\",
  "git pull && npm ci && npm run check",
  "git checkout <the version before> && npm ci",
  "aws cloudformation describe-stack-resources --stack-name instaiq-$STAGE > retained.json   # what there was",
  "export STAGE=prod AWS_REGION=us-east-1",
  `out() { aws cloudformation describe-stacks --stack-name "instaiq-$STAGE" --output text \\`,
  'aws events list-rule-names-by-target --target-arn "$(aws lambda get-function --function-name "$(out SweeperFunction)" --query Configuration.FunctionArn --output text)"',
];

const opsSource = "packages/operations/ops.ts";

/** Compiles `npm run ops` once for all commands. Lies one folder below the root, as modules that look for it expect. */
async function compileOps(): Promise<string> {
  const outfile = join(root, ".build", "ops.mjs");
  await build({
    entryPoints: [join(root, opsSource)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["sharp", "classic-level", "esbuild", "aws-cdk-lib"],
    banner: { js: 'import { createRequire as from } from "node:module"; const require = from(import.meta.url);' },
  });
  return outfile;
}

const firstOf = ({ commands }: Block): string => commands.split("\n")[0] ?? "";

describe("the documents for operators", () => {
  const blocks = documents.flatMap(blocksOf);

  it("have no block that can't be tried but those that are known to need an account", () => {
    expect(blocks.filter(({ aws }) => aws).map(firstOf)).toEqual(needAccount);
  });

  it("have every command of ours in a block that is run", () => {
    const run = blocks
      .filter(({ aws }) => !aws)
      .map(({ commands }) => commands)
      .join("\n");
    // What can't be undone for somebody who is needed afterwards, waits for the time of a grace, or is for a loss.
    const told = ["admin reset-second-factor", "secrets retire", "user erase"];
    const missing = Object.keys(commands).filter((name) => !run.includes(`ops -- ${name}`));
    expect(missing.toSorted()).toEqual(told);
  });

  it("have a section for every alarm", () => {
    const sections = anchorsOf("runbook.md");
    expect(alarmsFor(stages.prod).filter(({ anchor }) => !sections.includes(anchor))).toEqual([]);
  });

  it("lead to sections that exist", () => {
    const anchors = Object.fromEntries(documents.map((name) => [name, anchorsOf(name)]));
    const broken = documents.flatMap(linksOf).filter(([file, anchor]) => !anchors[file]?.includes(anchor));
    expect(broken).toEqual([]);
  });
});

describe("as it is written, on a platform that is new", () => {
  let platform: TestPlatform;
  let folder: string;
  beforeAll(async () => {
    // It has been there for a while: there is a time to restore to.
    const time = { ahead: -2 * 3_600_000 };
    platform = await openTestPlatform({ timeOffset: () => time.ahead });
    time.ahead = 0;
    folder = mkdtempSync(join(tmpdir(), "instaiq-documents-"));
  });
  afterAll(async () => {
    await platform.close();
    rmSync(folder, { recursive: true });
  });

  /** What the reader does besides: opens the account that the mail invites them to. */
  async function acceptInvitation(): Promise<void> {
    const [mail] = await mailsTo(platform, "first@instaiq.com");
    const body = { token: mail && linkToken(mail), password: "opened-123" };
    const { status } = await call(platform, "POST /api/auth/accept-invitation", { body });
    if (status !== 200) throw new Error(`accepting answered ${status}`);
  }

  it("the commands are those that are compiled here", () => {
    expect(description.scripts.ops).toBe(`node --import tsx ${opsSource}`);
  });

  it("every command works, from the first deployment on to the last section of the runbook", async () => {
    const shell = new Shell(folder);
    const ops = `shift 3; node "${await compileOps()}" "$@"`;
    const npm = `if [ "$1 $2 $3" = "run ops --" ]; then ${ops}; else command npm "$@"; fi`;
    shell.run(`STRIPE_KEY=sk_test_local\nnpm() { (cd "${root}"; ${npm}); }`);
    for (const block of documents.flatMap(blocksOf).filter(({ aws }) => !aws)) {
      const printed = await shell.runBeside(block.commands);
      expect([block.where, printed]).toEqual([block.where, expect.not.stringMatching(/Error|!!/)]);
      if (block.commands.includes("admin create")) await acceptInvitation();
    }
  }, 600_000);
});
