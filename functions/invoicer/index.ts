import { filePapers } from "#core/paperwork";
import { consume } from "#http/consume";

export const handler = consume("invoicer", ({ entity, after }) => filePapers(entity, after, new Date()));
