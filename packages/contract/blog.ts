import * as z from "zod/mini";
import type { Endpoint } from "./endpoint";
import { id, message, pageOf, paging, reference, searched } from "./fields";
import { authoredPost, newPost, ownPostCard, post, postCard, postChange, postRevision, postStatus, tag } from "./post";

const byId = z.strictObject({ id: reference });
const changed = z.object({ message: z.string(), post: authoredPost });

/** The endpoints of the blog: what everybody reads, and what authors do. */
export const blog = {
  posts: {
    method: "GET",
    path: "/content/blog",
    access: "public",
    summary: "Published posts, newest first; of those that are searched for the best fitting first",
    query: z.strictObject({
      ...paging,
      category: z.optional(id("cat")),
      tag: z.optional(tag),
      search: z.optional(searched),
    }),
    returns: pageOf("posts", postCard),
    errors: ["invalid_cursor"],
    cache: 30,
  },
  ownPosts: {
    method: "GET",
    path: "/content/blog/mine",
    access: "instructor",
    summary: "Your own posts in every status, latest first; for an admin everybody's",
    query: z.strictObject({ ...paging, status: z.optional(postStatus) }),
    returns: pageOf("posts", ownPostCard),
    errors: ["invalid_cursor"],
  },
  postBySlug: {
    method: "GET",
    path: "/content/blog/{slug}",
    access: "public",
    summary: "One published post, by slug (an old one too) or id, and up to four others that are like it",
    params: z.strictObject({ slug: reference }),
    returns: z.object({ post, related: z.array(postCard) }),
    errors: ["post_not_found"],
    cache: 60,
  },
  authoredPost: {
    method: "GET",
    path: "/content/blog/{id}/edit",
    access: "instructor",
    summary: "A post as its author edits it, whatever its status",
    params: byId,
    returns: z.object({ post: authoredPost }),
    errors: ["post_not_found", "not_owner"],
  },
  createPost: {
    method: "POST",
    path: "/content/blog",
    access: "instructor",
    summary: "A new post; a draft unless it says otherwise",
    body: newPost,
    status: 201,
    returns: changed,
    errors: ["category_not_found"],
  },
  updatePost: {
    method: "PUT",
    path: "/content/blog/{id}",
    access: "instructor",
    summary: "Change a post, publish, schedule or archive it; fields left out stay, what it was before is kept",
    params: byId,
    body: postChange,
    returns: changed,
    errors: ["post_not_found", "not_owner", "edited_meanwhile", "category_not_found"],
  },
  removePost: {
    method: "DELETE",
    path: "/content/blog/{id}",
    access: "admin",
    summary: "Delete a post that was never published; archive any other",
    params: byId,
    returns: message,
    errors: ["post_not_found", "edited_meanwhile"],
  },
  revisions: {
    method: "GET",
    path: "/content/blog/{id}/revisions",
    access: "instructor",
    summary: "The last 50 states of a post, newest first",
    params: byId,
    returns: z.object({ revisions: z.array(postRevision) }),
    errors: ["post_not_found", "not_owner"],
  },
  restoreRevision: {
    method: "POST",
    path: "/content/blog/{id}/revisions/{n}/restore",
    access: "instructor",
    summary: "Bring a former state's text back, as a new edit: its status, time and category stay",
    params: z.strictObject({ id: reference, n: z.string().check(z.regex(/^[1-9]\d{0,8}$/, "must be a revision")) }),
    returns: changed,
    errors: ["post_not_found", "not_owner", "edited_meanwhile"],
  },
  view: {
    method: "POST",
    path: "/content/blog/{id}/view",
    access: "public",
    summary: "Count a reader: once a day for each, however often it is called",
    params: byId,
    status: 202,
    returns: message,
    errors: ["post_not_found"],
  },
  rss: {
    method: "GET",
    path: "/content/blog/rss.xml",
    access: "public",
    summary: "The latest 50 posts as RSS 2.0",
    cache: 300,
  },
} as const satisfies Record<string, Endpoint>;
