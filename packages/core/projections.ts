import { projectAuthored } from "./authored";
import { projectOwnPost, projectPost } from "./blog";
import { projectCourse } from "./catalogue";
import { indexCourse } from "./course.search";
import { concernsNoList, indexUser, projectUser } from "./directory";
import { projectDrift } from "./drift";
import type { Event } from "./event.entity";
import { concernsNoList as concernsNoEventList, projectEvent } from "./event.lists";
import { projectOrder } from "./ledger";
import { forgetHistory } from "./post.history";
import { indexPost } from "./post.search";
import { foldViews } from "./post.views";
import { projectTestimonial } from "./reviews";
import { followActivity } from "./statistics/activity";
import { rank } from "./statistics/ranking";
import type { User } from "./user.entity";

type Row = Record<string, unknown>;

/** Why a source is looked at. */
interface Occasion {
  /** What the row was and became, where one change of it is the reason. */
  before?: Row;
  after?: Row;
  /** A rebuild: it trusts no record of what was derived before. */
  thorough?: boolean;
}

/** Everything that is derived from a course. The lists come first: a category that moves finds its courses by them. */
export async function projectWholeCourse(id: string, { thorough }: Occasion = {}): Promise<void> {
  await projectCourse(id);
  await projectAuthored(id);
  await indexCourse(id, thorough);
}

async function projectWholeOrder(id: string, { before, after }: Occasion): Promise<void> {
  await projectOrder(id);
  if (before?.drift !== undefined || after === undefined || after.drift !== undefined) await projectDrift(id);
}

async function projectWholeUser(id: string, { before, after, thorough }: Occasion): Promise<void> {
  // The images of a user's row are users.
  if (before && after && concernsNoList(before as User, after as User)) return;
  await projectUser(id);
  await indexUser(id, thorough);
}

async function projectWholeEvent(id: string, { before, after, thorough }: Occasion): Promise<void> {
  // The images of an event's row are events.
  if (before && after && concernsNoEventList(before as Event, after as Event)) return;
  await projectEvent(id, thorough);
}

/** Whether it was only another reader: what the public sees of a post in lists doesn't tell how many there are. */
function onlyRead({ before, after }: Occasion): boolean {
  const seen = ({ view_count, ...post }: Row) => JSON.stringify(post);
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
  course: projectWholeCourse,
  order: projectWholeOrder,
  event: projectWholeEvent,
  user: projectWholeUser,
  post: projectWholePost,
  "post-day": (id) => foldViews(id),
  testimonial: (id) => projectTestimonial(id),
  enrollment: (_, occasion) => followActivity(occasion),
  progress: (_, occasion) => followActivity(occasion),
  standing: async (_, { after }) => (after ? rank(after) : undefined),
};
