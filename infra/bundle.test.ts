import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assets as certificateAssets } from "#functions/certificates/assets";
import { assets as invoiceAssets } from "#functions/invoices/assets";
import { assets as mailerAssets } from "#functions/mailer/assets";
import { assets as metaAssets } from "#functions/meta/assets";
import { assets as resizerAssets } from "#functions/resizer/assets";
import { loadAssembly } from "#local/cloud/assembly";
import { allowance, readBudget } from "#testing/bench/budget";
import { outdir } from "#testing/platform";
import { declaredFunctions } from "#testing/template/declared";
import { Resources } from "#testing/template/resources";
import { noticesFile } from "./notices";

const megabyte = 1024 * 1024;
const builtins = new Set(builtinModules);

/** Where each function's code lies in the assembly. */
const [stack] = loadAssembly(outdir).stacks;
if (!stack) throw new Error("the assembly has no stack");
const resources = new Resources(stack.template);
const functionNamed = (name: string) => resources.named("AWS::Lambda::Function", `${name}Function`).properties;
const assetOf = (name: string): string => stack.asset((functionNamed(name).Code as { S3Key: string }).S3Key);

/** What a function declares to lie beside its bundle. */
const assetsOf: Record<string, { to: string }[]> = {
  ...{ meta: metaAssets, certificates: certificateAssets, invoices: invoiceAssets, mailer: mailerAssets },
  resizer: resizerAssets,
};

/** What a bundle asks for at run time, because it lies beside it. */
const besides: Record<string, string[]> = { resizer: ["sharp"] };

const budget = readBudget();

const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();

describe.each(declaredFunctions.map(({ name }) => name))("the asset of %s", (name) => {
  const directory = assetOf(name);
  const files = filesIn(directory);

  const parts = files.filter((file) => file.startsWith("parts/"));
  /** What its code, and that of the parts, asks for beside Node's own. */
  const needed = (file: string): string[] => {
    const code = readFileSync(join(directory, file), "utf8");
    // In square brackets it is the SDK's advice in a message.
    const asked = [...code.matchAll(/(?<!\[)\brequire\("([^"]+)"\)/g)].map(([, module = ""]) => module);
    return [...new Set(asked.filter((module) => !builtins.has(module.replace("node:", ""))))].sort();
  };

  test("is one bundle, with nothing beside it but what is declared and the parts that it asks for", () => {
    const declared = assetsOf[name]?.map(({ to }) => to) ?? [];
    const belongs = (file: string) => declared.some((path) => file === path || file.startsWith(`${path}/`));
    expect(files.filter((file) => !belongs(file))).toEqual([noticesFile, "index.js", ...parts]);
    expect(declared.filter((path) => !existsSync(join(directory, path)))).toEqual([]);
  });

  test("keeps within its budget, so that it starts quickly", () => {
    expect(statSync(join(directory, "index.js")).size).toBeLessThanOrEqual(
      (budget.functions[name]?.bytes ?? 0) * allowance,
    );
  });

  test("exports the handler that the template names, and needs nothing but Node and what lies beside it", () => {
    expect(readFileSync(join(directory, "index.js"), "utf8")).toMatch(/handler:\(\)=>/);
    expect(needed("index.js")).toEqual([...parts.map((part) => `./${part}`), ...(besides[name] ?? [])]);
    expect(parts.flatMap(needed)).toEqual([]);
  });

  test("has of the SDK's clients those of S3 and of SES only, each where it is used", () => {
    const clients = (file: string) => readFileSync(join(directory, file), "utf8").match(/"@aws-sdk\/client-[\w-]+"/g);
    expect(clients("index.js") ?? []).toEqual(name === "mailer" ? ['"@aws-sdk/client-ses"'] : []);
    expect(new Set(parts.flatMap((part) => clients(part) ?? [])).size).toBeLessThanOrEqual(1);
  });

  test("names whose software it carries", () => {
    const notices = readFileSync(join(directory, noticesFile), "utf8");
    expect(notices).toMatch(/^zod \S+ \(MIT\)$/m);
    for (const { to } of assetsOf[name] ?? []) {
      const [, carried] = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(to) ?? [];
      if (carried) expect(notices).toContain(`\n${carried} `);
    }
  });

  test("carries no source map and no path of this machine", () => {
    const code = readFileSync(join(directory, "index.js"), "utf8");
    expect(code).not.toContain("sourceMappingURL=data");
    expect(code).not.toContain(process.cwd());
  });
});

describe("native code in the asset of resizer", () => {
  const directory = assetOf("resizer");
  const libraries = filesIn(directory).filter((file) => /\.(node|so)(\.[\d.]+)?$/.test(file));

  /** What an ELF header says of the processor. */
  const processors: Record<number, string> = { 62: "x86_64", 183: "arm64" };

  test("is for the processor that the template names", () => {
    const found = libraries.map((file) => {
      const head = readFileSync(join(directory, file)).subarray(0, 20);
      return [head.toString("latin1", 1, 4), processors[head.readUInt16LE(18)]];
    });
    expect(found).toEqual(Array(2).fill(["ELF", ...(functionNamed("resizer").Architectures as string[])]));
  });

  test("is little enough for a Lambda", () => {
    const sizes = filesIn(directory).map((file) => statSync(join(directory, file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(25 * megabyte);
  });

  const [architecture] = functionNamed("resizer").Architectures as string[];
  const runsHere = process.platform === "linux" && architecture === (process.arch === "x64" ? "x86_64" : process.arch);
  if (!runsHere) console.info(`The resizer's asset isn't run: it is for ${architecture}.`);

  (runsHere ? test : test.skip)("draws where nothing else is installed", () => {
    const alone = mkdtempSync(join(tmpdir(), "instaiq-resizer-"));
    cpSync(directory, alone, { recursive: true });
    const draw = `const sharp = require("sharp");
      sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } }).avif().toBuffer()
        .then(({ length }) => console.log(length > 0 ? "drawn" : "empty"));`;
    expect(execFileSync(process.execPath, ["-e", draw], { cwd: alone, encoding: "utf8" })).toBe("drawn\n");
    rmSync(alone, { recursive: true });
  });
});
