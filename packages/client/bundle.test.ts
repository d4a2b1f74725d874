import { join } from "node:path";
import { buildSync } from "esbuild";

/** What an application's bundler makes of these lines. */
function bundled(lines: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: lines, resolveDir: __dirname, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    absWorkingDir: join(__dirname, "../.."),
  });
  return outputFiles[0]?.text ?? "";
}

test("an application carries the functions that it calls, and no others", () => {
  const text = bundled(`
    import { createClient } from "./client";
    import { list } from "./generated/courses";
    const api = createClient({ baseUrl: "" });
    console.log(await list(api));
  `);
  expect(text).toContain("/api/courses");
  expect(text).not.toMatch(/\/orders|\/users|\/auth\/login|\/enrolled/);
  expect(text).not.toContain("Zod");
  expect(text.length).toBeLessThan(8 * 1024);
});

test("a function alone is a few dozen bytes", () => {
  expect(bundled('export { mine } from "./generated/orders";').length).toBeLessThan(200);
});
