import type { Course } from "../course.entity";
import type { Event } from "../event.entity";
import type { Fact } from "./fact";
import { learnerFacts } from "./learner";
import { entryFacts } from "./order.facts";
import { enrollmentFacts, registrationFacts, standing, userFacts } from "./people.facts";

type Item = Record<string, unknown>;

const facts = {
  entry: entryFacts,
  user: userFacts,
  enrollment: enrollmentFacts,
  registration: registrationFacts,
  learner: learnerFacts,
  course: ({ status }: Course) => standing("courses", status),
  event: ({ status }: Event) => standing("events", status),
};

// A row that names an entity was written by it: each function is asked about rows of its own only.
const byEntity = facts as unknown as Record<string, (row: Item) => Fact[]>;

/** Everything that a row adds to the figures. It follows from the row alone: this is what a rebuild and the census ask. */
export const factsOf = (row: Item | undefined): Fact[] => (row && byEntity[String(row.__edb_e__)]?.(row)) ?? [];

export const isCounted = (entity: string): boolean => entity in facts;
