import type { Deployed } from "./deployed";
import { bill, purlOf } from "./sbom";

const application = { name: "insta-iq-backend", version: "0.1.0" };

const zod: Deployed = {
  ...{ path: "node_modules/zod", besides: [], functions: ["auth", "meta"] },
  locked: { path: "node_modules/zod", name: "zod", version: "4.6.7", license: "MIT", integrity: "sha512-aGVsbG8=" },
};

const billed = (...deployed: Deployed[]) => JSON.parse(bill(deployed, application));

test("a component is told by its address, digest, licence and the functions that carry it", () => {
  const [component] = billed(zod).components;
  expect(component).toEqual({
    ...{ type: "library", "bom-ref": "pkg:npm/zod@4.6.7#node_modules/zod", name: "zod", version: "4.6.7" },
    ...{ purl: "pkg:npm/zod@4.6.7", scope: "required", licenses: [{ license: { id: "MIT" } }] },
    hashes: [{ alg: "SHA-512", content: "68656c6c6f" }],
    properties: ["auth", "meta"].map((value) => ({ name: "instaiq:function", value })),
  });
});

test("a scope is written as package URLs want it", () => {
  expect(purlOf({ name: "@aws-sdk/client-s3", version: "3.1.0" })).toBe("pkg:npm/%40aws-sdk/client-s3@3.1.0");
});

test("libvips is told with the libraries in its file", () => {
  const name = "@img/sharp-libvips-linux-arm64";
  const [component] = billed({ ...zod, locked: { ...zod.locked, name, license: "LGPL-3.0-or-later" } }).components;
  expect(component.components.map((part: { name: string }) => part.name)).toEqual(
    expect.arrayContaining(["glib", "libheif", "librsvg", "libvips"]),
  );
});

test("the same materials make the same bill, others another", () => {
  expect(bill([zod], application)).toBe(bill([structuredClone(zod)], application));
  const newer = { ...zod, locked: { ...zod.locked, version: "4.6.8" } };
  expect(billed(newer).serialNumber).not.toBe(billed(zod).serialNumber);
  expect(billed(zod).serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
  expect(bill([zod], application)).not.toMatch(/timestamp/);
});

test("what an application depends on is what it is billed for", () => {
  const { components, dependencies } = billed(zod);
  expect(dependencies).toEqual([
    {
      ref: "insta-iq-backend@0.1.0",
      dependsOn: components.map((component: Record<string, string>) => component["bom-ref"]),
    },
  ]);
});
