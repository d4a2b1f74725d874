import { isRecord, TemplateError } from "./template";

/** Lambda's event filtering: decides whether a record is of interest. */
export type RecordFilter = (record: unknown) => boolean;

type Test = (value: unknown) => boolean;

/** A record passes when it matches one of the patterns, or there are none; throws on a pattern that isn't known. */
export function recordFilter(patterns: string[]): RecordFilter {
  const tests = patterns.map((pattern) => compile(JSON.parse(pattern), pattern));
  return (record) => tests.length === 0 || tests.some((test) => test(record));
}

function compile(pattern: unknown, source: string): Test {
  if (Array.isArray(pattern)) {
    const tests = pattern.map((rule) => compileRule(rule, source));
    return (value) => tests.some((test) => test(value));
  }
  if (!isRecord(pattern)) throw unknown(source);
  const tests = Object.entries(pattern).map(([key, inner]) => [key, compile(inner, source)] as const);
  return (value) => tests.every(([key, test]) => test(isRecord(value) ? value[key] : undefined));
}

function compileRule(rule: unknown, source: string): Test {
  if (!isRecord(rule)) return (value) => candidates(value).some((one) => one === rule);
  const [name = "", argument] = Object.entries(rule)[0] ?? [];
  const operator = operators[name];
  if (!operator) throw unknown(source);
  return operator(argument, source);
}

type Operator = (argument: unknown, source: string) => Test;

const operators: Record<string, Operator> = {
  prefix: (argument) => (value) => texts(value).some((one) => one.startsWith(String(argument))),
  suffix: (argument) => (value) => texts(value).some((one) => one.endsWith(String(argument))),
  "equals-ignore-case": (argument) => (value) =>
    texts(value).some((one) => one.toLowerCase() === String(argument).toLowerCase()),
  // Lambda looks at leaves only: an object with that key counts as missing.
  exists: (argument) => (value) => (value !== undefined && !isRecord(value)) === argument,
  "anything-but": (argument, source) => {
    const excluded = [argument].flat().map((rule) => compileRule(rule, source));
    return (value) => value !== undefined && !excluded.some((test) => test(value));
  },
  numeric: (argument, source) => {
    const tests = comparisons(argument, source);
    return (value) => typeof value === "number" && tests.every((test) => test(value));
  },
};

const comparators: Record<string, (left: number, right: number) => boolean> = {
  "=": (left, right) => left === right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

/** `[">", 0, "<=", 5]` */
function comparisons(argument: unknown, source: string): ((value: number) => boolean)[] {
  const parts = [argument].flat();
  const pairs = parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1]] as const] : []));
  return pairs.map(([symbol, limit]) => {
    const compare = comparators[String(symbol)];
    if (!compare || typeof limit !== "number") throw unknown(source);
    return (value) => compare(value, limit);
  });
}

/** A list in the record matches when one of its items does. */
function candidates(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function texts(value: unknown): string[] {
  return candidates(value).filter((one): one is string => typeof one === "string");
}

function unknown(source: string): TemplateError {
  return new TemplateError("FilterCriteria", `the pattern ${source} isn't supported locally`);
}
