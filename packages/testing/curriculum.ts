import { call } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

type Answer = Awaited<ReturnType<typeof call>>["body"];

async function write(platform: TestPlatform, author: Person, route: string, body: object): Promise<Answer> {
  const reply = await call(platform, route, { token: author.token, body });
  if (reply.status !== 201) throw new Error(`${route} answered ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** A new section of that author's course; answers its id. */
export async function newSection(platform: TestPlatform, author: Person, courseId: string): Promise<string> {
  const { section } = await write(platform, author, `POST /api/courses/${courseId}/sections`, { title: "A section" });
  return section.id;
}

/** A new lesson in a section; answers its id. */
export async function newLesson(
  platform: TestPlatform,
  author: Person,
  courseId: string,
  lesson: { section_id: string } & Record<string, unknown>,
): Promise<string> {
  const body = { title: "A lesson", kind: "text", body: "<p>Text</p>", ...lesson };
  return (await write(platform, author, `POST /api/courses/${courseId}/lessons`, body)).lesson.id;
}

/** A section with lessons of these kinds; answers the lessons' ids. */
export async function newLessons(
  platform: TestPlatform,
  author: Person,
  courseId: string,
  lessons: Record<string, unknown>[],
): Promise<string[]> {
  const section_id = await newSection(platform, author, courseId);
  const ids: string[] = [];
  for (const lesson of lessons) ids.push(await newLesson(platform, author, courseId, { section_id, ...lesson }));
  return ids;
}
