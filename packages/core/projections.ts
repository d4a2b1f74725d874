import { projectOwnPost, projectPost } from "./blog";
import { projectCourse } from "./catalogue";
import { indexCourse } from "./course.search";
import { projectOrder } from "./ledger";
import { forgetHistory } from "./post.history";
import { indexPost } from "./post.search";
import { foldViews } from "./post.views";
import { projectTestimonial } from "./reviews";

/** Why a source is looked at. */
interface Occasion {
  /** What the row was and became, where one change of it is the reason. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** A rebuild: it trusts no record of what was derived before. */
  thorough?: boolean;
}

/** Whether it was only another reader: what the public sees of a post in lists doesn't tell how many there are. */
function onlyRead({ before, after }: Occasion): boolean {
  const seen = ({ view_count, ...post }: Record<string, unknown>) => JSON.stringify(post);
  return before !== undefined && after !== undefined && seen(before) === seen(after);
}

async function projectWholePost(id: string, occasion: Occasion): Promise<void> {
  const { before, after, thorough } = occasion;
  await projectOwnPost(id);
  if (onlyRead(occasion)) return;
  await projectPost(id);
  await indexPost(id, thorough);
  if (before && !after) await forgetHistory(id, Number(before.revision));
}

/** What follows from a source, by its entity: brings everything that is derived from it to what it says now. */
export const projections: Record<string, (id: string, occasion: Occasion) => Promise<void>> = {
  course: async (id, { thorough }) => {
    await projectCourse(id);
    await indexCourse(id, thorough);
  },
  order: (id) => projectOrder(id),
  post: projectWholePost,
  "post-day": (id) => foldViews(id),
  testimonial: (id) => projectTestimonial(id),
};
