import * as z from "zod/mini";
import type { Endpoint } from "#contract/endpoint";
import { parseBody } from "./body";
import type { GatewayEvent } from "./call";

const endpoint: Endpoint = {
  ...{ method: "POST", path: "/", access: "public", summary: "" },
  body: z.strictObject({ a: z.number() }),
};

const parse = (type: string | undefined, text: string) =>
  parseBody(endpoint, { headers: { "content-type": type } } as unknown as GatewayEvent, Buffer.from(text));

describe("a JSON body", () => {
  it.each(["application/json", "Application/JSON", "application/json ; charset=utf-8", "application/vnd.iq+json"])(
    "is read as %s",
    async (type) => {
      expect(await parse(type, '{"a":1}')).toEqual({ a: 1 });
    },
  );

  it.each(["text/plain", "application/jsonp", undefined])("is refused as %s", async (type) => {
    await expect(parse(type, '{"a":1}')).rejects.toMatchObject({ code: "unsupported_media_type" });
  });

  it("is refused when it isn't JSON", async () => {
    await expect(parse("application/json", "{a:1}")).rejects.toMatchObject({ code: "malformed_json" });
  });
});

describe("a form", () => {
  const form: Endpoint = { ...endpoint, accepts: "application/x-www-form-urlencoded" };
  const parseForm = (type: string | undefined, text: string) =>
    parseBody(form, { headers: { "content-type": type } } as unknown as GatewayEvent, Buffer.from(text));
  const parts = (text: string) => `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${text}\r\n--b--\r\n`;

  it.each([
    ["application/x-www-form-urlencoded", "a=1+%26&b=2", { a: "1 &", b: "2" }],
    ["Application/X-WWW-Form-Urlencoded; charset=utf-8", "a=1&a=2", { a: "2" }],
    ["multipart/form-data; boundary=b", parts("1"), { a: "1" }],
    ["application/x-www-form-urlencoded", "", {}],
  ])("is read as %s", async (type, text, fields) => {
    expect(await parseForm(type, text)).toEqual(fields);
  });

  it.each(["application/json", "text/plain", undefined])("is refused as %s", async (type) => {
    await expect(parseForm(type, "a=1")).rejects.toMatchObject({ code: "unsupported_media_type" });
  });

  it.each(["multipart/form-data; boundary=b", "multipart/form-data"])("is refused when it isn't %s", async (type) => {
    await expect(parseForm(type, "a=1")).rejects.toMatchObject({ code: "malformed_form" });
  });

  it("is refused when it is too large", async () => {
    const text = `a=${"x".repeat(256 * 1024)}`;
    await expect(parseForm("application/x-www-form-urlencoded", text)).rejects.toMatchObject({
      code: "body_too_large",
    });
  });
});
