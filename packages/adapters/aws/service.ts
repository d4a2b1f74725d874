import { region, roleCredentials, serviceUrl } from "../environment";
import { exchange, type Limits, type Reply } from "./exchange";
import { type Faults, faultOf, ServiceFault } from "./fault";
import { Persistence } from "./retry";
import { signed } from "./signature";

/** A service of AWS that speaks JSON. */
export interface Spoken {
  /** As its address and its signature have it: `dynamodb` */
  name: string;
  /** As the SDKs' variable for its address ends: `AWS_ENDPOINT_URL_DYNAMODB` */
  variable: string;
  /** What its actions stand below: `DynamoDB_20120810` */
  target: string;
  version: "1.0" | "1.1";
  faults?: Faults;
}

/** As the SDK's clients take it. */
export interface Terms {
  maxAttempts: number;
  requestHandler: Limits;
}

/** How a single call differs. */
export interface Calling {
  /** Whether nobody signs: what is asked for by a token in the call itself. */
  unsigned?: boolean;
  signal?: AbortSignal;
}

/** From here on, AWS takes a signature for one of another time. */
const skewed = 4 * 60_000;

/**
 * A client of one service: signs, posts, waits, tries again what passes by itself. In the bundles it stands in for the
 * SDK's, of which it has the names, the limits and the errors (docs/decisions/starts.md).
 */
export class Service {
  private readonly url: URL;
  private readonly persistence: Persistence;
  /** Milliseconds that the service's clock is ahead of ours. */
  private ahead = 0;

  constructor(
    private readonly spoken: Spoken,
    private readonly terms: Terms,
  ) {
    this.url = serviceUrl(spoken.name, spoken.variable);
    this.persistence = new Persistence(terms.maxAttempts);
  }

  /** @throws ServiceFault, or what the connection came to. */
  call(action: string, input: object, calling: Calling = {}): Promise<unknown> {
    const body = JSON.stringify(input);
    return this.persistence.try(() => this.attempt(action, body, calling));
  }

  private async attempt(action: string, body: string, { unsigned, signal }: Calling): Promise<unknown> {
    const headers = this.headersOf(action, body);
    const all = unsigned ? headers : this.sign(headers, body);
    const reply = await exchange({ url: this.url, headers: all, body, signal }, this.terms.requestHandler);
    const corrected = this.setClock(reply);
    if (reply.status >= 200 && reply.status < 300) return reply.body === "" ? {} : JSON.parse(reply.body);
    const fault = faultOf(reply, this.spoken.faults ?? {});
    fault.$metadata.clockSkewCorrected = corrected;
    throw fault;
  }

  private headersOf(action: string, body: string): Record<string, string> {
    const { version, target } = this.spoken;
    return {
      "content-type": `application/x-amz-json-${version}`,
      "content-length": String(Buffer.byteLength(body)),
      "x-amz-target": `${target}.${action}`,
    };
  }

  private sign(headers: Record<string, string>, body: string): Record<string, string> {
    const now = new Date(Date.now() + this.ahead);
    const { name: service } = this.spoken;
    return signed({ credentials: roleCredentials(), region: region(), service, url: this.url, headers, body, now });
  }

  /** Whether our clock was so wrong that the service can't have taken the signature. */
  private setClock({ headers: { date = "", age } }: Reply): boolean {
    // An answer that was kept somewhere tells an old time.
    const ahead = age === undefined ? Date.parse(date) - Date.now() : Number.NaN;
    if (Number.isNaN(ahead) || Math.abs(ahead - this.ahead) < skewed) return false;
    this.ahead = ahead;
    return true;
  }
}

/** What a client of the SDK's kind is given to send. */
export interface Command {
  readonly action: string;
  readonly input: object;
  readonly unsigned?: boolean;
}

/** A class of commands, as the SDK has one for each action. */
export const commandOf = (action: string, unsigned = false) =>
  class implements Command {
    readonly action = action;
    readonly unsigned = unsigned;
    constructor(readonly input: object) {}
  };

export { ServiceFault };
