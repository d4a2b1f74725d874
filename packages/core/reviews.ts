import type { TestimonialStatus } from "#contract/testimonial";
import { type Page, type Paging, readPage } from "./page";
import { lengthOf, listRows, shelve } from "./shelf";
import { Reviews, type Testimonial, Testimonials } from "./testimonial.entity";

/** A review as its author and the moderators see it; readers are shown less of it. */
export const testimonialView = ({ user_name, ...testimonial }: Testimonial) => ({
  ...testimonial,
  author: { name: user_name },
});
type TestimonialCard = ReturnType<typeof testimonialView>;

interface Filter {
  course?: string;
  featured?: boolean;
}

const publicList = ({ course, featured }: Filter): string =>
  ["testimonials#approved", course && `course:${course}`, featured && "featured"].filter(Boolean).join("|");

const allList = (status?: TestimonialStatus): string =>
  ["testimonials#all", status && `status:${status}`].filter(Boolean).join("|");

function listsOf({ status, course_id: course, featured }: Testimonial): string[] {
  const filters: Filter[] = [{}, { course }, ...(featured ? [{ featured }, { course, featured }] : [])];
  return [allList(), allList(status), ...(status === "approved" ? filters.map(publicList) : [])];
}

/** Puts a review into every list where it belongs now, and takes it out of every other. */
export const projectTestimonial = (id: string): Promise<void> =>
  shelve("testimonial", id, async () => {
    const { data } = await Testimonials.get({ id }).go({ consistent: true });
    return data ? { lists: listsOf(data), at: data.created_at, card: testimonialView(data) } : undefined;
  });

/** One page of what is approved. */
export const listTestimonials = (filter: Filter, paging: Paging): Promise<Page<TestimonialCard>> =>
  listRows(publicList(filter), paging);

/** One page of what there is to moderate. */
export const listAllTestimonials = (
  status: TestimonialStatus | undefined,
  paging: Paging,
): Promise<Page<TestimonialCard>> => listRows(allList(status), paging);

/** How many wait for a moderator. */
export const pendingTestimonials = () => lengthOf(allList("pending"));
/** One page of everything that somebody has reviewed. */
export async function listReviews(user_id: string, paging: Paging): Promise<Page<Testimonial>> {
  const query = Reviews.query.primary({ user_id }).params();
  const { rows, ...page } = await readPage(query, paging, (Items) => Reviews.parse({ Items }).data);
  const ids = rows.map(({ testimonial_id: id }) => ({ id }));
  return { ...page, rows: ids.length === 0 ? [] : (await Testimonials.get(ids).go()).data };
}

/** The copies of somebody's name in their reviews, to be replaced. */
export async function* namesInReviews(
  user_id: string,
  { name }: { name: string },
): AsyncGenerator<() => Promise<unknown>> {
  const { data: reviews } = await Reviews.query.primary({ user_id }).go({ pages: "all" });
  for (const { testimonial_id: id } of reviews) {
    const { data } = await Testimonials.get({ id }).go({ consistent: true });
    if (data && data.user_name !== name) yield () => Testimonials.patch({ id }).set({ user_name: name }).go();
  }
}
