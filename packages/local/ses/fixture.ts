import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESClient } from "@aws-sdk/client-ses";
import MailComposer from "nodemailer/lib/mail-composer";
import type Mail from "nodemailer/lib/mailer";
import { listen } from "#local/payments/fixture";
import { openSes, type SesOptions } from "./ses";

/** A running stand-in: its API for the SDK's client, and its inbox. */
export async function startSes(overrides: Partial<SesOptions> = {}) {
  const directory = mkdtempSync(join(tmpdir(), "ses-"));
  const ses = await openSes({ directory, clock: Date.now, ...overrides });
  const api = await listen((request) => ses.handle(request));
  const inbox = await listen(async (request) => (await ses.inbox(request)) ?? { status: 404, headers: {}, body: "" });
  const sdk = new SESClient({
    endpoint: api.origin,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIALOCAL", secretAccessKey: "local" },
  });
  const get = (path: string, init: RequestInit = {}) => fetch(`${inbox.origin}${path}`, init);
  return {
    ses,
    sdk,
    inbox: inbox.origin,
    get,
    text: async (path: string) => (await get(path)).text(),
    close: async () => {
      sdk.destroy();
      await Promise.all([api.close(), inbox.close()]);
    },
  };
}

/** A raw message as the mailer composes it. */
export function compose(overrides: Mail.Options = {}): Promise<Buffer> {
  const message = {
    from: "Insta iQ <hello@insta-iq.example>",
    to: "Asha Rao <asha@example.com>",
    subject: "Welcome, Asha",
    text: "Start here: https://insta-iq.example/start?a=1&b=2",
    html: '<p>Start <a href="https://insta-iq.example/start">here</a></p>',
    ...overrides,
  };
  return new MailComposer(message).compile().build();
}
