import type { CourseChange, CourseStatus, NewCourse } from "#contract/course";
import { Failure } from "#contract/failure";
import { requireAuthor } from "./access";
import { cleared, present } from "./attributes";
import { type Actor, audited } from "./audit";
import { changeCategory } from "./category.member";
import { type Course, Courses } from "./course.entity";
import { scheduleErasure } from "./course.erasure";
import { discard } from "./discard";
import { isId, newId } from "./id";
import { illustrate } from "./illustration";
import { isPayable } from "./money";
import type { Session } from "./session";
import { ownerOf, releaseSlug, reserveSlug, withFreeSlug } from "./slug";
import { commit, type Step, step } from "./transaction";

const missing = () => new Failure("course_not_found");

/** By id or slug, an old slug too. One read for an id or a present slug. */
export async function find(reference: string): Promise<Course | undefined> {
  if (isId("crs", reference)) return byId(reference);
  const {
    data: [found],
  } = await Courses.query.bySlug({ slug: reference }).go({ limit: 1 });
  if (found) return found;
  // An old slug, or one so fresh that the index doesn't have it yet.
  const owner = await ownerOf("course", reference);
  return owner ? byId(owner) : undefined;
}

async function byId(id: string): Promise<Course | undefined> {
  const { data } = await Courses.get({ id }).go();
  return data ?? undefined;
}

/** @throws Failure course_not_found, for a draft or archived course too. */
export async function findPublished(reference: string): Promise<Course> {
  const found = await find(reference);
  if (found?.status !== "published") throw missing();
  return found;
}

/** The course, when its author or an admin asks. @throws Failure course_not_found, not_owner */
export async function authored(reference: string, by: Session): Promise<Course> {
  return requireAuthor(await find(reference), by);
}

interface Priced {
  price: number;
  original_price?: number | null;
  currency: Course["currency"];
}

/** @throws Failure invalid_input for an amount that its currency has no coins for */
export function requirePayable({ price, original_price, currency }: Priced): void {
  const message = `must be an amount that ${currency} has coins for`;
  const errors = Object.entries({ price, original_price })
    .filter(([, amount]) => typeof amount === "number" && !isPayable(amount, currency))
    .map(([field]) => ({ path: `body.${field}`, message }));
  if (errors.length > 0) throw new Failure("invalid_input", { errors });
}

/** What a change says of the course's picture. @throws Failure upload_not_found, upload_not_ready */
async function illustrated(
  { image_url: url, image }: Partial<Course>,
  { image_url, image_upload_id }: CourseChange,
  by: { id: string },
  now: Date,
) {
  const given = { url: image_url, upload_id: image_upload_id };
  const { steps, ...next } = await illustrate({ url, image }, given, { purpose: "course_image", by, now });
  return { fields: { image_url: next.url, image: next.image }, steps };
}

/** A draft of the author's. `steps` join its transaction. @throws Failure category_not_found, upload_not_ready */
export async function create(
  input: NewCourse,
  by: Actor,
  now: Date,
  steps: (id: string) => Step[] = () => [],
): Promise<Course> {
  requirePayable(input);
  const { image_upload_id, ...given } = input;
  const illustration = await illustrated({}, input, by, now);
  const at = now.toISOString();
  const draft = {
    ...present({ ...given, ...illustration.fields }),
    id: newId("crs", now),
    instructor_id: by.id,
    instructor_name: by.name,
    status: "draft" as const,
    ...{
      featured: false,
      enrollments: 0,
      rating_sum: 0,
      total_ratings: 0,
      lesson_count: 0,
      duration_seconds: 0,
      revision: 1,
      created_at: at,
      updated_at: at,
    },
  };
  const slug = await withFreeSlug(input.title, (slug) =>
    commit([
      step(Courses.create({ ...draft, slug }).params()),
      reserveSlug("course", slug, draft.id),
      ...changeCategory(undefined, input.category_id),
      ...illustration.steps,
      ...steps(draft.id),
    ]),
  );
  return { ...draft, slug };
}

/** Writes an edit, unless another came between the reading and now. Answers the course as it stands after it. */
async function edit(course: Course, change: Partial<Course>, gone: (keyof Course)[], steps: Step[] = []) {
  const next = { ...change, revision: course.revision + 1 };
  const patch = Courses.patch({ id: course.id }).set(next);
  const whole = gone.length > 0 ? patch.remove(gone as "description"[]) : patch;
  const write = whole.where((now, { eq }) => eq(now.revision, course.revision)).params();
  await commit([step(write, (now) => (now ? new Failure("edited_meanwhile") : missing())), ...steps]);
  const kept = Object.fromEntries(Object.entries(course).filter(([key]) => !gone.includes(key as keyof Course)));
  return { ...kept, ...next } as Course;
}

/** An admin's hand on somebody else's course, or on the front page, goes on record. */
function recorded(course: Course, input: CourseChange, by: Session, now: Date): Step[] {
  const { featured } = input;
  const features = featured !== undefined && featured !== course.featured;
  if (course.instructor_id === by.id && !features) return [];
  const detail = {
    fields: Object.keys(input),
    ...(features ? { featured: { from: course.featured, to: featured } } : {}),
  };
  return audited(by, features ? "course.featured" : "course.edit", course.id, detail, now);
}

/** Changes what is named; null clears a field. Only an admin features a course. @throws Failure category_not_found */
export async function update(reference: string, input: CourseChange, by: Session, now: Date): Promise<Course> {
  const course = await authored(reference, by);
  if (input.featured !== undefined && by.role !== "admin") throw new Failure("forbidden");
  requirePayable({ ...course, ...input });
  const category = changeCategory(course.category_id, input.category_id);
  const { image_upload_id, ...rest } = input;
  const illustration = await illustrated(course, input, by, now);
  const fields = { ...rest, ...illustration.fields };
  const change = { ...present(fields), updated_at: now.toISOString() } as Partial<Course>;
  const steps = [...category, ...illustration.steps, ...recorded(course, input, by, now)];
  const gone = cleared(fields);
  if (!input.title || input.title === course.title) return edit(course, change, gone, steps);
  let renamed = course;
  await withFreeSlug(input.title, async (slug) => {
    const reserved = [reserveSlug("course", slug, course.id), ...steps];
    renamed = await edit(course, { ...change, slug }, gone, reserved);
  });
  return renamed;
}

export async function setStatus(reference: string, status: CourseStatus, by: Session, now: Date): Promise<Course> {
  const course = await authored(reference, by);
  const record = audited(by, "course.status", course.id, { from: course.status, to: status }, now);
  return edit(course, { status, updated_at: now.toISOString() }, [], record);
}

/** Deletes a course that nothing refers to, archives any other. @returns what it did. */
export async function remove(reference: string, by: Session, now: Date): Promise<"deleted" | "archived"> {
  const course = await authored(reference, by);
  const record = (to: string) => audited(by, "course.remove", course.id, { from: course.status, to }, now);
  if (course.enrollments > 0 || course.referred) {
    await edit(course, { status: "archived", updated_at: now.toISOString() }, [], record("archived"));
    return "archived";
  }
  const untouched = Courses.delete({ id: course.id }).where(
    (now, { eq, notExists }) =>
      `${eq(now.revision, course.revision)} AND ${eq(now.enrollments, 0)} AND ${notExists(now.referred)}`,
  );
  await commit([
    step(untouched.params(), () => new Failure("edited_meanwhile")),
    releaseSlug("course", course.slug),
    scheduleErasure(course.id, now),
    ...changeCategory(course.category_id, null),
    ...discard(course.image?.key, now),
    ...record("deleted"),
  ]);
  return "deleted";
}
