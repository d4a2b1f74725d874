import type { Assembly } from "./assembly";
import type { FinishedInvocation, LogLine } from "./invocation";
import type { ParkedThreads } from "./threads";

/** Where the cloud listens, all on 127.0.0.1. */
export interface CloudUrls {
  /** The platform: what the distribution serves, or the HTTP API where there is none. */
  api: string;
  /** The HTTP API itself, around the distribution. */
  gateway: string;
  /** Every AWS service, and the hosted login. */
  aws: string;
  /** The Stripe API and payment page. */
  stripe: string;
  /** The Razorpay API and checkout. */
  razorpay: string;
  /** The mails sent. */
  inbox: string;
}

export interface StripeSettings {
  secretKey: string;
  publishableKey: string;
  /** The path of the API's webhook route. */
  webhookPath: string;
  webhookSecret: string;
}

export interface RazorpaySettings {
  keyId: string;
  keySecret: string;
  /** The path of the API's webhook route. */
  webhookPath: string;
  webhookSecret: string;
}

export interface CloudOptions {
  assembly: Assembly;
  /** Where all state is kept; one cloud at a time. */
  directory: string;
  /** 0, the default, takes a free one. */
  ports?: Partial<Record<keyof CloudUrls, number>>;
  stripe?: StripeSettings;
  razorpay?: RazorpaySettings;
  /** Added to every function's environment: addresses of what isn't AWS. */
  variables?: (urls: CloudUrls) => Record<string, string>;
  /** First values of secrets, by logical id or name. */
  secrets?: Record<string, string>;
  /** Milliseconds added to the time that stand-ins and functions see. */
  timeOffset?: () => number;
  log?: (line: LogLine) => void;
  finished?: (invocation: FinishedInvocation) => void;
  /** Milliseconds before a stream batch is retried, by the number of the retry. One second doubled, up to a minute. */
  retryDelayMs?: (retry: number) => number;
  /** Milliseconds before each further try of a payment provider's webhook. */
  webhookRetryDelaysMs?: number[];
  /** Whether schedules fire by themselves; true by default. */
  schedules?: boolean;
  /** Whether one environment of each function starts ahead of need; true by default. */
  warm?: boolean;
  /** Where compiled code of the functions is kept; without it, every environment compiles its own. */
  codeCache?: string;
  /** Where threads of functions are left and found; without it, they end with the cloud. */
  parkedThreads?: ParkedThreads | undefined;
  /** Whether the distribution keeps answers; true by default. */
  edgeCache?: boolean;
  /** How many times its declared time a function may take before it is ended; 1 by default, more on a busy machine. */
  lenience?: number;
  /** Environments of one function at most; 4 by default. */
  environments?: number;
}
