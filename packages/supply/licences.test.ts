import { type Locked, readLock } from "#infra/lock";
import { excepted } from "./accepted";
import { objectionTo, refuse, suits } from "./licences";

const under = (license?: string, name = "somebody"): Locked => ({
  ...{ path: `node_modules/${name}`, name, version: "1.0.0" },
  ...(license ? { license } : {}),
});

describe("terms suit", () => {
  test.each(["MIT", "Apache-2.0", "(MIT OR GPL-3.0-or-later)", "GPL-3.0-only OR MIT", "MIT AND ISC", "(MIT AND ISC)"])(
    "%s",
    (expression) => expect(suits(expression)).toBe(true),
  );

  test.each([
    ...["GPL-3.0-or-later", "AGPL-3.0-only", "LGPL-3.0-or-later", "SSPL-1.0", "BUSL-1.1", "UNLICENSED"],
    ...["MIT AND GPL-2.0-only", "GPL-2.0-only OR AGPL-3.0-only", "MIT AND (ISC OR GPL-2.0-only)"],
    ...["SEE LICENSE IN LICENSE.md", "toString", ""],
  ])("not: %s", (expression) => expect(suits(expression)).toBe(false));
});

describe("a package", () => {
  test("without a licence is refused", () => {
    expect(objectionTo(under())).toBe("somebody states no licence");
  });

  test("under copyleft is refused, unless it is excepted by name and under that very licence", () => {
    const [name = ""] = Object.keys(excepted);
    expect(objectionTo(under("LGPL-3.0-or-later"))).toBe("somebody is under LGPL-3.0-or-later, which isn't accepted");
    expect(objectionTo(under("LGPL-3.0-or-later", name))).toBeUndefined();
    expect(objectionTo(under("GPL-3.0-or-later", name))).toBe(
      `${name} is under GPL-3.0-or-later, which isn't accepted`,
    );
  });

  test("that says elsewhere than in its package.json what it is under is taken at that word", () => {
    expect(objectionTo(under(undefined, "png-js"))).toBeUndefined();
  });

  test("is refused together with all others that are", () => {
    expect(() => refuse([under("GPL-2.0-only", "one"), under("MIT", "two"), under(undefined, "three")])).toThrow(
      "one is under GPL-2.0-only, which isn't accepted; three states no licence",
    );
  });
});

test("nothing is excepted that isn't in the lock file under that licence", () => {
  const lock = readLock();
  const found = Object.keys(excepted).map((name) => [name, lock.find((locked) => locked.name === name)?.license]);
  expect(found).toEqual(Object.entries(excepted).map(([name, { licence }]) => [name, licence]));
});
