import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  SendEmailCommand,
  SendRawEmailCommand,
  VerifyEmailIdentityCommand,
} from "@aws-sdk/client-ses";
import { compose, startSes } from "./fixture";
import { openSes } from "./ses";

describe("SES", () => {
  const sendRaw = async (overrides: Parameters<typeof compose>[0] = {}, more = {}) =>
    new SendRawEmailCommand({ RawMessage: { Data: await compose(overrides) }, ...more });

  it("keeps a raw message, and answers its id", async () => {
    const { close, get, sdk } = await startSes();

    const { MessageId } = await sdk.send(await sendRaw());

    expect(await (await get("/messages.json")).json()).toMatchObject([
      {
        id: MessageId,
        from: "Insta iQ <hello@insta-iq.example>",
        to: ["asha@example.com"],
        subject: "Welcome, Asha",
        text: expect.stringContaining("Start here: https://insta-iq.example/start?a=1&b=2"),
        html: expect.stringContaining("https://insta-iq.example/start"),
        headers: { subject: "Welcome, Asha" },
        attachments: [],
      },
    ]);
    await close();
  });

  it("keeps a composed message, with other alphabets and blind copies", async () => {
    const { close, get, sdk } = await startSes();

    await sdk.send(
      new SendEmailCommand({
        Source: "Insta iQ <hello@insta-iq.example>",
        Destination: { ToAddresses: ["asha@example.com"], BccAddresses: ["audit@insta-iq.example"] },
        Message: { Subject: { Data: "नमस्ते आशा" }, Body: { Text: { Data: "स्वागत" }, Html: { Data: "<b>स्वागत</b>" } } },
        ReplyToAddresses: ["help@insta-iq.example"],
        ConfigurationSetName: "default",
      }),
    );

    expect(await (await get("/messages.json")).json()).toMatchObject([
      {
        to: ["asha@example.com"],
        recipients: ["asha@example.com", "audit@insta-iq.example"],
        subject: "नमस्ते आशा",
        html: expect.stringContaining("<b>स्वागत</b>"),
        text: expect.stringContaining("स्वागत"),
        headers: { "reply-to": "help@insta-iq.example" },
        configurationSet: "default",
      },
    ]);
    await close();
  });

  it("sends to the destinations that are named instead of the header's", async () => {
    const { close, get, sdk } = await startSes();

    await sdk.send(await sendRaw({}, { Destinations: ["bounce@simulator.amazonses.com"] }));

    expect(await (await get("/messages.json")).json()).toMatchObject([
      { to: ["asha@example.com"], recipients: ["bounce@simulator.amazonses.com"] },
    ]);
    await close();
  });

  it.each([
    ["nobody", { to: [] }],
    ["an address without a domain", { to: "asha" }],
    ["more than fifty", { to: Array.from({ length: 51 }, (_, i) => `a${i}@example.com`) }],
  ])("refuses a message to %s", async (_, overrides) => {
    const { close, sdk } = await startSes();

    await expect(sdk.send(await sendRaw(overrides))).rejects.toMatchObject({
      name: "InvalidParameterValue",
      $metadata: { httpStatusCode: 400 },
    });
    await close();
  });

  it("refuses senders that aren't verified, until they are", async () => {
    const { close, sdk } = await startSes({ identities: ["insta-iq.example"] });
    const other = await sendRaw({ from: "someone@other.example" });
    await expect(sdk.send(other)).rejects.toMatchObject({
      name: "MessageRejected",
      message: expect.stringContaining("US-EAST-1: someone@other.example"),
    });

    await sdk.send(new VerifyEmailIdentityCommand({ EmailAddress: "someone@other.example" }));

    expect((await sdk.send(other)).MessageId).toBeDefined();
    expect((await sdk.send(await sendRaw())).MessageId).toBeDefined();
    const { Identities } = await sdk.send(new ListIdentitiesCommand({}));
    expect(Identities).toEqual(["insta-iq.example", "someone@other.example"]);
    await close();
  });

  describe("told by a configuration set what to do with what becomes of mail", () => {
    const configurationSets = [{ name: "ours", destinations: [{ topicArn: "topic", kinds: ["bounce", "complaint"] }] }];

    async function startTelling() {
      const told: { topicArn: string; configurationSet: string; event: Record<string, unknown> }[] = [];
      const local = await startSes({ configurationSets });
      local.ses.onEvent(({ message, ...publication }) => told.push({ ...publication, event: JSON.parse(message) }));
      const send = async (to: string, ConfigurationSetName?: string) =>
        local.sdk.send(await sendRaw({}, { Destinations: [to], ConfigurationSetName }));
      return { ...local, told, send };
    }

    it.each([
      ["bounce@simulator.amazonses.com", { eventType: "Bounce", bounce: { bounceType: "Permanent" } }],
      ["Bounce+label@simulator.amazonses.com", { eventType: "Bounce", bounce: { bounceType: "Permanent" } }],
      ["suppressionlist@simulator.amazonses.com", { bounce: { bounceSubType: "Suppressed" } }],
      ["ooto@simulator.amazonses.com", { bounce: { bounceType: "Transient" } }],
      ["complaint@simulator.amazonses.com", { eventType: "Complaint", complaint: { complaintFeedbackType: "abuse" } }],
    ])("publishes what SES's simulator does for %s", async (address, event) => {
      const { close, send, told } = await startTelling();
      const { MessageId } = await send(address, "ours");
      expect(told).toMatchObject([{ topicArn: "topic", configurationSet: "ours", event }]);
      expect(told[0]?.event).toMatchObject({ mail: { messageId: MessageId, destination: [address] } });
      await close();
    });

    it.each([
      ["an ordinary address", "asha@example.com", "ours"],
      ["its simulator's success", "success@simulator.amazonses.com", "ours"],
      ["a mail without the set", "bounce@simulator.amazonses.com", undefined],
    ])("publishes nothing for %s", async (_, address, set) => {
      const { close, send, told } = await startTelling();
      await send(address, set);
      expect(told).toEqual([]);
      await close();
    });

    it("publishes what is asked for of any mail, if its kind is wanted", async () => {
      const { close, get, send, told } = await startTelling();
      const { MessageId } = await send("asha@example.com", "ours");
      for (const outcome of ["complaint", "delay"])
        expect((await get(`/messages/${MessageId}/${outcome}`, { method: "POST" })).status).toBe(202);
      expect((await get(`/messages/${MessageId}/joy`, { method: "POST" })).status).toBe(404);
      expect((await get("/messages/none/bounce", { method: "POST" })).status).toBe(404);
      const foreign = { method: "POST", headers: { origin: "https://evil.example" } };
      expect((await get(`/messages/${MessageId}/bounce`, foreign)).status).toBe(403);
      expect(told).toMatchObject([
        { event: { complaint: { complainedRecipients: [{ emailAddress: "asha@example.com" }] } } },
      ]);
      await close();
    });

    it("refuses a set that isn't there, and keeps nothing", async () => {
      const { close, get, send } = await startTelling();
      await expect(send("asha@example.com", "theirs")).rejects.toMatchObject({
        name: "ConfigurationSetDoesNotExistException",
      });
      expect(await (await get("/messages.json")).json()).toEqual([]);
      await close();
    });
  });

  it("counts what was sent in 24 hours", async () => {
    let now = Date.now();
    const { close, sdk } = await startSes({ clock: () => now });
    await sdk.send(await sendRaw());
    now += 25 * 3_600_000;
    await sdk.send(await sendRaw({ cc: "ravi@example.com" }));

    expect(await sdk.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 2, MaxSendRate: 14 });
    await close();
  });

  it("throttles when told to, and the SDK tries again", async () => {
    const { close, get, sdk, ses } = await startSes();
    ses.failNext(1, "Throttling");

    const { $metadata } = await sdk.send(await sendRaw());

    expect($metadata.attempts).toBe(2);
    expect(await (await get("/messages.json")).json()).toHaveLength(1);
    await close();
  });

  it("rejects when told to, and keeps nothing", async () => {
    const { close, get, sdk, ses } = await startSes();
    ses.failNext(1, "MessageRejected");

    await expect(sdk.send(await sendRaw())).rejects.toMatchObject({ name: "MessageRejected" });

    expect(await (await get("/messages.json")).json()).toEqual([]);
    await close();
  });

  it("keeps its messages across restarts", async () => {
    const directory = mkdtempSync(join(tmpdir(), "ses-"));
    const before = await startSes({ directory });
    const { MessageId } = await before.sdk.send(await sendRaw());
    await before.close();

    const after = await startSes({ directory });

    expect(await after.text(`/messages/${MessageId}/raw`)).toContain("Subject: Welcome, Asha");
    await after.close();
  });

  describe("permissions", () => {
    const place = { region: "eu-west-1", account: "123456789012" };
    const needed = async (form: Record<string, string>, identities: string[] = []) => {
      const ses = await openSes({
        ...place,
        identities,
        directory: mkdtempSync(join(tmpdir(), "ses-")),
        clock: Date.now,
      });
      const body = Buffer.from(new URLSearchParams(form).toString());
      return ses.permissions({ method: "POST", path: "/", query: new URLSearchParams(), headers: {}, body });
    };
    const arn = (name: string) => `arn:aws:ses:eu-west-1:123456789012:${name}`;

    it("are asked for on the verified domain of the sender", async () => {
      const Data = (await compose()).toString("base64");

      expect(await needed({ Action: "SendRawEmail", "RawMessage.Data": Data }, ["insta-iq.example"])).toEqual([
        { action: "ses:SendRawEmail", resource: arn("identity/insta-iq.example") },
      ]);
    });

    it("are asked for on the address when its domain isn't verified, and on the configuration set", async () => {
      const form = { Action: "SendEmail", Source: "Team <team@other.example>", ConfigurationSetName: "default" };

      expect(await needed(form, ["insta-iq.example"])).toEqual([
        { action: "ses:SendEmail", resource: arn("identity/team@other.example") },
        { action: "ses:SendEmail", resource: arn("configuration-set/default") },
      ]);
    });

    it("are asked for on everything by the rest", async () => {
      expect(await needed({ Action: "GetSendQuota" })).toEqual([{ action: "ses:GetSendQuota", resource: "*" }]);
    });
  });
});
