import { replyOf } from "./api-reply";

const reply = (answer: unknown) => replyOf(JSON.stringify(answer));

describe("a function's answer", () => {
  it("is taken apart when it has a statusCode", () => {
    expect(
      reply({ statusCode: 201, headers: { Location: "/a", "X-Count": 3 }, body: "made", cookies: ["a=1", "b=2"] }),
    ).toEqual({
      status: 201,
      headers: { "content-type": "text/plain;charset=UTF-8", location: "/a", "x-count": "3" },
      body: "made",
      cookies: ["a=1", "b=2"],
    });
  });

  it("is decoded when it is base64", () => {
    expect(reply({ statusCode: 200, body: "AAEC", isBase64Encoded: true })?.body).toEqual(Buffer.from([0, 1, 2]));
  });

  it.each<[string, unknown, string]>([
    ["an object", { hello: "world" }, '{"hello":"world"}'],
    ["a list", [1, 2], "[1,2]"],
    ["text", "hello", "hello"],
    ["nothing", null, "null"],
  ])("is the body when it is %s", (_name, answer, body) => {
    expect(reply(answer)).toEqual({ status: 200, headers: { "content-type": "application/json" }, body });
  });

  it.each<[string, unknown]>([
    ["a status that is no number", { statusCode: "ok" }],
    ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
    ["a status out of range", { statusCode: 1000 }],
  ])("is malformed with %s", (_name, answer) => {
    expect(reply(answer)).toBeUndefined();
  });

  it("doesn't decide about the connection", () => {
    expect(reply({ statusCode: 200, headers: { Connection: "close", "Content-Length": 5 } })?.headers).toEqual({
      "content-type": "text/plain;charset=UTF-8",
    });
  });
});
