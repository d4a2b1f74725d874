import * as identity from "#adapters/identity";
import { namesInAudit } from "./audit";
import { namesInCourses } from "./authored";
import { namesInPosts } from "./blog";
import { namesInCertificates } from "./certificate";
import { type DueWork, done, postpone } from "./due";
import { namesInEvents } from "./event.lists";
import { namesInEnrollments } from "./learners";
import { linksOf } from "./link";
import { ordersToGiveUp } from "./order";
import { attemptsBy } from "./quiz.attempt.erasure";
import { namesInRegistrations, seatsToGiveUp } from "./registration.lists";
import { nobodyAnyMore } from "./removal";
import { namesInReviews } from "./reviews";

/** Finds what is left of somebody in one kind of row, page by page; each find is an act that erases it, once or twice. */
type Trace = (id: string, nobody: { name: string; email: string }, now: Date) => AsyncIterable<() => Promise<unknown>>;

/**
 * Wherever people's names and addresses are copied to, in the order in which they go. Orders come first: paid meanwhile,
 * one makes an enrollment. The orders themselves stay, as the law wants.
 */
const traces: readonly Trace[] = [
  (id, _, now) => ordersToGiveUp(id, now),
  (id, _, now) => seatsToGiveUp(id, now),
  namesInRegistrations,
  namesInEnrollments,
  namesInReviews,
  namesInPosts,
  namesInCertificates,
  attemptsBy,
  linksOf,
  (id, { name }) => namesInCourses(id, name),
  (id, { name }) => namesInEvents(id, name),
  (id, { name }) => namesInAudit(id, name),
];

/** Rows changed in one go; the rest comes with the next sweep. */
const most = 200;

/** @returns whether nothing is left. */
async function eraseTraces(id: string, now: Date): Promise<boolean> {
  let erased = 0;
  for (const trace of traces)
    for await (const erase of trace(id, nobodyAnyMore(id), now)) {
      if (erased++ >= most) return false;
      await erase();
    }
  return true;
}

/**
 * What follows from the deletion of an account: Cognito's part of it goes, which frees the address, and every copy of
 * name and address. It goes on where it was cut short, because it finds only what is still there.
 */
export async function eraseUser(work: DueWork, now: Date): Promise<void> {
  await identity.remove(work.subject);
  if (await eraseTraces(work.subject, now)) return done(work);
  return postpone(work, new Date(now.getTime() + 1000));
}
