import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockDirectory } from "./lock";

const directory = () => mkdtempSync(join(tmpdir(), "lock-"));

describe("the directory's lock", () => {
  it("lets one hold it at a time", () => {
    const held = directory();
    const release = lockDirectory(held);

    expect(() => lockDirectory(held)).toThrow(`used by another local cloud, process ${process.pid}`);
    release();
    expect(existsSync(join(held, "lock"))).toBe(false);
    lockDirectory(held)();
  });

  it("respects another process that runs", () => {
    const held = directory();
    writeFileSync(join(held, "lock"), String(process.ppid));
    expect(() => lockDirectory(held)).toThrow(`process ${process.ppid}`);
  });

  it.each<[string, () => string]>([
    ["of a process that has ended", () => String(spawnSync(process.execPath, ["--version"]).pid)],
    ["that is torn", () => ""],
    ["of an earlier process with the same id", () => String(process.pid)],
  ])("takes over a lock %s", (_name, content) => {
    const held = directory();
    writeFileSync(join(held, "lock"), content());
    lockDirectory(held)();
  });
});
