import type { StageName } from "#infra/stages";
import { table } from "../../markdown";
import type { Measured } from "../kept";
import { assumptionList, pageTable, priceTable, trafficTable } from "./declared";
import { type Estimate, estimate } from "./estimate";
import { traces } from "./model";
import { priceList, prices } from "./prices";
import { byService, plus, type Quantities, total } from "./quantities";
import type { Stand } from "./stands";
import { hitShares, scales } from "./traffic";

/** `0.0123`, `4.56`, `1,234`: three places that say something. */
export function dollars(amount: number): string {
  if (amount >= 100) return Math.round(amount).toLocaleString("en");
  if (amount >= 1 || amount === 0) return amount.toFixed(2);
  return Number(amount.toPrecision(2)).toString();
}

const people = (count: number): string => count.toLocaleString("en");

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function standingTable(stands: Record<StageName, Stand>): string {
  const names = Object.keys(stands) as StageName[];
  const parts = Object.values(stands).map(
    ({ standing, resting }) => new Map([...byService(standing), ["Schedules", total(plus(resting, traces(resting)))]]),
  );
  const services = [...new Set(parts.flatMap((part) => [...part.keys()]))];
  const rows = services.map((service) => [service, ...parts.map((part) => dollars(part.get(service) ?? 0))]);
  const sums = parts.map((part) => dollars([...part.values()].reduce((sum, one) => sum + one, 0)));
  return table(["$ a month", ...names], [...rows, ["**together**", ...sums.map((sum) => `**${sum}**`)]]);
}

const standingCounts = ({ standing }: Stand): string =>
  `${standing.secret} secrets, ${standing.key} key, ${standing.firewall} firewall with ${standing.firewallRule} rules, alarms on ${standing.alarmMetric} metrics, ` +
  `up to ${standing.metric} metrics of ours, ${standing.dashboard} dashboard`;

type Row = [string, (estimate: Estimate) => number];

const unitRows: Row[] = [
  ["1,000 page views", ({ occasions }) => total(occasions.page) * 1000],
  ["an order", ({ occasions }) => total(occasions.order)],
  ["an image", ({ occasions }) => total(occasions.image)],
  ["a learner-month, what stands included", ({ month, learners }) => total(month) / learners],
  ["… without Cognito", ({ month, learners }) => (total(month) - cognitoOf(month)) / learners],
  ["**all, a month**", ({ month }) => total(month)],
];

const cognitoOf = (month: Quantities): number => new Map(byService(month)).get("Cognito") ?? 0;

function unitTable(estimates: readonly Estimate[]): string {
  const head = estimates.map(({ learners, hits }) => `${people(learners)}, ${percent(hits)}`);
  return table(
    ["$", ...head],
    unitRows.map(([name, of]) => [name, ...estimates.map((one) => dollars(of(one)))]),
  );
}

/** The services that take at least a hundredth, the dearest first. */
const partsOf = (quantities: Quantities): string =>
  byService(quantities)
    .map(([service, amount]) => ({ service, share: amount / total(quantities) }))
    .filter(({ share }) => share >= 0.01)
    .map(({ service, share }) => `${service} ${percent(share)}`)
    .join(", ");

const partTable = ({ occasions: { page, order, image, month } }: Estimate): string =>
  table(
    ["what", "of it"],
    [
      ["a page view", partsOf(page)],
      ["an order", partsOf(order)],
      ["an image", partsOf(image)],
      ["a learner-month", partsOf(month)],
    ],
  );

function serviceTable(estimates: readonly Estimate[]): string {
  const parts = estimates.map(({ month }) => new Map(byService(month)));
  const last = estimates.at(-1);
  const services = last ? byService(last.month).map(([service]) => service) : [];
  const cell = (part: Map<string, number>, service: string, { month }: Estimate) =>
    `${dollars(part.get(service) ?? 0)} (${percent((part.get(service) ?? 0) / total(month))})`;
  const rows = services.map((service) => [
    service,
    ...estimates.map((one, index) => cell(parts[index] ?? new Map(), service, one)),
  ]);
  return table(["$ a month", ...estimates.map(({ learners }) => `${people(learners)} learners`)], rows);
}

/** docs/cost.md, from the last measured figures, the templates of all stages, the prices and the assumptions. */
export function costDocument(measured: Measured, stands: Record<StageName, Stand>): string {
  const estimates = scales.flatMap((scale) => hitShares.map((hits) => estimate(measured, stands.prod, scale, hits)));
  const kept = estimates.filter(({ hits }) => hits === hitShares.at(-1));
  const typical = kept[1];
  const { quiet, plans } = whatIfs(measured, stands);
  return `# What it costs

Written by \`npm run bench -- --cost\` from four things, and the same of the same:

- **measured**: calls, capacity units, round trips, log lines and bytes of every step, with all that stream consumers do
  afterwards ([benchmarks.json](benchmarks.json), of ${measured.day}; \`npm run bench -- --endpoints\` takes them anew). They are exact, and
  rather too many: each step was alone, while under load a consumer takes up to 25 records at once.
- **counted** in the synthesized templates: secrets, alarms, rules, memory, days, schedules.
- **list prices** of ${priceList.region}, ${priceList.day}, written down from memory of ${priceList.source}: **check them** before relying on them.
- **assumed**: everything under [Assumptions](#assumptions), the traffic first of all.

Billed durations aren't known here. What functions compute was timed on a busy machine with two cores (Node ${measured.node}), and
stretched to the share of a processor that their memory buys: take Lambda's part as an upper bound. Not in it: payment
providers (of an order of ten dollars, Stripe's share is hundreds of times what AWS takes for it), taxes, support, domains, free tiers.

## By what is done

On prod, by active learners a month and the share of hits at the edge, of what it may keep.

${unitTable(estimates)}

What that is made of, on prod at ${people(typical?.learners ?? 0)} learners and ${percent(typical?.hits ?? 0)} of hits. An image and what is kept of it, for its
first month.

${typical ? partTable(typical) : ""}

## By service

On prod with ${percent(hitShares.at(-1) ?? 0)} of hits.

${serviceTable(kept)}

## What stands there

Whether anybody comes or not. On prod: ${standingCounts(stands.prod)}. Metrics are priced as if each were told all
month: most are told only when something happens. "Schedules" is what sweeper and reconciler do when nothing is due.

${standingTable(stands)}

## What to do about it

- **Cognito** is the largest part at every scale. Plus, which refuses stolen passwords, takes ${dollars(plans)} $ a month more than
  Essentials at ${people(scales.at(-1)?.learners ?? 0)} learners, and has no 10,000 free ones: \`threatProtection\` in \`infra/stages.ts\`.
- **Nightly backups** of the table are whole copies: ${stands.prod.terms.backupDays} of them cost ${dollars(stands.prod.terms.backupDays * prices.tableBackupGb.usd)} $ for each GB of it, the table itself
  ${dollars(prices.tableGb.usd)}. A week of nights and a monthly one that is kept longer would do: point-in-time recovery goes back 35 days.
- **Pictures** are most of what a page costs, by their bytes: smaller ones, and a longer life in browsers, save more than
  hits on answers do. A distribution of their own without a firewall would save ${dollars(prices.firewallRequest.usd)} $ for each million of them.
- **Alarms and metrics** are most of what stands there. A dev stage that nobody is woken for could do without.
- **The projector** does most of what DynamoDB takes for an order. What it counts by day, week and course at once could be
  counted by day, and summed when it is read.
- **The sweeper's run every minute** is ${dollars(quiet)} $ a month, trace and log line and all: leave it.
- **Log lines** are kept to one per request. Of a small one, most is what Lambda says itself.
- **Traces** cost as much as the HTTP API where little goes on, because one a second is kept whatever comes: they aren't needed
  on a stage that nobody looks at.
- **On-demand** capacity costs about three and a half times what provisioned capacity does at full use. It pays from a
  load on that is steady by day and night; ours sleeps.

## Assumptions

${assumptionList()}

### Traffic

Of one active learner in a month, and of the visitors without an account who come for each of them.

${trafficTable()}

### Pages

${pageTable()}

## Prices

${priceTable()}
`;
}

/** What single decisions make of it: dollars a month. */
function whatIfs(measured: Measured, { prod }: Record<StageName, Stand>): { quiet: number; plans: number } {
  const [largest] = scales.slice(-1);
  const sweeper = { ...measured, idle: measured.idle.filter(({ function: name }) => name === "sweeper") };
  const quiet = prod.restingOf(sweeper);
  return {
    quiet: total(plus(quiet, traces(quiet))),
    plans: (largest?.learners ?? 0) * (prices.plusUser.usd - prices.essentialsUser.usd),
  };
}
