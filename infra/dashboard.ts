import type { Alarm } from "./alarms";
import { runbookOf } from "./alarms";
import { type Metric, ofApi } from "./metric";
import { type NamedMetric, type Names, namedMetric } from "./names";

const by = (service: string, ...signals: Extract<Metric, { signal: unknown }>["signal"][]): Metric[] =>
  signals.map((signal) => ({ signal, by: service }));

/** What is looked at without being an alarm: how the business goes. */
const business: { title: string; metrics: readonly Metric[] }[] = [
  { title: "Orders paid, refunds", metrics: by("projector", "OrdersPaid", "Refunds") },
  {
    title: "Revenue, minor units of rupees",
    metrics: [{ signal: "Revenue", by: "projector", kinds: { currency: "INR" } }],
  },
  { title: "Let in", metrics: by("projector", "EnrollmentsGranted", "RegistrationsGranted") },
  {
    title: "Mail",
    metrics: [
      ...by("mailer", "MailsSent", "MailsFailed", "MailsWithheld"),
      ...by("feedback", "MailBounce", "MailComplaint", "MailDeliveryDelay", "MailReject"),
    ],
  },
  {
    title: "Pictures refused, orders repaired",
    metrics: [...by("resizer", "UploadsRejected"), ...by("reconciler", "OrdersRepaired")],
  },
  // What the gateway refuses by itself, for want of a token or by its throttle, is in 4xx and nowhere else.
  { title: "Requests", metrics: [ofApi("Count"), ofApi("4xx"), ofApi("5xx")] },
];

/** Columns that a dashboard has, and rows of a widget. */
const [columns, wide, high] = [24, 6, 5];

const row = ({ namespace, name, dimensions }: NamedMetric): string[] => [
  ...[namespace, name],
  ...Object.entries(dimensions).flat(),
];

const place = (index: number, above: number) => ({
  ...{ width: wide, height: high },
  ...{ x: (index * wide) % columns, y: above + high * Math.floor((index * wide) / columns) },
});

/** One dashboard: whether anything rings, how the business goes, and a graph of each alarm. */
export function dashboardOf(alarms: readonly { alarm: Alarm; arn: string }[], names: Names, region: string): object {
  const status = { type: "alarm", x: 0, y: 0, width: columns, height: 4 };
  const graphs = business.map(({ title, metrics }, index) => ({
    ...{ type: "metric", ...place(index, 4) },
    properties: {
      ...{ title, region, stat: "Sum", period: 300, view: "timeSeries" },
      metrics: metrics.map((metric) => row(namedMetric(names, metric))),
    },
  }));
  const under = 4 + high * Math.ceil((business.length * wide) / columns);
  const watched = alarms.map(({ alarm, arn }, index) => ({
    ...{ type: "metric", ...place(index, under) },
    properties: { title: `${alarm.name} (${runbookOf(alarm)})`, region, annotations: { alarms: [arn] } },
  }));
  const properties = { title: "Alarms", alarms: alarms.map(({ arn }) => arn) };
  return { widgets: [{ ...status, properties }, ...graphs, ...watched] };
}
