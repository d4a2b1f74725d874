import { courses } from "#contract/courses";
import { listAuthored } from "#core/authored";
import * as Course from "#core/course";
import { browse } from "#core/course.search";
import { courseView } from "#core/course.view";
import * as Enrollment from "#core/enrollment";
import { enrollmentView } from "#core/enrollment.view";
import { importCourses } from "#core/import/courses";
import { listEnrolled, listLearners } from "#core/learners";
import { listFeatured } from "#core/listing";
import { importAnswer } from "#http/import";
import { listAnswer } from "#http/list";
import { serve } from "#http/serve";

export const handler = serve(courses, {
  list: async ({ query, now }) => listAnswer("courses", await browse(query, query, now)),
  featured: async ({ query }) => listAnswer("courses", await listFeatured(query)),
  mine: async ({ query, session }) => listAnswer("courses", await listAuthored(session, query, query)),
  enrolled: async ({ query, session, now }) => listAnswer("courses", await listEnrolled(session, query, now)),
  bySlug: async ({ params }) => ({ course: courseView(await Course.findPublished(params.slug)) }),
  create: async ({ body, session, now }) => ({
    message: "Course created successfully",
    course: courseView(await Course.create(body, session, now)),
  }),
  importFile: async ({ body, query, session, now, left }) =>
    importAnswer(await importCourses({ text: body, dryRun: query.dry_run === "true", left }, session, now)),
  update: async ({ params, body, session, now }) => ({
    message: "Course updated",
    course: courseView(await Course.update(params.id, body, session, now)),
  }),
  setStatus: async ({ params, body, session, now }) => ({
    message: `Course is now ${body.status}`,
    course: courseView(await Course.setStatus(params.id, body.status, session, now)),
  }),
  remove: async ({ params, session, now }) => ({
    message: `Course ${await Course.remove(params.id, session, now)}`,
  }),
  enroll: async ({ params, session, now }) => ({
    message: "Enrolled",
    enrollment: enrollmentView(await Enrollment.enroll(params.id, session, now)),
  }),
  leave: async ({ params, session, now }) => ({
    message: "You have left the course",
    enrollment: enrollmentView(await Enrollment.leave(params.id, session, now)),
  }),
  learners: async ({ params, query, session }) =>
    listAnswer("enrollments", await listLearners(params.id, session, query)),
  grant: async ({ params, body, session, now }) => ({
    message: "Access granted",
    enrollment: enrollmentView(await Enrollment.grant(params.id, body, session, now)),
  }),
  revoke: async ({ params, session, now }) => ({
    message: "Access taken away",
    enrollment: enrollmentView(await Enrollment.revoke(params.id, params.userId, session, now)),
  }),
});
