import type { Currency } from "#contract/fields";
import { readTogether, wanted } from "../batch";
import { Courses } from "../course.entity";
import { Events } from "../event.entity";
import { toMajor } from "../money";
import type { StandingKey } from "./fact";
import { ranking } from "./ranking";

type Kind = StandingKey["kind"];

const shown = 10;

const titled: Record<Kind, (id: string) => ReturnType<typeof wanted<{ title: string }>>> = {
  course: (id) => wanted(Courses.get({ id }).params(), (Item) => Courses.parse({ Item })),
  event: (id) => wanted(Events.get({ id }).params(), (Item) => Events.parse({ Item })),
};

async function titlesOf(kind: Kind, ids: string[]): Promise<Record<string, { title: string } | undefined>> {
  if (ids.length === 0) return {};
  return readTogether(Object.fromEntries(ids.map((id) => [id, titled[kind](id)])), { consistent: false });
}

/** The first by revenue and by number, over all time: two queries at once, and a call for their titles. */
export async function topOf(kind: Kind, measure: "enrollments" | "registrations", currency: Currency) {
  const [byRevenue, byNumber] = await Promise.all([
    ranking({ kind, measure: currency }, shown),
    ranking({ kind, measure }, shown),
  ]);
  const titles = await titlesOf(kind, [...new Set([...byRevenue, ...byNumber].map(({ id }) => id))]);
  const title = (id: string) => titles[id]?.title ?? null;
  return {
    by_revenue: byRevenue.map(({ id, value }) => ({ id, title: title(id), value: toMajor(value, currency), currency })),
    by_number: byNumber.map(({ id, value }) => ({ id, title: title(id), value })),
  };
}
