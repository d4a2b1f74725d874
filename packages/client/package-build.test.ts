import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPackage } from "./package-build";

let application: string;
let installed: string;

/** An application outside the repository, with the package as its only dependency. */
beforeAll(async () => {
  application = mkdtempSync(join(tmpdir(), "application-"));
  installed = join(application, "node_modules/@instaiq/client");
  mkdirSync(installed, { recursive: true });
  await buildPackage(installed);
  writeFileSync(join(application, "package.json"), JSON.stringify({ type: "module" }));
});

afterAll(() => rmSync(application, { recursive: true }));

const run = (...command: string[]): string =>
  execFileSync(process.execPath, command, { cwd: application, encoding: "utf8", stdio: "pipe" });

test("Node imports every entry of it", () => {
  const { exports }: { exports: Record<string, unknown> } = JSON.parse(
    readFileSync(join(installed, "package.json"), "utf8"),
  );
  const names = Object.keys(exports).filter((name) => !name.endsWith(".json"));
  const lines = names.map((name) => `await import(${JSON.stringify(join("@instaiq/client", name))});`);
  writeFileSync(join(application, "all.js"), lines.join("\n"));
  expect(run("all.js")).toBe("");
  expect(names).toEqual(expect.arrayContaining([".", "./courses", "./errors", "./lists", "./session"]));
});

test("its types stand alone, for a browser and by Node's resolution", () => {
  const lines = [
    'import { createClient } from "@instaiq/client";',
    'import { list } from "@instaiq/client/courses";',
    'import { rows } from "@instaiq/client/lists";',
    'for await (const { rating } of rows(list, createClient({ baseUrl: "" }), { query: { limit: 5 } })) rating.toFixed();',
  ];
  writeFileSync(join(application, "index.ts"), lines.join("\n"));
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    lib: ["es2022", "dom"],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  };
  writeFileSync(join(application, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
  expect(run(join(__dirname, "../../node_modules/typescript/bin/tsc"))).toBe("");
});

test("no file of it asks for another package", () => {
  const files = readdirSync(installed, { recursive: true, encoding: "utf8" }).filter((file) => /\.(js|ts)$/.test(file));
  const asked = files.flatMap((file) =>
    [
      ...readFileSync(join(installed, file), "utf8").matchAll(
        /(?:\bfrom\s+|\bimport\s+|\bimport\s*\(\s*)"([^".][^"]*)"/g,
      ),
    ].map(([, name]) => name),
  );
  expect(asked).toEqual([]);
});
