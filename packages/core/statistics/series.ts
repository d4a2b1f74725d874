import type { Currency } from "#contract/fields";
import type { FamilyName } from "#contract/metrics";
import { monthOf } from "../day";
import { monthsOf, slotOf } from "./dated";
import { type Amounts, figuresOf, sumOf } from "./figures";
import { type Period, startOf, startsOf } from "./period";
import { Buckets } from "./sums";

/** What is kept of a day or month. */
interface Sums {
  /** The day, or the first of the month. */
  date: string;
  currency?: Currency;
  amounts: Amounts;
}

function sumsFrom({ slot, family: _, ...amounts }: { slot: string; family: string } & Amounts): Sums {
  const [period = "", currency] = slot.split("#");
  // `slotOf` wrote it.
  return { date: period.length === 7 ? `${period}-01` : period, currency: currency as Currency | undefined, amounts };
}

/** Sorts behind every currency of the last day. */
const end = "~";

/** What is kept of a period, of its months where it is made of months: one query. */
export async function sumsIn(name: FamilyName, { from, to, interval }: Period): Promise<Sums[]> {
  const months = interval === "month";
  const place = (day: string) => slotOf(months ? monthOf(day) : day);
  const { data } = await Buckets.query
    .primary({ family: months ? monthsOf(name) : name })
    .between({ slot: place(from) }, { slot: `${place(to)}${end}` })
    .go({ pages: "all" });
  return data.map(sumsFrom);
}

const amountsOf = (sums: Sums[]): Amounts => sumOf(sums.map(({ amounts }) => amounts));

/** What is kept of each interval of a period, none left out. */
function byInterval(sums: Sums[], period: Period): Map<string, Sums[]> {
  const starts = new Map(startsOf(period).map((start): [string, Sums[]] => [start, []]));
  for (const one of sums) starts.get(startOf[period.interval](one.date))?.push(one);
  return starts;
}

/** A family's figures for each interval of a period, without gaps, and for all of it. */
export async function seriesOf<Name extends FamilyName>(name: Name, period: Period) {
  const sums = await sumsIn(name, period);
  return {
    rows: [...byInterval(sums, period)].map(([date, found]) => ({ date, ...figuresOf(name, amountsOf(found)) })),
    totals: figuresOf(name, amountsOf(sums)),
  };
}

/** The same of orders, by currency: those that occur in the period, or the one that is asked for. */
export async function moneySeriesOf(period: Period, asked: Currency | undefined) {
  const sums = await sumsIn("orders", period);
  const occurring = [...new Set(sums.flatMap(({ currency }) => currency ?? []))].sort();
  const currencies: Currency[] = asked ? [asked] : occurring.length > 0 ? occurring : ["INR"];
  const figures = (found: Sums[], currency: Currency) => {
    const own = found.filter((one) => one.currency === currency);
    return { currency, ...figuresOf("orders", amountsOf(own), currency) };
  };
  return {
    rows: [...byInterval(sums, period)].flatMap(([date, found]) =>
      currencies.map((currency) => ({ date, ...figures(found, currency) })),
    ),
    totals: currencies.map((currency) => figures(sums, currency)),
  };
}
