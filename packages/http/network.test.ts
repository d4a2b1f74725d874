import { networkOf } from "./network";

describe("an address stands", () => {
  it.each(["203.0.113.7", "127.0.0.1"])("for itself: %s", (address) => expect(networkOf(address)).toBe(address));

  it.each([
    ["2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3:8d3::/64"],
    ["2001:db8:85a3:8d3::1", "2001:db8:85a3:8d3::/64"],
    ["2001:0DB8:85A3:08D3::1", "2001:db8:85a3:8d3::/64"],
    ["2001:db8::7", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["2001:db8:1:2:3::", "2001:db8:1:2::/64"],
    ["::2:3:4:5:6:7:8", "0:2:3:4::/64"],
  ])("for its network: %s", (address, network) => expect(networkOf(address)).toBe(network));

  it("for the IPv4 address that it carries", () => expect(networkOf("::ffff:203.0.113.7")).toBe("203.0.113.7"));

  it("for no other network than its neighbours'", () => {
    expect(networkOf("2001:db8:0:1::1")).toBe(networkOf("2001:db8:0:1:ffff::2"));
    expect(networkOf("2001:db8:0:1::1")).not.toBe(networkOf("2001:db8:0:2::1"));
  });
});
