import type { Browser } from "playwright-core";
import { call, type Reply } from "../api";
import { browserInstalled, openBrowser } from "../browser";
import { newCourse } from "../courses";
import { newSection } from "../curriculum";
import { type Exhibition, openExhibition } from "../exhibition";
import { mailsTo } from "../inbox";
import { markupAttacks } from "../markup-attacks";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the API refuses
const refusable = /[\u0000-\u0008\u000B\u000C]/;

const fitsLine = (text: string) => text.length <= 255 && !/\p{Cc}/u.test(text);

/** One for each way of acting. */
const ways = markupAttacks.filter((attack) =>
  [
    /^<script>/,
    /^<img src=x onerror/,
    /^<svg onload/,
    /JaVa/,
    /srcdoc/,
    /^<details/,
    /evil.example\/x.js/,
    /mouseover/,
  ].some((way) => way.test(attack)),
);

(browserInstalled ? describe : describe.skip)("in a browser, an attack", () => {
  let platform: TestPlatform;
  let browser: Browser;
  let exhibition: Exhibition;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    browser = await openBrowser();
    exhibition = await openExhibition(browser, platform.cloud.urls.api);
    admin = await newPerson(platform, { role: "admin" });
  }, 300_000);
  afterAll(async () => {
    await exhibition?.close();
    await browser?.close();
    await platform.close();
  });

  const as = ({ token }: Person, route: string, body?: object) => call(platform, route, { token, body });

  /** Those that do anything, with what they do. */
  async function acting(markups: string[]): Promise<Record<string, string[]>> {
    if ((await exhibition.show(markups)).length === 0) return {};
    const found: [string, string[]][] = [];
    for (const markup of markups) found.push([markup, await exhibition.show([markup])]);
    return Object.fromEntries(found.filter(([, told]) => told.length > 0));
  }

  /** How it is answered after somebody has written it there; null where it may not be written. */
  async function answered(route: string, body: object, read: (body: Reply["body"]) => string): Promise<string | null> {
    const reply = await as(admin, route, body);
    if (reply.status === 400) return null;
    expect(reply.status).toBe(201);
    return read(reply.body);
  }

  const framed = (attack: string) => `<p>Before</p>${attack}<p>After</p>`;

  it("acts where it is shown as it was sent, so that one that came through would be seen", async () => {
    expect(Object.keys(await acting(ways))).toEqual(ways);
  });

  it("does nothing as a post, whichever it is, nor in the feed", async () => {
    const write = async (attack: string) => {
      const title = fitsLine(attack) ? attack : "A post";
      const body = { title, excerpt: attack.slice(0, 500), content: framed(attack), status: "published" };
      const slug = await answered("POST /api/content/blog", body, ({ post }) => post.slug);
      return slug && (await call(platform, `GET /api/content/blog/${slug}`)).body.post.content;
    };
    const contents = await Promise.all(markupAttacks.map(write));
    const refused = markupAttacks.filter((_, n) => contents[n] === null);
    expect(refused).toEqual(markupAttacks.filter((attack) => refusable.test(attack)));
    expect(await acting(contents.filter((content) => content !== null))).toEqual({});
    await platform.settled();
    const feed = String((await call(platform, "GET /api/content/blog/rss.xml")).body);
    const descriptions = [...feed.matchAll(/<description><!\[CDATA\[(.*?)\]\]><\/description>/gs)];
    expect(descriptions).toHaveLength(50);
    expect(await acting(descriptions.map(([, html = ""]) => html))).toEqual({});
  });

  it("does nothing as an answer or in a lesson", async () => {
    const course = await newCourse(platform, admin, { price: 0 });
    const lesson = { title: "A lesson", kind: "text", preview: true };
    const section_id = await newSection(platform, admin, course.id);
    const path = `/api/courses/${course.id}/lessons`;
    for (const attack of ways) {
      const faq = { question: "Why?", answer: framed(attack) };
      const answer = await answered("POST /api/content/faqs", faq, ({ faq }) => faq.answer);
      const body = { ...lesson, section_id, body: framed(attack) };
      const id = await answered(`POST ${path}`, body, ({ lesson }) => lesson.id);
      const read = (await as(admin, `GET ${path}/${id}`)).body.lesson.body;
      expect(await acting([String(answer), read])).toEqual({});
    }
  });

  it("does nothing as a name, a title or a review: neither in mails nor in what the API answers", async () => {
    const learner = await newPerson(platform);
    for (const text of ways.filter(fitsLine)) {
      const course = await newCourse(platform, admin, { title: text, price: 0 });
      await as(learner, "PUT /api/auth/profile", { name: text });
      expect((await as(learner, `POST /api/courses/${course.id}/enroll`)).status).toBe(201);
      const review = { course_id: course.id, rating: 5, title: text, content: text };
      const { testimonial } = (await as(learner, "POST /api/content/testimonials", review)).body;
      await as(admin, `PUT /api/content/testimonials/${testimonial.id}`, { status: "approved" });
      await platform.settled();
    }
    const mails = (await mailsTo(platform, learner.email)).map(({ html }) => html);
    expect(mails.length).toBeGreaterThan(ways.filter(fitsLine).length);
    expect(await acting(mails)).toEqual({});
    for (const path of ["content/blog?limit=100", "content/blog/rss.xml", "content/testimonials", "courses"])
      expect(await exhibition.visit(`${platform.cloud.urls.api}/api/${path}`)).toEqual([]);
  });
});
