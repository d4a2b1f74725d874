import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** Synthesizes the stack that the end-to-end and template tests share, once, and only when its sources changed. */
export default function synthesizeOnce(): void {
  const program = 'const { synthesize } = await import("#local/synthesis"); await synthesize(".build/test/cdk.out");';
  execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    cwd: root,
    stdio: "inherit",
  });
}
