import type { ServiceResponse } from "#local/service";
import type { Answer } from "./answer";
import type { Invocation, Parked } from "./stage";
import { isCarriedOut, type Trouble } from "./trouble";

/** What a transaction asks for, whatever token it carries. */
const askedBy = (told: string): string => told.replace(/"ClientRequestToken":"[^"]*",?/, "");

const isRefusal = ({ status, body }: ServiceResponse): boolean =>
  status === 400 && body.toString().includes("ConditionalCheckFailed");

/** Looks at each transaction and each answer: what none of the rows can tell is how it came to them. */
export class Watch {
  /** What no function may do or be told; in words. */
  readonly surprises: string[] = [];
  /** Transactions that were carried out, and whose maker doesn't know. */
  private readonly unheard = new Map<Invocation, Set<string>>();
  /** By the event of a provider that led to them. */
  private readonly followed = new Map<string, number>();

  /** Hears what a function answers: where nothing has gone wrong around it, nothing may go wrong in it. */
  hear({ name, isTroubled }: Invocation, answer: Answer): void {
    const isUnforeseen = answer && answer.status >= 500 && answer.body.code === "internal_error" && !isTroubled;
    if (isUnforeseen) this.surprises.push(`${name} answers ${answer.status}`);
  }

  /** Sees what becomes of a call. */
  see({ by, call }: Parked, trouble: Trouble, response: ServiceResponse | undefined): void {
    if (call.what !== "TransactWriteItems") return;
    const asked = askedBy(call.told);
    const unheard = this.unheard.get(by) ?? new Set();
    // At AWS, what was carried out under the same token before conflicts with nothing: this one is left out.
    if (trouble === "conflict") unheard.delete(asked);
    if (!response || !isCarriedOut(trouble)) return;
    const isAgain = unheard.has(asked);
    if (isAgain && isRefusal(response)) this.surprises.push(`${by.name} is refused what it has done itself`);
    if (response.status !== 200) return;
    if (trouble !== "none") this.unheard.set(by, unheard.add(asked));
    if (by.event !== undefined && !isAgain) this.follow(by.event, asked);
  }

  /** What is said of a payment leads to one change, however often it is said; and which it was stays on record. */
  private follow(event: string, asked: string): void {
    const times = (this.followed.get(event) ?? 0) + 1;
    this.followed.set(event, times);
    if (times > 1) this.surprises.push(`${event} has led to ${times} transactions`);
    if (!asked.includes(`webhook#stripe#${event}`)) this.surprises.push(`${event} has led to what doesn't name it`);
  }
}
