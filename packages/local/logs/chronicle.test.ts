import { appendFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Chronicle, filesOf } from "./chronicle";
import { isLine } from "./entry";
import { openTail, readAll } from "./read";

describe("what functions told", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "instaiq-chronicle-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const tell = (chronicle: Chronicle, line: string) =>
    chronicle.tell({ functionName: "instaiq-dev-ordersFunctionA1B2C3D4-KVS6CHP3SOV3", requestId: "r1", line });

  const lines = () => readAll(directory).filter(isLine);

  it("is read as it was told, under the function's short name", () => {
    tell(new Chronicle(directory), "hello");
    expect(lines()).toMatchObject([{ function: "orders", invocation: "r1", line: "hello" }]);
  });

  it("stays bounded: the youngest are kept, however many there were", () => {
    const chronicle = new Chronicle(directory, 2000);
    for (let n = 0; n < 500; n++) tell(chronicle, `line ${n}`);
    const { young, old } = filesOf(directory);
    expect(statSync(young).size).toBeLessThanOrEqual(2000);
    expect(statSync(old).size).toBeLessThanOrEqual(2000);
    expect(lines().at(-1)?.line).toBe("line 499");
    expect(lines().length).toBeGreaterThan(15);
  });

  it("goes on in the same file after a restart", () => {
    tell(new Chronicle(directory, 2000), "before");
    const again = new Chronicle(directory, 2000);
    for (let n = 0; n < 500; n++) tell(again, `line ${n}`);
    expect(statSync(filesOf(directory).young).size).toBeLessThanOrEqual(2000);
  });

  it("is followed line by line, also into the next file; a torn line comes when it is whole", () => {
    const chronicle = new Chronicle(directory, 400);
    tell(chronicle, "known before");
    const tail = openTail(directory);
    expect(tail()).toEqual([]);
    tell(chronicle, "one");
    appendFileSync(filesOf(directory).young, '{"at":"","function":"orders","li');
    expect(tail()).toMatchObject([{ line: "one" }]);
    appendFileSync(filesOf(directory).young, 'ne":"two"}\n');
    expect(tail()).toMatchObject([{ line: "two" }]);
    tell(chronicle, "x".repeat(300));
    expect(tail()).toMatchObject([{ line: "x".repeat(300) }]);
  });
});
