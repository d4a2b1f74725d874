import { signed } from "./signature";

// Amazon's published test suite of Signature Version 4.
const suite = {
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
  region: "us-east-1",
  service: "service",
  url: new URL("https://example.amazonaws.com/"),
  headers: {},
  body: "",
  now: new Date("2015-08-30T12:36:00Z"),
};

const signatureOf = (given: Partial<typeof suite & { credentials: { sessionToken?: string } }>): string | undefined =>
  signed({ ...suite, ...given }).authorization?.split("Signature=")[1];

test("a post is signed as Amazon's suite has it", () => {
  expect(signatureOf({})).toBe("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
});

test("so are its headers and its body", () => {
  const form = { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "Param1=value1" };
  expect(signatureOf(form)).toBe("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
});

test("a session's token is signed along", () => {
  const sessionToken =
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
  expect(signatureOf({ credentials: { ...suite.credentials, sessionToken } })).toBe(
    "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
  );
});

test("a key is good for its day, region, service and owner", () => {
  const first = signatureOf({});
  const others = [
    { now: new Date("2015-08-31T12:36:00Z") },
    { region: "eu-west-1" },
    { service: "other" },
    { credentials: { ...suite.credentials, secretAccessKey: "rotated" } },
  ].map(signatureOf);
  expect(new Set([first, ...others]).size).toBe(5);
  expect(signatureOf({})).toBe(first);
});
