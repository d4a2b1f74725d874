import { Failure } from "#contract/failure";
import type { LessonChange, LessonKind } from "#contract/lesson";
import type { FilePurpose } from "#contract/upload";
import { type LessonContent, Lessons } from "./curriculum.entity";
import { discard } from "./discard";
import { sanitize } from "./html";
import type { Session } from "./session";
import { type Step, step } from "./transaction";
import { attach } from "./upload";
import { Uploads } from "./upload.entity";

type Given = Pick<LessonChange, "body" | "video_url" | "upload_id">;

/** What a lesson's file is uploaded for; lessons of the other kinds have none. */
const purposeOf: Partial<Record<LessonKind, FilePurpose>> = {
  video: "lesson_video",
  attachment: "lesson_attachment",
};

/** @throws Failure invalid_input for what doesn't go with the kind. */
function requireFit(kind: LessonKind, { video_url, upload_id }: Given): void {
  const errors = [
    ...(video_url && kind !== "video" ? [{ path: "body.video_url", message: "is for lessons of the kind video" }] : []),
    ...(upload_id && !purposeOf[kind]
      ? [{ path: "body.upload_id", message: "is for lessons of the kinds video and attachment" }]
      : []),
  ];
  if (errors.length > 0) throw new Failure("invalid_input", { errors });
}

const inUse = () =>
  new Failure("invalid_input", { errors: [{ path: "body.upload_id", message: "is the file of another lesson" }] });

/** A file is one lesson's, because it goes with it. */
const claim = (uploadId: string, lessonId: string): Step =>
  step(
    Uploads.patch({ id: uploadId })
      .set({ used_by: lessonId })
      .where((present, { notExists, eq }) => `${notExists(present.used_by)} OR ${eq(present.used_by, lessonId)}`)
      .params(),
    inUse,
  );

/** A lesson's content as it is to be, and the steps that make it so. */
interface Writing {
  content: LessonContent;
  steps: Step[];
}

/**
 * The content with the file that is given, or without one in place of the present one, which is given up.
 * @throws Failure upload_not_found, upload_not_ready
 */
async function withMedia(
  { media_key, media_type, file_name, ...content }: LessonContent,
  { kind, upload_id }: { kind: LessonKind; upload_id: string | null },
  by: Session,
  now: Date,
): Promise<Writing> {
  const purpose = purposeOf[kind];
  if (!upload_id || !purpose) return { content, steps: discard(media_key, now) };
  const file = await attach(upload_id, by, purpose);
  const replaced = media_key === file.key ? [] : discard(media_key, now);
  return {
    content: { ...content, media_key: file.key, media_type: file.content_type, file_name: file.file_name },
    steps: [claim(upload_id, content.id), ...replaced],
  };
}

/** What is given replaces, null clears, what is left out stays. */
const merged = <Value>(present: Value | undefined, given: Value | null | undefined): Value | undefined =>
  given === undefined ? present : (given ?? undefined);

/** @throws Failure invalid_input for what doesn't go with the kind, upload_not_found, upload_not_ready */
export async function changeContent(
  present: LessonContent,
  kind: LessonKind,
  given: Given,
  by: Session,
  now: Date,
): Promise<Writing> {
  requireFit(kind, given);
  const { upload_id } = given;
  const { content, steps } =
    upload_id === undefined ? { content: present, steps: [] } : await withMedia(present, { kind, upload_id }, by, now);
  // At most 50,000 characters: even if each becomes an entity, the row stays well below DynamoDB's 400 KB.
  const body = given.body ? await sanitize(given.body) : given.body;
  const next = {
    ...content,
    body: merged(present.body, body),
    video_url: merged(present.video_url, given.video_url),
  };
  return { content: next, steps: [step(Lessons.put(next).params()), ...steps] };
}

/** What a lesson contains; nothing yet where there is no row. */
export async function readContent(course_id: string, id: string): Promise<LessonContent> {
  const { data } = await Lessons.get({ course_id, id }).go({ consistent: true });
  return data ?? { course_id, id };
}

/** The steps that delete a lesson's content, and its file. */
export const deleteContent = ({ course_id, id, media_key }: LessonContent, now: Date): Step[] => [
  step(Lessons.delete({ course_id, id }).params()),
  ...discard(media_key, now),
];
