import type { Carried } from "./carried";
import { readLock } from "./lock";
import { noticesOf } from "./notices";

const lock = readLock();
const carried = (...names: string[]): Carried[] => names.map((name) => ({ path: `node_modules/${name}`, besides: [] }));
const notices = (...names: string[]) => noticesOf(carried(...names), lock);
const versionOf = (name: string) => lock.find((locked) => locked.name === name)?.version;

describe("notices", () => {
  test("have a package's name, version, licence and its licence's own words", () => {
    expect(notices("zod")).toContain(`zod ${versionOf("zod")} (MIT)`);
    expect(notices("zod")).toContain("Copyright (c) 2025 Colin McDonnell");
  });

  test("say the same words once, of all that they are of", () => {
    const both = notices("@aws-sdk/client-ses", "@aws-sdk/client-dynamodb");
    expect(both.match(/Apache License/g)).toEqual(notices("@aws-sdk/client-ses").match(/Apache License/g));
    expect(both).toMatch(/client-ses \S+ \(Apache-2\.0\)\n@aws-sdk\/client-dynamodb/);
  });

  test("hand on a NOTICE", () => {
    expect(notices("swagger-ui-dist")).toContain("swagger-ui\nCopyright");
  });

  test("have the licence's common words where a package brings none, with its author's name", () => {
    expect(notices("fontkit")).toContain("MIT License\n\nCopyright (c) Devon Govett");
  });

  test("have LGPL and GPL, libvips's parts, and that it can be replaced", () => {
    const text = notices("@img/sharp-libvips-linux-arm64");
    expect(text).toContain("GNU LESSER GENERAL PUBLIC LICENSE");
    expect(text).toContain("GNU GENERAL PUBLIC LICENSE");
    expect(text).toContain("- glib: LGPLv3");
    expect(text).toContain("may put another build");
  });

  test("aren't made where a package isn't locked, or its words can't be found", () => {
    expect(() => notices("nobody")).toThrow("node_modules/nobody isn't in the lock file");
    const strange = lock.map((locked) => (locked.name === "fontkit" ? { ...locked, license: "Strange-1.0" } : locked));
    expect(() => noticesOf(carried("fontkit"), strange)).toThrow("infra/texts has none of Strange-1.0");
  });
});
