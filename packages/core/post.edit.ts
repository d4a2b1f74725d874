import { Failure } from "#contract/failure";
import type { NewPost, PostChange } from "#contract/post";
import { present } from "./attributes";
import { audited } from "./audit";
import { changeCategory } from "./category.member";
import { discard } from "./discard";
import { sanitize } from "./html";
import { newId } from "./id";
import { illustrate } from "./illustration";
import { pictureUrl } from "./picture";
import { authored, isVisible, missing, versionOf } from "./post";
import { type Post, Posts, type PostVersion } from "./post.entity";
import { keepVersion } from "./post.history";
import { scheduled } from "./post.schedule";
import { excerptOf, readingMinutes } from "./post.text";
import type { Session } from "./session";
import { releaseSlug, reserveSlug, withFreeSlug } from "./slug";
import { commit, type Step, step } from "./transaction";

/** What an author writes, whole. */
type Text = Omit<PostVersion, "id" | "revision">;

/** A post and its text. */
export interface Written {
  post: Post;
  content: string;
}

/** A post as its author edits it. @throws Failure post_not_found, not_owner */
export async function read(reference: string, by: Session): Promise<Written> {
  const post = await authored(reference, by);
  const { content } = await versionOf(post.id, post.revision);
  return { post, content };
}

/** @throws Failure invalid_input when nothing is left */
async function cleaned(html: string): Promise<string> {
  const content = await sanitize(html);
  const message = "has nothing in it that may stand in a post";
  if (content === "") throw new Failure("invalid_input", { errors: [{ path: "body.content", message }] });
  return content;
}

/** What follows from the text: what lists show of it. */
const derived = ({ content, excerpt, ...text }: Text) => ({
  ...text,
  excerpt: excerpt ?? excerptOf(content),
  reading_minutes: readingMinutes(content),
});

type Publication = Pick<Post, "status" | "published_at" | "live" | "aired">;

/** Whether it is out, by its status and time. Whoever publishes without a time does so now. */
function publication(
  { status, published_at, aired }: Publication,
  given: { published_at?: string | null },
  now: Date,
): Publication {
  const asked = given.published_at === undefined ? published_at : (given.published_at ?? undefined);
  const time = asked === undefined ? undefined : new Date(asked).toISOString();
  const at = status === "published" ? (time ?? now.toISOString()) : time;
  const live = status === "published" && at !== undefined && at <= now.toISOString();
  return { status, published_at: at, live: live || undefined, aired: live || aired || undefined };
}

/** What a change says of the post's picture. @throws Failure upload_not_found, upload_not_ready */
async function illustrated(
  { featured_image: url, image }: Partial<Post>,
  { featured_image, featured_image_upload_id }: PostChange,
  by: Session,
  now: Date,
) {
  const given = { url: featured_image, upload_id: featured_image_upload_id };
  const { steps, ...next } = await illustrate({ url, image }, given, { purpose: "post_image", by, now });
  return { featured_image: next.url, image: next.image === undefined ? image : (next.image ?? undefined), steps };
}

/** A post of the author's. @throws Failure category_not_found, upload_not_found, upload_not_ready */
export async function create(input: NewPost, by: Session, now: Date): Promise<Written> {
  const { status, published_at, featured_image_upload_id, ...given } = input;
  const { steps: taking, image, featured_image } = await illustrated({}, input, by, now);
  const text: Text = { ...present({ ...given, featured_image }), content: await cleaned(input.content) };
  const at = now.toISOString();
  const made = {
    ...present({ ...derived(text), image, ...publication({ status }, { published_at }, now) }),
    ...{ id: newId("pst", now), author_id: by.id, author_name: by.name },
    ...{ view_count: 0, revision: 1, created_at: at, updated_at: at },
  };
  let post: Post = { ...made, slug: "" };
  await withFreeSlug(input.title, async (slug) => {
    post = { ...made, slug };
    const steps = [
      step(Posts.create(post).params()),
      reserveSlug("post", slug, post.id),
      ...changeCategory(undefined, post.category_id),
      ...taking,
    ];
    await commit([...steps, ...followUp(post, text, by, "post.create", { status }, now)]);
  });
  return { post, content: text.content };
}

/** What every edit entails: its version kept, its time noted, the deed on record. */
const followUp = (post: Post, text: Text, by: Session, action: string, detail: object, now: Date): Step[] => [
  ...keepVersion(post, text, by, now),
  ...scheduled(post, now),
  ...audited(by, action, post.id, detail, now),
];

const optional = [
  ...(["category_id", "featured_image", "image", "meta_title", "meta_description", "published_at", "live"] as const),
];

/** The post as it is to be, unless another edit came between the reading and now. */
function rewritten(before: Post, after: Post): Step {
  const { id, view_count, created_at, author_id, author_name, ...fields } = after;
  const patch = Posts.patch({ id }).set(present(fields));
  const cleared = optional.filter((name) => before[name] !== undefined && after[name] === undefined);
  const whole = cleared.length > 0 ? patch.remove(cleared) : patch;
  const write = whole.where((now, { eq }) => eq(now.revision, before.revision));
  return step(write.params(), (now) => (now ? new Failure("edited_meanwhile") : missing()));
}

/** The text with what is named changed; null clears a field. */
async function changed(version: PostVersion, input: PostChange): Promise<Text> {
  const { id, revision, ...text } = version;
  const { status, published_at, revision: seen, featured_image_upload_id, ...given } = input;
  const content = given.content === undefined ? text.content : await cleaned(given.content);
  const whole = { ...text, ...given, content };
  return { ...present(whole), title: whole.title, tags: whole.tags };
}

/** A post as an edit leaves it. */
interface Edited {
  after: Post;
  text: Text;
  /** What goes with its picture. */
  taking: Step[];
}

async function write(before: Post, { after, text, taking }: Edited, by: Session, now: Date): Promise<Written> {
  const detail = { from: before.status, to: after.status, revision: after.revision };
  const steps = (post: Post) => [
    rewritten(before, post),
    ...changeCategory(before.category_id, post.category_id ?? null),
    ...taking,
    ...followUp(post, text, by, "post.update", detail, now),
  ];
  if (after.title === before.title) {
    await commit(steps(after));
    return { post: after, content: text.content };
  }
  const slug = await withFreeSlug(after.title, (slug) =>
    commit([...steps({ ...after, slug }), reserveSlug("post", slug, after.id)]),
  );
  return { post: { ...after, slug }, content: text.content };
}

/**
 * Changes what is named; null clears a field. What the post was before stays in its history.
 * @throws Failure post_not_found, not_owner, edited_meanwhile, category_not_found, upload_not_found, upload_not_ready
 */
export async function update(reference: string, input: PostChange, by: Session, now: Date): Promise<Written> {
  const before = await authored(reference, by);
  if (input.revision !== undefined && input.revision !== before.revision) throw new Failure("edited_meanwhile");
  const { steps: taking, image, featured_image } = await illustrated(before, input, by, now);
  const given = featured_image === undefined ? input : { ...input, featured_image };
  const text = await changed(await versionOf(before.id, before.revision), given);
  const { id, slug, author_id, author_name, view_count, created_at } = before;
  const status = input.status ?? before.status;
  const was = { status, published_at: before.published_at, aired: before.aired || isVisible(before, now) };
  const after: Post = {
    ...{ id, slug, author_id, author_name, view_count, created_at },
    ...present({ ...derived(text), image, ...publication(was, input, now) }),
    ...{ status, revision: before.revision + 1, updated_at: now.toISOString() },
  };
  return write(before, { after, text, taking }, by, now);
}

/** Whether it is the address of a picture that was uploaded: such a one went when the next took its place. */
const isUploaded = (url: string | null): boolean => url?.startsWith(pictureUrl("images/") ?? "") ?? false;

/** Brings the text of a former revision back, as a new edit; status, time, category and author stay. */
export async function restore(reference: string, revision: number, by: Session, now: Date): Promise<Written> {
  const { id } = await authored(reference, by);
  const { title, content, tags, ...former } = await versionOf(id, revision);
  const { excerpt = null, featured_image = null } = former;
  const { meta_title = null, meta_description = null } = former;
  const text = { title, content, tags, excerpt, meta_title, meta_description };
  return update(id, isUploaded(featured_image) ? text : { ...text, featured_image }, by, now);
}

/** Deletes a post that nobody can have read, archives any other. @returns what it did. */
export async function remove(reference: string, by: Session, now: Date): Promise<"deleted" | "archived"> {
  const post = await authored(reference, by);
  if (post.aired || isVisible(post, now)) {
    await update(post.id, { status: "archived", revision: post.revision }, by, now);
    return "archived";
  }
  const untouched = Posts.delete({ id: post.id }).where(
    (now, { eq, notExists }) => `${eq(now.revision, post.revision)} AND ${notExists(now.aired)}`,
  );
  await commit([
    step(untouched.params(), () => new Failure("edited_meanwhile")),
    releaseSlug("post", post.slug),
    ...changeCategory(post.category_id, null),
    ...discard(post.image?.key, now),
    ...audited(by, "post.delete", post.id, { status: post.status }, now),
  ]);
  return "deleted";
}
