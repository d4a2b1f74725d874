// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { AuthoredPost, Faq, FaqChange, FaqOrder, FaqStatus, ManagedFaq, Message, ModeratedTestimonial, NewFaq, NewPost, NewTestimonial, OwnPostCard, Post, PostCard, PostChange, PostRevision, PostStatus, Testimonial, TestimonialChange, TestimonialStatus } from "./types";

export interface PostsInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    category?: string;
    tag?: string;
    search?: string;
  };
}

export interface PostsAnswer {
  posts: PostCard[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Published posts, newest first; of those that are searched for the best fitting first.
 *
 * `GET /api/content/blog` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_cursor, invalid_input, unavailable
 */
export function posts(client: Client, input: PostsInput = {}, options?: CallOptions): Promise<PostsAnswer> {
  return client.call({ method: "GET", path: "/api/content/blog" }, input, options);
}

export interface OwnPostsInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    status?: PostStatus;
  };
}

export interface OwnPostsAnswer {
  posts: OwnPostCard[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Your own posts in every status, latest first; for an admin everybody's.
 *
 * `GET /api/content/blog/mine` For instructors and admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function ownPosts(client: Client, input: OwnPostsInput = {}, options?: CallOptions): Promise<OwnPostsAnswer> {
  return client.call({ method: "GET", path: "/api/content/blog/mine", token: true }, input, options);
}

export interface PostBySlugInput {
  params: {
    slug: string;
  };
}

export interface PostBySlugAnswer {
  post: Post;
  related: PostCard[];
}

/**
 * One published post, by slug (an old one too) or id, and up to four others that are like it.
 *
 * `GET /api/content/blog/{slug}` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_input, post_not_found, unavailable
 */
export function postBySlug(client: Client, input: PostBySlugInput, options?: CallOptions): Promise<PostBySlugAnswer> {
  return client.call({ method: "GET", path: "/api/content/blog/{slug}" }, input, options);
}

export interface AuthoredPostInput {
  params: {
    id: string;
  };
}

export interface AuthoredPostAnswer {
  post: AuthoredPost;
}

/**
 * A post as its author edits it, whatever its status.
 *
 * `GET /api/content/blog/{id}/edit` For instructors and admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, not_owner, post_not_found, second_factor_required, unauthorized, unavailable
 */
export function authoredPost(client: Client, input: AuthoredPostInput, options?: CallOptions): Promise<AuthoredPostAnswer> {
  return client.call({ method: "GET", path: "/api/content/blog/{id}/edit", token: true }, input, options);
}

export interface CreatePostInput {
  body: NewPost;
}

export interface CreatePostAnswer {
  message: string;
  post: AuthoredPost;
}

/**
 * A new post; a draft unless it says otherwise.
 *
 * `POST /api/content/blog` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, category_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, upload_not_found, upload_not_ready
 */
export function createPost(client: Client, input: CreatePostInput, options?: CallOptions): Promise<CreatePostAnswer> {
  return client.call({ method: "POST", path: "/api/content/blog", token: true }, input, options);
}

export interface UpdatePostInput {
  params: {
    id: string;
  };
  body?: PostChange;
}

export interface UpdatePostAnswer {
  message: string;
  post: AuthoredPost;
}

/**
 * Change a post, publish, schedule or archive it; fields left out stay, what it was before is kept.
 *
 * `PUT /api/content/blog/{id}` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, category_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, not_owner, post_not_found, second_factor_required, unauthorized, unavailable, unsupported_media_type, upload_not_found, upload_not_ready
 */
export function updatePost(client: Client, input: UpdatePostInput, options?: CallOptions): Promise<UpdatePostAnswer> {
  return client.call({ method: "PUT", path: "/api/content/blog/{id}", token: true }, input, options);
}

export interface RemovePostInput {
  params: {
    id: string;
  };
}

export type RemovePostAnswer = Message;

/**
 * Delete a post that was never published; archive any other.
 *
 * `DELETE /api/content/blog/{id}` For admins.
 *
 * @throws ApiError account_suspended, edited_meanwhile, forbidden, internal_error, invalid_input, post_not_found, second_factor_required, unauthorized, unavailable
 */
export function removePost(client: Client, input: RemovePostInput, options?: CallOptions): Promise<RemovePostAnswer> {
  return client.call({ method: "DELETE", path: "/api/content/blog/{id}", token: true }, input, options);
}

export interface RevisionsInput {
  params: {
    id: string;
  };
}

export interface RevisionsAnswer {
  revisions: PostRevision[];
}

/**
 * The last 50 states of a post, newest first.
 *
 * `GET /api/content/blog/{id}/revisions` For instructors and admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, not_owner, post_not_found, second_factor_required, unauthorized, unavailable
 */
export function revisions(client: Client, input: RevisionsInput, options?: CallOptions): Promise<RevisionsAnswer> {
  return client.call({ method: "GET", path: "/api/content/blog/{id}/revisions", token: true }, input, options);
}

export interface RestoreRevisionInput {
  params: {
    id: string;
    n: string;
  };
}

export interface RestoreRevisionAnswer {
  message: string;
  post: AuthoredPost;
}

/**
 * Bring a former state's text back, as a new edit: its status, time and category stay.
 *
 * `POST /api/content/blog/{id}/revisions/{n}/restore` For instructors and admins.
 *
 * @throws ApiError account_suspended, edited_meanwhile, forbidden, internal_error, invalid_input, not_owner, post_not_found, second_factor_required, unauthorized, unavailable
 */
export function restoreRevision(client: Client, input: RestoreRevisionInput, options?: CallOptions): Promise<RestoreRevisionAnswer> {
  return client.call({ method: "POST", path: "/api/content/blog/{id}/revisions/{n}/restore", token: true }, input, options);
}

export interface ViewInput {
  params: {
    id: string;
  };
}

export type ViewAnswer = Message;

/**
 * Count a reader: once a day for each, however often it is called.
 *
 * `POST /api/content/blog/{id}/view` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_input, post_not_found, unavailable
 */
export function view(client: Client, input: ViewInput, options?: CallOptions): Promise<ViewAnswer> {
  return client.call({ method: "POST", path: "/api/content/blog/{id}/view" }, input, options);
}

/**
 * The latest 50 posts as RSS 2.0.
 *
 * `GET /api/content/blog/rss.xml` Open to anybody.
 *
 * @throws ApiError internal_error, unavailable
 */
export function rss(client: Client, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/content/blog/rss.xml" }, {}, options);
}

export interface TestimonialsInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    course?: string;
    featured?: "true";
  };
}

export interface TestimonialsAnswer {
  testimonials: Testimonial[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Approved reviews, latest first.
 *
 * `GET /api/content/testimonials` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_cursor, invalid_input, unavailable
 */
export function testimonials(client: Client, input: TestimonialsInput = {}, options?: CallOptions): Promise<TestimonialsAnswer> {
  return client.call({ method: "GET", path: "/api/content/testimonials" }, input, options);
}

export interface AllTestimonialsInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    status?: TestimonialStatus;
  };
}

export interface AllTestimonialsAnswer {
  testimonials: ModeratedTestimonial[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Reviews in every status, latest first: what there is to moderate.
 *
 * `GET /api/content/testimonials/all` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function allTestimonials(client: Client, input: AllTestimonialsInput = {}, options?: CallOptions): Promise<AllTestimonialsAnswer> {
  return client.call({ method: "GET", path: "/api/content/testimonials/all", token: true }, input, options);
}

export interface CreateTestimonialInput {
  body: NewTestimonial;
}

export interface CreateTestimonialAnswer {
  message: string;
  testimonial: ModeratedTestimonial;
}

/**
 * Review a course that you are enrolled in, once; it appears when an admin has approved it.
 *
 * `POST /api/content/testimonials` For anyone signed in.
 *
 * @throws ApiError account_suspended, already_reviewed, body_too_large, email_unverified, internal_error, invalid_input, malformed_json, not_enrolled, unauthorized, unavailable, unsupported_media_type
 */
export function createTestimonial(client: Client, input: CreateTestimonialInput, options?: CallOptions): Promise<CreateTestimonialAnswer> {
  return client.call({ method: "POST", path: "/api/content/testimonials", token: true }, input, options);
}

export interface ModerateTestimonialInput {
  params: {
    id: string;
  };
  body?: TestimonialChange;
}

export interface ModerateTestimonialAnswer {
  message: string;
  testimonial: ModeratedTestimonial;
}

/**
 * Approve, reject or feature a review; the course's rating moves with it.
 *
 * `PUT /api/content/testimonials/{id}` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, testimonial_not_found, unauthorized, unavailable, unsupported_media_type
 */
export function moderateTestimonial(client: Client, input: ModerateTestimonialInput, options?: CallOptions): Promise<ModerateTestimonialAnswer> {
  return client.call({ method: "PUT", path: "/api/content/testimonials/{id}", token: true }, input, options);
}

export interface RemoveTestimonialInput {
  params: {
    id: string;
  };
}

export type RemoveTestimonialAnswer = Message;

/**
 * Delete your own review, or as an admin any; the course can be reviewed anew.
 *
 * `DELETE /api/content/testimonials/{id}` For anyone signed in.
 *
 * @throws ApiError account_suspended, edited_meanwhile, internal_error, invalid_input, not_owner, testimonial_not_found, unauthorized, unavailable
 */
export function removeTestimonial(client: Client, input: RemoveTestimonialInput, options?: CallOptions): Promise<RemoveTestimonialAnswer> {
  return client.call({ method: "DELETE", path: "/api/content/testimonials/{id}", token: true }, input, options);
}

export interface FaqsInput {
  query?: {
    category?: string;
  };
}

export interface FaqsAnswer {
  faqs: Faq[];
  total: number;
}

/**
 * Every published question, by category and order.
 *
 * `GET /api/content/faqs` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_input, unavailable
 */
export function faqs(client: Client, input: FaqsInput = {}, options?: CallOptions): Promise<FaqsAnswer> {
  return client.call({ method: "GET", path: "/api/content/faqs" }, input, options);
}

export interface AllFaqsInput {
  query?: {
    category?: string;
    status?: FaqStatus;
  };
}

export interface AllFaqsAnswer {
  faqs: ManagedFaq[];
  total: number;
}

/**
 * Every question, drafts too.
 *
 * `GET /api/content/faqs/all` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function allFaqs(client: Client, input: AllFaqsInput = {}, options?: CallOptions): Promise<AllFaqsAnswer> {
  return client.call({ method: "GET", path: "/api/content/faqs/all", token: true }, input, options);
}

export interface CreateFaqInput {
  body: NewFaq;
}

export interface CreateFaqAnswer {
  message: string;
  faq: ManagedFaq;
}

/**
 * A new question with its answer.
 *
 * `POST /api/content/faqs` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function createFaq(client: Client, input: CreateFaqInput, options?: CallOptions): Promise<CreateFaqAnswer> {
  return client.call({ method: "POST", path: "/api/content/faqs", token: true }, input, options);
}

export interface ReorderFaqsInput {
  body: FaqOrder;
}

export type ReorderFaqsAnswer = Message;

/**
 * Put questions of one category in order.
 *
 * `PUT /api/content/faqs/reorder` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, faq_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function reorderFaqs(client: Client, input: ReorderFaqsInput, options?: CallOptions): Promise<ReorderFaqsAnswer> {
  return client.call({ method: "PUT", path: "/api/content/faqs/reorder", token: true }, input, options);
}

export interface UpdateFaqInput {
  params: {
    id: string;
  };
  body?: FaqChange;
}

export interface UpdateFaqAnswer {
  message: string;
  faq: ManagedFaq;
}

/**
 * Change a question; fields left out stay.
 *
 * `PUT /api/content/faqs/{id}` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, faq_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function updateFaq(client: Client, input: UpdateFaqInput, options?: CallOptions): Promise<UpdateFaqAnswer> {
  return client.call({ method: "PUT", path: "/api/content/faqs/{id}", token: true }, input, options);
}

export interface RemoveFaqInput {
  params: {
    id: string;
  };
}

export type RemoveFaqAnswer = Message;

/**
 * Delete a question.
 *
 * `DELETE /api/content/faqs/{id}` For admins.
 *
 * @throws ApiError account_suspended, faq_not_found, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function removeFaq(client: Client, input: RemoveFaqInput, options?: CallOptions): Promise<RemoveFaqAnswer> {
  return client.call({ method: "DELETE", path: "/api/content/faqs/{id}", token: true }, input, options);
}

/**
 * The parts of the sitemap: one for each month in which courses or posts were made.
 *
 * `GET /api/content/sitemap.xml` Open to anybody.
 *
 * @throws ApiError internal_error, unavailable
 */
export function sitemap(client: Client, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/content/sitemap.xml" }, {}, options);
}

export interface SitemapPartInput {
  params: {
    part: string;
  };
}

/**
 * The published courses or posts of one month, for search engines.
 *
 * `GET /api/content/sitemap/{part}` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_input, unavailable
 */
export function sitemapPart(client: Client, input: SitemapPartInput, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/content/sitemap/{part}" }, input, options);
}
