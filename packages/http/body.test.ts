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
