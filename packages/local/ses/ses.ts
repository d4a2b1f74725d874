import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { Journal } from "#local/journal";
import type { Clock, Permission, Service, ServiceRequest, ServiceResponse } from "#local/service";
import type { ConfigurationSet, Publication } from "./configuration-set";
import { checkVerified, identityOf, type Place, sendPermissions } from "./identities";
import { answerInbox, isForeign } from "./inbox/inbox";
import { Mailbox, type Message } from "./mailbox";
import { eventOf, kindOf, type Outcome, outcomes, simulated } from "./outcome";
import { members, type Result, refusal, SesFailure, success } from "./query";
import { readSubmission, senderOf } from "./submission";

export interface SesOptions extends Partial<Place> {
  /** Where the messages are kept; made if missing. */
  directory: string;
  clock: Clock;
  /** Verified addresses and domains. Without any, every sender is taken for verified. */
  identities?: string[];
  /** Without any, every name is taken for one, and nobody is told anything. */
  configurationSets?: ConfigurationSet[];
}

/** Errors that a test can ask for. */
type SendError = "MessageRejected" | "Throttling";

/** Amazon SES (v1) that sends nothing and keeps everything, with pages to read it. */
export interface Ses extends Service {
  /** Answers a request to the inbox pages; nothing when the path is none of theirs. */
  inbox(request: ServiceRequest): Promise<ServiceResponse | undefined>;
  /** Who gets the events about mails, from now on. */
  onEvent(publish: (publication: Publication) => void): void;
  /** Makes the next `count` attempts to send fail; the SDK repeats a throttled one by itself. */
  failNext(count: number, error?: SendError): void;
}

const failureMessages: Record<SendError, string> = {
  MessageRejected: "Email address is on the suppression list for your account.",
  Throttling: "Maximum sending rate exceeded.",
};

/** Opens the mailbox in the directory. */
export async function openSes(options: SesOptions): Promise<Ses> {
  return new LocalSes(options);
}

class LocalSes implements Ses {
  readonly name = "ses";
  private readonly mailbox: Mailbox;
  private readonly added: Journal<string>;
  private readonly failures: SendError[] = [];
  private readonly place: Place;
  private publish: (publication: Publication) => void = () => undefined;

  constructor(private readonly options: SesOptions) {
    this.mailbox = new Mailbox(options.directory);
    this.added = new Journal(join(options.directory, "identities.jsonl"));
    this.place = { region: options.region ?? "us-east-1", account: options.account ?? "000000000000" };
  }

  permissions({ body }: ServiceRequest): Permission[] {
    const form = new URLSearchParams(body.toString());
    const action = form.get("Action") ?? "";
    if (action !== "SendEmail" && action !== "SendRawEmail") return [{ action: `ses:${action}`, resource: "*" }];
    const identity = identityOf(senderOf(form), this.verified());
    return sendPermissions(action, identity, form.get("ConfigurationSetName"), this.place);
  }

  async handle({ body }: ServiceRequest): Promise<ServiceResponse> {
    const form = new URLSearchParams(body.toString());
    const action = form.get("Action") ?? "";
    try {
      return success(action, await this.run(action, form));
    } catch (error) {
      if (error instanceof SesFailure) return refusal(error);
      throw error;
    }
  }

  async inbox(request: ServiceRequest): Promise<ServiceResponse | undefined> {
    const [, id = "", name] = /^\/messages\/([^/]+)\/([a-z]+)$/.exec(request.path) ?? [];
    const [message, outcome] = [this.mailbox.get(id), outcomes.find((known) => known === name)];
    if (request.method !== "POST" || !message || !outcome) return answerInbox(this.mailbox, request);
    if (isForeign(request)) return { status: 403, headers: {}, body: "" };
    for (const address of message.recipients) this.tell(outcome, address, message);
    return { status: 202, headers: {}, body: "" };
  }

  onEvent(publish: (publication: Publication) => void): void {
    this.publish = publish;
  }

  failNext(count: number, error: SendError = "Throttling"): void {
    for (let i = 0; i < count; i += 1) this.failures.push(error);
  }

  private async run(action: string, form: URLSearchParams): Promise<Result> {
    switch (action) {
      case "SendEmail":
      case "SendRawEmail":
        return { MessageId: await this.send(form) };
      case "GetSendQuota":
        return this.quota();
      case "GetIdentityVerificationAttributes":
        return { VerificationAttributes: this.standing(members(form, "Identities"), "VerificationStatus") };
      case "GetIdentityDkimAttributes":
        return { DkimAttributes: this.standing(members(form, "Identities"), "DkimVerificationStatus") };
      case "VerifyEmailIdentity":
        this.added.set(form.get("EmailAddress") ?? "", form.get("EmailAddress") ?? "");
        return {};
      case "ListIdentities":
        return { Identities: this.verified().filter((name) => matches(form.get("IdentityType"), name)) };
      default:
        throw new SesFailure("InvalidAction", `Could not find operation ${action} for version 2010-12-01`);
    }
  }

  private async send(form: URLSearchParams): Promise<string> {
    const failure = this.failures.shift();
    if (failure) throw new SesFailure(failure, failureMessages[failure]);
    const submission = await readSubmission(form);
    if (this.options.identities?.length) checkVerified(submission.sender, this.verified(), this.place);
    this.checkSet(submission.configurationSet);
    const id = `${randomBytes(8).toString("hex")}-${randomUUID()}-000000`;
    const message = await this.mailbox.add(id, this.options.clock(), submission);
    for (const address of submission.recipients) {
      const outcome = simulated(address);
      if (outcome) this.tell(outcome, address, message);
    }
    return id;
  }

  private checkSet(name: string | null): void {
    const known = this.options.configurationSets ?? [];
    if (name === null || known.length === 0 || known.some((set) => set.name === name)) return;
    throw new SesFailure("ConfigurationSetDoesNotExist", `Configuration set <${name}> does not exist.`);
  }

  /** Tells those whom the mail's configuration set names. */
  private tell(outcome: Outcome, address: string, message: Message): void {
    const set = this.options.configurationSets?.find(({ name }) => name === message.configurationSet);
    const event = JSON.stringify(eventOf(outcome, address, message, this.options.clock()));
    for (const { topicArn, kinds } of set?.destinations ?? [])
      if (kinds.includes(kindOf(outcome)))
        this.publish({ topicArn, configurationSet: set?.name ?? "", message: event });
  }

  private quota(): Result {
    const dayAgo = new Date(this.options.clock() - 86_400_000).toISOString();
    const sent = this.mailbox.list().filter(({ sentAt }) => sentAt > dayAgo);
    const count = sent.reduce((sum, { recipients }) => sum + recipients.length, 0);
    return { Max24HourSend: "50000", MaxSendRate: "14", SentLast24Hours: String(count) };
  }

  /** Of each identity that is known, that it is verified. */
  private standing(identities: string[], attribute: string) {
    const known = this.verified();
    return identities
      .filter((identity) => known.includes(identity))
      .map((key) => ({ key, value: { [attribute]: "Success", DkimEnabled: "true" } }));
  }

  private verified(): string[] {
    return [...(this.options.identities ?? []), ...this.added.values()];
  }
}

function matches(type: string | null, identity: string): boolean {
  return type === null || (type === "EmailAddress") === identity.includes("@");
}
