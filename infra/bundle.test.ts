import { readdirSync, readFileSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { assets as certificateAssets } from "#functions/certificates/assets";
import { assets as invoiceAssets } from "#functions/invoices/assets";
import { assets as mailerAssets } from "#functions/mailer/assets";
import { assets as metaAssets } from "#functions/meta/assets";
import { loadAssembly } from "#local/cloud/assembly";
import { outdir } from "#testing/platform";
import { declaredFunctions } from "#testing/template/declared";
import { Resources } from "#testing/template/resources";

const megabyte = 1024 * 1024;
const builtins = new Set(builtinModules);

/** Where each function's code lies in the assembly. */
const assetOf = (() => {
  const [stack] = loadAssembly(outdir).stacks;
  if (!stack) throw new Error("the assembly has no stack");
  const resources = new Resources(stack.template);
  return (name: string): string => {
    const { Code } = resources.named("AWS::Lambda::Function", `${name}Function`).properties;
    return stack.asset((Code as { S3Key: string }).S3Key);
  };
})();

/** What a function declares to lie beside its bundle. */
const assetsOf: Record<string, { to: string }[]> = {
  ...{ meta: metaAssets, certificates: certificateAssets, invoices: invoiceAssets, mailer: mailerAssets },
};

/** Megabytes. Nobody waits for the mailer, which draws invoices. */
const limits: Record<string, number> = { mailer: 1.75 };

const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();

describe.each(declaredFunctions.map(({ name }) => name))("the asset of %s", (name) => {
  const directory = assetOf(name);
  const files = filesIn(directory);

  test("is one bundle, with nothing installed beside it", () => {
    const declared = assetsOf[name]?.map(({ to }) => to) ?? [];
    expect(files).toEqual(["index.js", ...declared].sort());
  });

  test("is small enough to start quickly", () => {
    expect(statSync(join(directory, "index.js")).size).toBeLessThanOrEqual((limits[name] ?? 1.5) * megabyte);
  });

  test("exports the handler that the template names, and needs nothing but Node", () => {
    const code = readFileSync(join(directory, "index.js"), "utf8");
    expect(code).toMatch(/handler:\(\)=>/);
    // In square brackets it is the SDK's advice in a message.
    const needed = [...code.matchAll(/(?<!\[)\brequire\("([^"]+)"\)/g)].map(([, module = ""]) =>
      module.replace("node:", ""),
    );
    expect(needed.filter((module) => !builtins.has(module))).toEqual([]);
  });

  test("carries no source map and no path of this machine", () => {
    const code = readFileSync(join(directory, "index.js"), "utf8");
    expect(code).not.toContain("sourceMappingURL=data");
    expect(code).not.toContain(process.cwd());
  });
});
