import type { GatewayEvent } from "./call";
import { viewerOf } from "./viewer";

const [before, present, next] = ["a".repeat(64), "b".repeat(64), "c".repeat(64)];

interface Asked {
  secret?: string;
  viewer?: string;
  taken?: string;
  more?: Record<string, string>;
}

/** What the gateway hands over of a request; its own word for who asks is the edge's address. */
const asked = ({ secret, viewer, taken = [before, present, next].join(","), more }: Asked): GatewayEvent =>
  ({
    headers: {
      ...more,
      ...(secret === undefined ? {} : { "x-origin-secret": secret }),
      ...(viewer === undefined ? {} : { "cloudfront-viewer-address": viewer }),
    },
    stageVariables: { originSecrets: taken },
    requestContext: { http: { sourceIp: "198.18.0.1" } },
  }) as unknown as GatewayEvent;

const refusal = expect.objectContaining({ code: "wrong_address" });

describe("a request that came through the edge", () => {
  it.each([
    ["198.51.100.10:46532", "198.51.100.10"],
    ["2001:db8:85a3::8a2e:370:7334:46532", "2001:db8:85a3::8a2e:370:7334"],
    ["[2001:db8::7]:46532", "2001:db8::7"],
    ["::1:1", "::1"],
  ])("from %s is one from %s", (viewer, address) => {
    expect(viewerOf(asked({ secret: present, viewer }))).toBe(address);
  });

  it.each([before, present, next])("is known by each of the secrets that are taken", (secret) => {
    expect(viewerOf(asked({ secret, viewer: "198.51.100.10:1" }))).toBe("198.51.100.10");
  });

  it("says nothing of its address in any other way", () => {
    const more = { "x-forwarded-for": "203.0.113.1", "x-real-ip": "203.0.113.1", forwarded: "for=203.0.113.1" };
    expect(viewerOf(asked({ secret: present, viewer: "198.51.100.10:1", more }))).toBe("198.51.100.10");
  });

  it.each([undefined, "", "nobody:1", "198.51.100.10"])("is a fault of the edge's when it says %s", (viewer) => {
    expect(() => viewerOf(asked({ secret: present, viewer }))).toThrow("the edge doesn't tell the viewer's address");
  });
});

describe("a request that came around the edge is refused", () => {
  it.each<[string, Asked]>([
    ["without a secret", {}],
    ["with an empty one", { secret: "" }],
    ["with a wrong one", { secret: "d".repeat(64) }],
    ["with the beginning of the right one", { secret: "b".repeat(63) }],
    ["with all of them together", { secret: [before, present, next].join(",") }],
    ["when the gateway knows of none", { secret: "", taken: "" }],
    ["when the gateway knows of an empty one", { secret: "", taken: "," }],
  ])("%s", (_how, how) => {
    expect(() => viewerOf(asked({ viewer: "198.51.100.10:1", ...how }))).toThrow(refusal);
  });

  it("when the gateway hands over no variables at all", () => {
    const { stageVariables: _, ...event } = asked({ secret: present, viewer: "198.51.100.10:1" });
    expect(() => viewerOf(event)).toThrow(refusal);
  });
});
