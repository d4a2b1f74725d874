import { z } from "zod";
import { type SignalName, signals } from "#contract/signals";

const emf = z.looseObject({
  service: z.string(),
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string() })),
      }),
    ),
  }),
});

/** A metric as CloudWatch reads it from a line. */
export interface Told {
  namespace: string;
  name: string;
  unit: string;
  /** By name. */
  dimensions: Record<string, string>;
  values: number[];
}

const numbers = z.union([z.number().transform((one) => [one]), z.array(z.number())]);

function toldBy(line: string): Told[] {
  if (!line.includes('"_aws"')) return [];
  const { _aws, ...fields } = emf.parse(JSON.parse(line));
  return _aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.map(({ Name: name, Unit: unit }) => ({
        ...{ namespace, name, unit, values: numbers.parse(fields[name]) },
        dimensions: Object.fromEntries(names.map((dimension) => [dimension, String(fields[dimension])])),
      })),
    ),
  );
}

/** Every metric that functions told in their lines. */
export const toldIn = (lines: readonly string[]): Told[] => lines.flatMap(toldBy);

/** What was counted of one signal by one function, together. */
export const sumOf = (lines: readonly string[], name: SignalName, by: string): number =>
  toldIn(lines)
    .filter((told) => told.name === name && told.dimensions.service === by)
    .flatMap(({ values }) => values)
    .reduce((sum, one) => sum + one, 0);

const isSignal = (name: string): name is SignalName => Object.hasOwn(signals, name);

/** What is wrong with a metric by its declaration; nothing, when it is as declared. */
export function undeclared({ namespace, name, unit, dimensions }: Told): string[] {
  if (!isSignal(name)) return [`${name} isn't declared`];
  const {
    unit: declared,
    by,
    kinds = [],
  }: { unit: string; by: readonly string[]; kinds?: readonly string[] } = signals[name];
  const { service = "", ...others } = dimensions;
  return [
    ...(namespace === "InstaIq/dev" ? [] : [`${name} is in ${namespace}`]),
    ...(unit === declared ? [] : [`${name} is told in ${unit}`]),
    ...(by.includes(service) || by.includes("*") ? [] : [`${name} is told by ${service}`]),
    ...(Object.keys(others).sort().join() === [...kinds].sort().join()
      ? []
      : [`${name} is told by ${Object.keys(others)}`]),
  ];
}
