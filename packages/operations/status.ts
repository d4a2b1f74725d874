import { GetIdentityVerificationAttributesCommand, GetSendQuotaCommand } from "@aws-sdk/client-ses";
import { secrets } from "#contract/settings";
import { ses } from "./clients";
import { columns, command } from "./command";
import { depthOf, parkers } from "./queues";
import { secretNames, standingOf } from "./secrets";
import type { Stage } from "./stage";
import { addressOf, lacks, urlOf } from "./webhooks";

interface Health {
  well: boolean;
  says: string;
}

type Check = (stage: Stage, now: Date) => Promise<Health>;

const answers: Check = async (stage) => {
  const response = await fetch(`${urlOf(stage)}/api/health`);
  return { well: response.ok, says: `${urlOf(stage)} answers ${response.status}` };
};

/** Nothing goes without Stripe's; Razorpay's are wanted where it takes payments. */
const secretsAreSet: Check = async (stage) => {
  const { RAZORPAY_KEY_ID = "" } = await stage.variablesOf("webhooks");
  const wanted = secretNames.filter((name) => {
    if (secrets[name].generated) return false;
    return name.startsWith("STRIPE") || RAZORPAY_KEY_ID.startsWith("rzp_live_");
  });
  const standings = await Promise.all(wanted.map((name) => standingOf(stage, name)));
  const unset = standings.filter(({ born }) => born).map(({ name }) => name);
  return { well: unset.length === 0, says: unset.length > 0 ? `not set: ${unset.join(", ")}` : "set" };
};

const webhookIsThere: Check = async (stage) => {
  const { endpointsAt } = await import("#adapters/stripe.endpoint");
  const found = await endpointsAt(addressOf(stage, "stripe"));
  const faults = found.flatMap((endpoint) => lacks(endpoint).map((lack) => `${endpoint.id} ${lack}`));
  if (found.length === 0) faults.push("not registered: webhooks register");
  if (found.length > 1) faults.push("a rotation isn't ended: webhooks retire");
  return { well: faults.length === 0, says: faults.join("; ") || "registered at Stripe" };
};

/** SES lets an account out of its sandbox with 50,000 mails a day; in it, it sends 200, to verified addresses only. */
const sandbox = 200;

const mailGoes: Check = async (stage) => {
  const { EMAIL_FROM = "" } = await stage.variablesOf("mailer");
  const domain = EMAIL_FROM.replace(/^.*@|>.*$/g, "");
  const [{ VerificationAttributes = {} }, { Max24HourSend = 0, SentLast24Hours = 0 }] = await Promise.all([
    ses().send(new GetIdentityVerificationAttributesCommand({ Identities: [domain] })),
    ses().send(new GetSendQuotaCommand({})),
  ]);
  const verified = VerificationAttributes[domain]?.VerificationStatus === "Success";
  const quota = `${SentLast24Hours} of ${Max24HourSend} mails in 24 h`;
  const says = `${domain} ${verified ? "is verified" : "isn't verified: put its DKIM records into the DNS"}; ${quota}`;
  const out = Max24HourSend > sandbox;
  return { well: verified && out, says: out ? says : `${says}: SES keeps this account in its sandbox` };
};

const nothingIsParked: Check = async (stage) => {
  const depths = await Promise.all(parkers.map(async (name) => ({ name, depth: await depthOf(stage.queueOf(name)) })));
  const parked = depths.filter(({ depth }) => depth > 0).map(({ name, depth }) => `${name} ${depth}`);
  return { well: parked.length === 0, says: parked.join(", ") || "empty" };
};

/** Minutes: the sweeper comes every one. */
const late = 5;

const sweepIsOnTime: Check = async (_stage, now) => {
  const { dueBy } = await import("#core/due");
  const overdue = await dueBy(new Date(now.getTime() - late * 60_000), 100);
  const [oldest] = overdue;
  if (!oldest) return { well: true, says: `nothing is overdue by ${late} minutes` };
  return { well: false, says: `${overdue.length} overdue, the oldest since ${oldest.at} (${oldest.work})` };
};

const isAdministered: Check = async () => {
  const { countAdministrators } = await import("#core/administrators");
  const count = await countAdministrators();
  return { well: count > 0, says: count > 0 ? `${count} active` : "none: admin create" };
};

const countersAreRight: Check = async () => {
  const { takeCensus } = await import("#core/census");
  const wrong = await takeCensus();
  return { well: wrong.length === 0, says: `${wrong.length} wrong` };
};

const checks: Record<string, Check> = {
  API: answers,
  secrets: secretsAreSet,
  webhook: webhookIsThere,
  mail: mailGoes,
  queues: nothingIsParked,
  "due work": sweepIsOnTime,
  administrators: isAdministered,
};

async function look(check: Check, stage: Stage, now: Date): Promise<Health> {
  try {
    return await check(stage, now);
  } catch (error) {
    return { well: false, says: `can't be told: ${error instanceof Error ? error.message : error}` };
  }
}

/** Whether a stage is well, and what it lacks. */
export const status = command({
  summary: "whether a stage is well: API, secrets, webhook, mail, queues, due work, administrators",
  options: { census: { type: "boolean", default: false, about: "counts every row as well: reads the whole table" } },
  effect: "reads",
  async run({ values, stage, now, print }) {
    await stage.inhabit("webhooks", "projector");
    print(stage.place);
    const wanted = { ...checks, ...(values.census && { counters: countersAreRight }) };
    const found = await Promise.all(
      Object.entries(wanted).map(async ([name, check]) => ({ name, ...(await look(check, stage, now)) })),
    );
    const rows = found.map(({ name, well, says }) => [well ? "ok" : "!!", name, says]);
    for (const line of columns(rows)) print(line);
    return found.every(({ well }) => well);
  },
});
