import { metrics, rankings, retention, totals } from "#contract/metrics";

const head = ["| figure | unit | what it is |", "|---|---|---|"];

const units = { count: "number", money: "money", share: "share" } as const;

function familySection({ title, day, figures, ...family }: (typeof metrics)[keyof typeof metrics]): string[] {
  const rows = Object.entries(figures).map(([name, { unit, about, ...figure }]) => {
    const made = "derived" in figure ? " *Made of the others when it is read.*" : "";
    return `| \`${name}\` | ${units[unit]} | ${about}${made} |`;
  });
  const currency = "perCurrency" in family ? " Each currency has rows of its own; nothing is converted." : "";
  return [`## ${title}`, "", `Its day is ${day}.${currency}`, "", ...head, ...rows, ""];
}

const listed = (figures: Record<string, string>): string[] => [
  "| figure | what it is |",
  "|---|---|",
  ...Object.entries(figures).map(([name, about]) => `| \`${name}\` | ${about} |`),
  "",
];

/** docs/metrics.md: what every figure of the analytics means. */
export const metricsDocument = (): string =>
  [
    "# Metrics",
    "",
    "Written by `npm run generate` from `packages/contract/metrics.ts`, from which the answers' schemas and the rows that hold",
    "the sums are made as well.",
    "",
    "- **Days** are days in `Asia/Kolkata`: what happens at 00:10 there counts on that day, though it is 18:40 of the day",
    "  before in UTC. Weeks begin on Monday. What is told of late counts on the day on which it happened.",
    "- **Ranges** are widened to whole weeks or months, have a row for each, and are at most 366 days by day, 2 years by week",
    "  and 10 years by month.",
    "- **Money** is in major units on the wire, in minor units in every sum, and never converted.",
    "- Figures follow what they count by the stream's delay, as a rule well below a second.",
    "",
    ...Object.values(metrics).flatMap(familySection),
    "## What there is now",
    "",
    ...Object.entries(totals).flatMap(([name, figures]) => [`### ${name}`, "", ...listed(figures)]),
    "## Rankings",
    "",
    ...listed(rankings),
    "## Cohorts of learners",
    "",
    ...listed(retention),
    "## The dashboard",
    "",
    "A period's figures are those of the families above, of its days: today, yesterday, and the 7 and 30 days until today.",
    "`change` compares with as many days right before: 0.25 is a quarter more, `null` where there was nothing to compare with.",
    "`totals.orders` counts all orders there are; `totals.pending_testimonials` those that wait for a moderator.",
    "",
  ].join("\n");
