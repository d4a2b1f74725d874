import { z } from "zod";

const called = z.object({
  service: z.string(),
  action: z.string(),
  status: z.number().optional(),
  ms: z.number().optional(),
});

const line = z.object({ at: z.string(), function: z.string(), invocation: z.string().optional(), line: z.string() });

const run = z.object({
  ...{ at: z.string(), function: z.string(), invocation: z.string(), ms: z.number(), causes: z.array(z.string()) },
  ...{ error: z.string().optional(), calls: z.array(called) },
});

/** A line that a function wrote: `invocation` is absent while its environment starts. */
export type Line = z.infer<typeof line>;

/** An invocation that has ended; `at` is when it began. */
export type Run = z.infer<typeof run>;

export type Entry = Line | Run;

const entry = z.union([run, line]);

export const isLine = (given: Entry): given is Line => "line" in given;

/** What a line of the file says; nothing where it is torn. */
export function entryOf(text: string): Entry[] {
  try {
    return [entry.parse(JSON.parse(text))];
  } catch {
    return [];
  }
}

const told = z.looseObject({ level: z.string(), cause: z.string(), requestId: z.string() }).partial();

/** What a function's own line says of itself, where it is one of ours. */
export function toldBy({ line: text }: Line): z.infer<typeof told> {
  try {
    return told.catch({}).parse(JSON.parse(text));
  } catch {
    return {};
  }
}
