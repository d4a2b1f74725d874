import type { CourseSort } from "#contract/course";
import { categoryPathOf } from "./category.member";
import { type Course, Courses } from "./course.entity";
import { cardOf, listCourses } from "./listing";
import type { Page, Paging } from "./page";
import { ratingOf } from "./rating";
import type { SearchDocument } from "./search/document";
import { indexed } from "./search/indexing";
import { search } from "./search/query";

/** Of equal ratings the one with more of them, as far as its order of magnitude tells: that packs in two bytes. */
const standing = (course: Course): number =>
  Math.round(ratingOf(course) * 100) * 16 + Math.min(15, Math.floor(Math.log2(course.total_ratings + 1)));

const minute = 60_000;

type CourseCard = ReturnType<typeof cardOf>;

/** What is found of a published course, and by what: also in the categories above its own, as in the lists. */
export const documentOf = (course: Course, path: string[]): SearchDocument => ({
  id: course.id,
  title: course.title,
  texts: [course.short_description, course.instructor_name, course.learning_outcomes, course.description].map(
    (text) => text ?? "",
  ),
  filters: [`level:${course.level}`, ...path.map((category) => `category:${category}`)],
  sorts: {
    price: Math.round(course.price * 100),
    rating: standing(course),
    popular: course.enrollments,
    newest: Math.floor(Date.parse(course.created_at) / minute),
  },
  card: cardOf(course),
});

/** Brings the index to what the course says now. */
export const indexCourse = (id: string, thorough?: boolean): Promise<void> => {
  const describe = async () => {
    const { data: course } = await Courses.get({ id }).go({ consistent: true });
    return course?.status === "published" ? documentOf(course, await categoryPathOf(course)) : undefined;
  };
  return indexed("course", id, describe, thorough);
};

const orders = {
  relevance: undefined,
  newest: { by: "newest", order: "desc" },
  price_asc: { by: "price", order: "asc" },
  price_desc: { by: "price", order: "desc" },
  rating: { by: "rating", order: "desc" },
  popular: { by: "popular", order: "desc" },
} as const satisfies Record<CourseSort, unknown>;

interface Wanted {
  search?: string;
  category?: string;
  level?: string;
  sort: CourseSort;
}

/** One page of the published courses: of those that have all the words, or else of the list. */
export function browse(wanted: Wanted, paging: Paging, now: Date): Promise<Page<CourseCard>> {
  const { search: words, category, level, sort } = wanted;
  if (words === undefined) return listCourses(wanted, sort, paging);
  const filters = [...(category ? [`category:${category}`] : []), ...(level ? [`level:${level}`] : [])];
  return search<CourseCard>("course", { words, filters, sort: orders[sort] }, paging, now);
}
