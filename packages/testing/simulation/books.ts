import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { MemoryLevel } from "#local/dynamodb/memory-level";
import type { Books } from "#local/stripe/books";
import { byEntity, paymentsIn, type Recorded, type Records, recorded } from "../records";
import { tableName } from "./environment";

type Mail = Records["mails"][number];

/** Reads all that a history has written, again and again: what hasn't changed is parsed once. */
export class Reader {
  private known = new Map<string, Recorded | undefined>();

  constructor(
    private readonly level: MemoryLevel,
    private readonly stripe: Books,
    private readonly mails: () => Mail[],
    private readonly parked: () => string[],
  ) {}

  read(): Records {
    const { intents, refunds, disputes } = this.stripe;
    return {
      ...byEntity(this.rows()),
      payments: paymentsIn({ intents: intents.values(), refunds: refunds.values(), disputes: disputes.values() }),
      mails: this.mails(),
      parked: this.parked(),
    };
  }

  /** Whether a mail is on record as sent. */
  isSent(name: string): boolean {
    for (const [, text] of this.level.texts(`item~${tableName}~`))
      if (text.includes(JSON.stringify(`delivery#${name}`)) && text.includes('"sent_at"')) return true;
    return false;
  }

  private rows(): (Recorded | undefined)[] {
    const known = new Map<string, Recorded | undefined>();
    for (const [, text] of this.level.texts(`item~${tableName}~`)) {
      const row = this.known.has(text) ? this.known.get(text) : recorded(unmarshall(JSON.parse(text)));
      known.set(text, row);
    }
    this.known = known;
    return [...known.values()];
  }
}
