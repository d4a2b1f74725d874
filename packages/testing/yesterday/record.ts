import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "#local/synthesis";
import { openTestPlatform } from "../platform";
import { assembleHistory } from "./history";
import { fileOf, packed } from "./rows";

// Records the rows that this version writes: `npm run record:rows`, in the commit that changes the shape of one.

const outdir = mkdtempSync(join(tmpdir(), "instaiq-rows-"));
await synthesize(outdir);
const platform = await openTestPlatform({ outdir });
await assembleHistory(platform);
const { rowsAsWritten } = await import("../old-courses");
const at = new Date(Date.now() + platform.ahead).toISOString();
const rows = await rowsAsWritten();
writeFileSync(fileOf(at.slice(0, 10)), packed({ at, rows }));
console.log(`${rows.length} rows`);
await platform.close();
rmSync(outdir, { recursive: true });
