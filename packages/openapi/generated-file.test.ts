import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { keep } from "./generated-file";

let folder: string;
let root: URL;
let told: jest.SpyInstance;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "generated-"));
  root = pathToFileURL(`${folder}/`);
  told = jest.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  told.mockRestore();
  rmSync(folder, { recursive: true });
});

test("writes a missing file, its folder too", () => {
  expect(keep({ "docs/a.json": "{}" }, root, { check: false })).toBe(true);
  expect(readFileSync(join(folder, "docs/a.json"), "utf8")).toBe("{}");
});

test("a check names what drifted and leaves it alone", () => {
  writeFileSync(join(folder, "a.json"), "old");
  expect(keep({ "a.json": "new" }, root, { check: true })).toBe(false);
  expect(readFileSync(join(folder, "a.json"), "utf8")).toBe("old");
  expect(told).toHaveBeenCalledWith("a.json is out of date");
});

test("a check of what is in order passes in silence", () => {
  writeFileSync(join(folder, "a.json"), "same");
  expect(keep({ "a.json": "same" }, root, { check: true })).toBe(true);
  expect(told).not.toHaveBeenCalled();
});
