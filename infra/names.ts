import { namespaceOf } from "#contract/signals";
import type { Dimension, Metric } from "./metric";
import type { StageName } from "./stages";

/** What the resources that metrics are of are called: tokens where alarms are made, logical ids where they are checked. */
export interface Names {
  stage: StageName;
  function: (name: string) => string;
  parked: (name: string) => string;
  table: string;
  api: string;
  vault: string;
}

function valueFor(names: Names, dimension: Dimension): string {
  switch (dimension.of) {
    case "function":
    case "parked":
      return names[dimension.of](dimension.name);
    case "text":
      return dimension.name;
    default:
      return names[dimension.of];
  }
}

/** A metric under the names that CloudWatch knows it by. */
export interface NamedMetric {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
}

export function namedMetric(names: Names, metric: Metric): NamedMetric {
  if ("signal" in metric)
    return {
      ...{ namespace: namespaceOf(names.stage), name: metric.signal },
      dimensions: { service: metric.by, ...metric.kinds },
    };
  const dimensions = Object.entries(metric.dimensions).map(([name, of]) => [name, valueFor(names, of)]);
  return { ...metric, dimensions: Object.fromEntries(dimensions) };
}
