import type { CourseLine } from "#contract/course";
import { courseLine } from "#contract/course";
import type { ImportReport } from "#contract/csv";
import { Failure } from "#contract/failure";
import { type Actor, audited } from "../audit";
import * as Course from "../course";
import { Users } from "../user.entity";
import { AlreadyMade, lineName, madeFrom, noteOrigin } from "./origin";
import { type ImportOptions, importFile, type Outcome } from "./run";

/** A line's course is found by the file's own id for it, else by its author and its title. */
const nameOf = ({ external_id, instructor_id, title }: CourseLine, by: Actor): string =>
  external_id ? lineName("course", external_id) : lineName("course", instructor_id ?? by.id, title);

const unknownAuthor = () =>
  new Failure("invalid_input", {
    errors: [{ path: "body.instructor_id", message: "must be the id of an instructor or an admin" }],
  });

async function authorOf({ instructor_id }: CourseLine, by: Actor): Promise<Actor> {
  if (!instructor_id) return by;
  const { data } = await Users.get({ id: instructor_id }).go();
  if (!data || data.role === "student" || data.deleted_at) throw unknownAuthor();
  return { id: data.id, name: data.name };
}

/** The course that the line has made before, and still is there. */
async function present(line: string): Promise<{ previous?: string; course?: string }> {
  const previous = await madeFrom(line);
  const found = previous ? await Course.find(previous) : undefined;
  return { previous, course: found?.id };
}

async function check(row: CourseLine, by: Actor): Promise<Outcome> {
  const { course } = await present(nameOf(row, by));
  if (course) return { status: "skipped", id: course };
  Course.requirePayable(row);
  await authorOf(row, by);
  return { status: "valid" };
}

async function create(row: CourseLine, by: Actor, now: Date): Promise<Outcome> {
  const line = nameOf(row, by);
  const { previous, course } = await present(line);
  if (course) return { status: "skipped", id: course };
  const author = await authorOf(row, by);
  const { external_id: _, instructor_id: __, ...input } = row;
  const steps = (id: string) => [
    noteOrigin(line, id, previous),
    ...audited(by, "course.import", id, { instructor_id: author.id }, now),
  ];
  try {
    return { status: "created", id: (await Course.create(input, author, now, steps)).id };
  } catch (error) {
    if (!(error instanceof AlreadyMade)) throw error;
    return { status: "skipped", id: await madeFrom(line) };
  }
}

/** Makes a draft of each line that hasn't made one before. */
export const importCourses = (options: ImportOptions, by: Actor, now: Date): Promise<Omit<ImportReport, "message">> =>
  importFile<CourseLine>(options, {
    schema: courseLine,
    keyOf: (row) => nameOf(row, by),
    check: (row) => check(row, by),
    create: (row) => create(row, by, now),
  });
