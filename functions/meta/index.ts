import { meta } from "#contract/meta";
import { serve } from "#http/serve";
import document from "../../docs/openapi.json";
import { docsFile } from "./docs-file";
import { page } from "./page";

export const handler = serve(meta, {
  health: async ({ now }) => ({ status: "ok" as const, version: document.info.version, time: now.toISOString() }),
  openapi: async () => ({ contentType: "application/json", content: JSON.stringify(document) }),
  docs: async () => page,
  docsFile: ({ params }) => docsFile(params.file),
});
