/** A file that lies beside the bundle. */
export interface Asset {
  /** From the root of the repository. */
  from: string;
  /** From the root of the function. */
  to: string;
}

const swagger = "node_modules/swagger-ui-dist";

/** What the API reference page is made of; nothing of it comes from elsewhere. */
export const assets: Asset[] = [
  { from: `${swagger}/swagger-ui-bundle.js`, to: "docs/swagger-ui-bundle.js" },
  { from: `${swagger}/swagger-ui.css`, to: "docs/swagger-ui.css" },
  { from: `${swagger}/favicon-32x32.png`, to: "docs/favicon-32x32.png" },
  { from: "functions/meta/page/init.js", to: "docs/init.js" },
  { from: "functions/meta/page/page.css", to: "docs/page.css" },
  // Not in the bundle: nobody who asks whether all is well waits for it.
  { from: "docs/openapi.json", to: "openapi.json" },
];
