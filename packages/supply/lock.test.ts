import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readLock } from "#infra/lock";
import { root } from "#infra/root";
import { installScripts } from "./install-scripts";
import { faultsIn } from "./lock";

const lock = readLock();

describe("the lock file", () => {
  test("names no mirror, and has a digest of every archive", () => {
    expect(faultsIn(lock)).toEqual([]);
  });

  test("has only install scripts that are known not to be needed", () => {
    const scripted = lock.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
    expect([...new Set(scripted)].sort()).toEqual(Object.keys(installScripts).sort());
  });

  test("is installed without running any", () => {
    expect(readFileSync(join(root, ".npmrc"), "utf8")).toMatch(/^ignore-scripts=true$/m);
    expect(execFileSync("npm", ["config", "get", "ignore-scripts"], { cwd: root, encoding: "utf8" })).toBe("true\n");
  });
});

describe("a lock file is found wanting", () => {
  const zod = { path: "node_modules/zod", name: "zod", version: "4.6.7", integrity: "sha512-aGk=" };

  test.each([
    ["that leads to a mirror", { ...zod, resolved: "https://mirror.example.com/zod/-/zod-4.6.7.tgz" }],
    [
      "that leads to a host whose name begins alike",
      { ...zod, resolved: "https://registry.npmjs.org.example.com/zod" },
    ],
    ["that leads to a repository", { ...zod, resolved: "git+ssh://git@github.com/colinhacks/zod.git#abc" }],
    ["that leads somewhere without encryption", { ...zod, resolved: "http://registry.npmjs.org/zod/-/zod-4.6.7.tgz" }],
    ["with an archive that could be any", { ...zod, integrity: undefined }],
    ["with a digest that can be forged", { ...zod, integrity: "sha1-aGk=" }],
  ])("%s", (_, locked) => {
    expect(faultsIn([locked])).toHaveLength(1);
  });

  test("but not where it leads to npm's registry, or an archive lies within another's", () => {
    const resolved = "https://registry.npmjs.org/zod/-/zod-4.6.7.tgz";
    expect(
      faultsIn([
        { ...zod, resolved },
        { ...zod, integrity: undefined, inBundle: true },
      ]),
    ).toEqual([]);
  });
});
