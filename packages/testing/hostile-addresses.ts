/** Path segments, as they go over the wire, that name nothing: no id, no slug, no file. */
export const hostileSegments = [
  ...["%00", "a%00b", ".", "..", "%2e%2e", "%2F", "a%2Fb", "..%2f..%2fetc%2fpasswd", "..%5c..%5c", "%252e%252e%252f"],
  ...["a".repeat(256), "a".repeat(7000), "%F0%9F%98%80", "%ff", "%ED%A0%80", "%", "%zz", "a%20b", "+", "~", "*", "a;b"],
  ...["%0d%0aX-Injected:%20yes", "%27%20OR%201=1--", "%3Cscript%3E", "%24%7B7*7%7D", "{id}", "%7Bid%7D", "a,b", "a@b"],
  ...["%E2%80%AE", "%EF%BB%BF", "a%0a", "%EF%BC%8E%EF%BC%8E"],
];

/** A query that a list must refuse, and the parameter that is at fault. */
export interface HostileQuery {
  query: string;
  at: string;
}

const faulty = (at: string, values: string[]): HostileQuery[] =>
  values.map((value) => ({ query: `${at}=${value}`, at: `query.${at}` }));

const notNumbers = ["", "-1", "-0", "0x10", "1e9", "1.5", "NaN", "Infinity", "%20", "%2010", "ten", "1%00", "%ff"];
const numbers = [...notNumbers, "0", "1000000000", "99999999999999999999", "%D9%A1", "null", "true", "[1]"];

export const hostileQueries: HostileQuery[] = [
  ...faulty("limit", [...numbers, "101", "1000000"]),
  ...faulty("page", [...numbers, "1001", "999999999"]),
  ...faulty("cursor", ["", "a".repeat(2049)]),
  ...["limit=10&limit=20", "limit=10,20"].map((query) => ({ query, at: "query.limit" })),
  ...["page=1&page=2"].map((query) => ({ query, at: "query.page" })),
  ...["limit[]", "limit[$gt]", "Limit", "offset", "__proto__", "constructor", "%00", "user_id"].map((name) => ({
    query: `${name}=1`,
    at: `query.${name.replace("%00", "\0")}`,
  })),
];

/** Cursors that nobody was given. */
export const forgedCursors = [
  ...["x", ".", "..", "null", "0", "{}", "W10.AAAA", "%00", "%F0%9F%98%80", "a".repeat(2000), "W10.", ".AAAA"],
  ...["W251bGwsMCwwXQ.AAAAAAAAAAAAAAAAAAAAAA", "eyJwayI6Im9yZGVyI2FsbCJ9"],
];
