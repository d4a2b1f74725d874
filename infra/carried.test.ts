import type { Metafile } from "esbuild";
import { carriedBy } from "./carried";

const metafileOf = (inputs: Record<string, number>): Metafile => ({
  inputs: {},
  outputs: {
    "../elsewhere/auth/index.js": {
      ...{ bytes: 1, imports: [], exports: [] },
      inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
    },
  },
});

const paths = (inputs: Record<string, number>, assets: { from: string; to: string }[] = []) =>
  carriedBy("auth", metafileOf(inputs), assets).map(({ path }) => path);

describe("a function carries", () => {
  test("packages that something in its bundle is of, each once", () => {
    const inputs = { "node_modules/zod/mini/index.js": 9, "node_modules/zod/core.js": 9, "functions/auth/index.ts": 9 };
    expect(paths(inputs)).toEqual(["node_modules/zod"]);
  });

  test("not what was read, and left out", () => {
    expect(paths({ "node_modules/zod/index.js": 0 })).toEqual([]);
  });

  test("the inner one of a package within another, scopes and all", () => {
    expect(paths({ "node_modules/feed/node_modules/@sax/parser/lib/sax.js": 9 })).toEqual([
      "node_modules/feed/node_modules/@sax/parser",
    ]);
  });

  test("what lies beside the bundle, and not what is ours", () => {
    const assets = ["node_modules/@fontsource/noto-sans/files/a.woff", "functions/meta/page/page.css"];
    expect(
      paths(
        {},
        assets.map((from) => ({ from, to: "a" })),
      ),
    ).toEqual(["node_modules/@fontsource/noto-sans"]);
  });

  test("the licences of files that have their own", () => {
    const file = "node_modules/swagger-ui-dist/swagger-ui-bundle.js";
    const [carried] = carriedBy("auth", metafileOf({}), [{ from: file, to: "docs/swagger-ui-bundle.js" }]);
    expect(carried?.besides).toEqual([`${file}.LICENSE.txt`]);
  });
});
