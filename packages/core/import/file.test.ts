import { Failure } from "#contract/failure";
import { readLines } from "./file";

const known = ["name", "email", "phone"];
const read = (text: string) => readLines(text, known, ["name", "email"]);

async function refusal(text: string): Promise<Failure> {
  const failure = await read(text).catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error(`not refused: ${JSON.stringify(failure)}`);
  return failure;
}

const paths = async (text: string) => (await refusal(text)).errors?.map(({ path }) => path);

test.each([
  ["plain", "name,email\nAsha,a@x.in\n"],
  ["with a byte order mark and CRLF", "\ufeffname,email\r\nAsha,a@x.in\r\n"],
  ["without a last line break", "name,email\nAsha,a@x.in"],
  ["in quotes", '"name","email"\n"Asha","a@x.in"'],
  ["with columns in another order and spaces around their names", "email , name\na@x.in,Asha"],
  ["with empty lines between", "name,email\n\n , \nAsha,a@x.in\n\n"],
])("a file %s is read", async (_, text) => {
  const [line, ...others] = await read(text);
  expect(line?.fields).toEqual({ name: "Asha", email: "a@x.in" });
  expect(others).toEqual([]);
});

test("each line is told by where it begins, over line breaks in quotes and empty lines", async () => {
  const lines = await read('name,email\n"A\r\nsha",a@x.in\n\nRavi,r@x.in,more,evermore\r\n"He said ""hi""",h@x.in');
  expect(lines).toEqual([
    { line: 2, fields: { name: "A\nsha", email: "a@x.in" }, surplus: 0 },
    { line: 5, fields: { name: "Ravi", email: "r@x.in" }, surplus: 2 },
    { line: 6, fields: { name: 'He said "hi"', email: "h@x.in" }, surplus: 0 },
  ]);
});

test("what an export made inert is read as it was", async () => {
  const [line] = await read("name,email,phone\n'Tis,a@x.in,'+91 98765");
  expect(line?.fields).toEqual({ name: "'Tis", email: "a@x.in", phone: "+91 98765" });
});

test("every fault of the header is told at once", async () => {
  expect(await paths("name,role,name,id\nx,y,z,w")).toEqual(["body.name", "body.role", "body.id", "body.email"]);
  expect(await paths("name,,email\n")).toEqual(["body.column 2"]);
  expect(await paths("")).toEqual(["body"]);
  expect(await paths("\ufeff\r\n\r\n")).toEqual(["body"]);
});

test.each(["name;email\na;b", "name\temail\na\tb"])(
  "columns apart by anything but commas are named as such: %j",
  async (text) => {
    expect((await refusal(text)).errors).toEqual([{ path: "body", message: "columns must be separated by commas" }]);
  },
);

test("more than 500 lines are too many", async () => {
  const lines = (count: number) => `name,email\n${"a,b\n".repeat(count)}`;
  expect(await read(lines(500))).toHaveLength(500);
  expect((await refusal(lines(501))).errors?.[0]?.message).toContain("at most 500 lines");
});

test.each([
  ['name,email\nAsha,"open\nRavi,r@x.in\n', /^Line \d+: a quote is opened and never closed$/],
  ['name,email\nAsha,"a"b\n', /^Line 2: there is something between a closing quote/],
  ['name,email\nAs"ha,a\n', /^Line 2: a quote stands inside a value/],
])("broken quotes are told by their line: %j", async (text, detail) => {
  const failure = await refusal(text);
  expect([failure.code, failure.detail]).toEqual(["malformed_csv", expect.stringMatching(detail)]);
});

test.each(["__proto__,constructor\na,b", `${"a".repeat(100_000)}\n`, `${"a,".repeat(50_000)}\n`, "\u0000\n\u0000"])(
  "a hostile header is refused in few words",
  async (text) => {
    const failure = await refusal(text);
    expect(JSON.stringify(failure.errors).length).toBeLessThan(20_000);
  },
);
