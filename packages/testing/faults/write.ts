import { writeFileSync } from "node:fs";
import { synthesize } from "#local/synthesis";
import { outdir } from "../platform";
import { faultsDocument } from "./document";
import { faultMatrix } from "./matrix";

// Writes docs/faults.md. Takes some minutes; ends with an error where anything is lost or done twice.
await synthesize(outdir);
const matrix = faultMatrix((fault) => process.stderr.write(`${fault} …\n`));
writeFileSync(new URL("../../../docs/faults.md", import.meta.url), faultsDocument(matrix));
