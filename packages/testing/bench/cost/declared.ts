import { table } from "../../markdown";
import { assumptions } from "./assumptions";
import { prices } from "./prices";
import * as traffic from "./traffic";

const { pictures, photograph, row } = assumptions;
const kilobytes = (bytes: number): string => `${(bytes / 1000).toLocaleString("en")} KB`;

/** What is assumed, in words with the very numbers. */
export const assumptionList = (): string =>
  [
    `A round trip from Lambda to another service takes ${assumptions.tripMs} ms.`,
    `A function has one processor at ${assumptions.wholeProcessor} MB, and less in proportion.`,
    `New environments take ${traffic.scales.map(({ learners, cold }) => `${cold * 100} % of invocations at ${learners.toLocaleString("en")} learners`).join(", ")}; loading their code is billed.`,
    `Lambda itself logs ${assumptions.platformLog} bytes of an invocation; CloudWatch adds ${assumptions.lineOverhead} to each line, and keeps ${assumptions.archived * 100} % of the bytes.`,
    `X-Ray keeps one trace a second, and ${assumptions.traced * 100} % of what is above that.`,
    `A page shows ${pictures.perPage} pictures of ${kilobytes(pictures.bytes)}, of which S3 is asked for ${pictures.missed * 100} %. Answers go uncompressed.`,
    `An invoice is ${kilobytes(assumptions.invoice)}; a photograph that is sent ${kilobytes(photograph.sent)}, what is made of it ${kilobytes(photograph.made)}, both kept.`,
    `A learner leaves ${kilobytes(row.bytes)} a month in the table, and ${row.months} months are there.`,
  ]
    .map((line) => `- ${line}`)
    .join("\n");

const callsIn = (calls: traffic.Calls): string =>
  Object.entries(calls)
    .map(([name, count]) => (count === 1 ? `\`${name}\`` : `${count} × \`${name}\``))
    .join(", ");

export const pageTable = (): string =>
  table(
    ["page", "a learner's", "visitors'", "asks the API for"],
    (Object.keys(traffic.pages) as traffic.PageName[]).map((name) => [
      ...[name, traffic.learnerPages[name], traffic.visitorPages[name]],
      callsIn(traffic.pages[name]),
    ]),
  );

export const trafficTable = (): string =>
  table(
    ["what", "calls"],
    [
      ["a learner's month, beside pages", callsIn(traffic.learnerCalls)],
      [`an order, ${traffic.share.orders} a month`, callsIn(traffic.orderCalls)],
      [`an image, ${traffic.share.images} a month`, `${callsIn(traffic.imageCalls)}, and the resizer`],
    ],
  );

export const priceTable = (): string =>
  table(
    ["service", "$", "for"],
    Object.values(prices).map(({ service, unit, usd, per }) => [
      ...[service, usd],
      per === 1 ? unit : `${per.toLocaleString("en")} ${unit}`,
    ]),
  );
