import { mailEvent } from "#events/feedback";
import { verdictsOf } from "./verdict";

const at = "2026-11-25T12:00:00.000Z";

const verdictOf = (event: object) => verdictsOf(mailEvent.parse(event));

const bounce = (overrides: object = {}) => ({
  eventType: "Bounce",
  bounce: {
    ...{ bounceType: "Permanent", bounceSubType: "NoEmail", timestamp: "2026-11-25T12:00:00Z" },
    bouncedRecipients: [{ emailAddress: "asha@example.com", status: "5.1.1", diagnosticCode: "smtp; 550 unknown" }],
    ...overrides,
  },
});

const complaint = (overrides: object = {}) => ({
  eventType: "Complaint",
  complaint: { complainedRecipients: [{ emailAddress: "asha@example.com" }], timestamp: at, ...overrides },
});

test("a permanent bounce is taken with the mail server's words", () => {
  const told = { address: "asha@example.com", reason: "bounced", at, detail: "smtp; 550 unknown" };
  expect(verdictOf(bounce())).toEqual([told]);
});

test.each([
  [{ emailAddress: "a@b.co", status: "5.1.1" }, "5.1.1"],
  [{ emailAddress: "a@b.co" }, "NoEmail"],
  [{ emailAddress: "a@b.co", diagnosticCode: "x".repeat(2000) }, "x".repeat(500)],
])("what little is said of it is kept: %#", (recipient, detail) => {
  expect(verdictOf(bounce({ bouncedRecipients: [recipient] }))).toMatchObject([{ detail }]);
});

test.each(["Transient", "Undetermined"])("a bounce that is %s is no reason to stop", (bounceType) => {
  expect(verdictOf(bounce({ bounceType }))).toEqual([]);
});

test.each([
  [{ complaintFeedbackType: "abuse" }, "abuse"],
  [{ complaintFeedbackType: null }, "complaint"],
  [{}, "complaint"],
])("a complaint is taken: %j", (overrides, detail) => {
  expect(verdictOf(complaint(overrides))).toEqual([{ address: "asha@example.com", reason: "complained", at, detail }]);
});

test("a complaint that is taken back is none", () => {
  expect(verdictOf(complaint({ complaintFeedbackType: "not-spam" }))).toEqual([]);
});

test.each(["DeliveryDelay", "Reject"])("nothing follows from a %s", (eventType) => {
  expect(verdictOf({ eventType })).toEqual([]);
});

test.each([{}, { eventType: "Open" }, bounce({ timestamp: "yesterday" }), bounce({ bounceType: "Odd" })])(
  "what isn't as SES documents it is an error: %#",
  (event) => {
    expect(() => verdictOf(event)).toThrow();
  },
);
