import { call, type Reply } from "../api";
import { newCategory, placeCategory } from "../categories";
import { newCourse } from "../courses";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { newPost } from "../posts";
import { hour, minute, pass, signedInAgain, sweep } from "../time";

let platform: TestPlatform;
let admin: Person;
let author: Person;
let rival: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  process.env.APP_KEY_ARN = "instaiq/dev/APP_KEY";
  [admin, author, rival] = await Promise.all([
    newPerson(platform, { role: "admin" }),
    newPerson(platform, { role: "instructor", name: "Asha Author" }),
    newPerson(platform, { role: "instructor" }),
  ]);
  await Promise.all(["cat_cloud", "cat_list01", "cat_search01"].map(placeCategory));
});
afterAll(() => platform.close());

type Body = Reply["body"];

const as = ({ token }: Person, route: string, body?: object) => call(platform, route, { token, body });
const read = (reference: string) => call(platform, `GET /api/content/blog/${reference}`);
const update = (by: Person, id: string, body: object) => as(by, `PUT /api/content/blog/${id}`, body);
const later = (milliseconds: number) => new Date(Date.now() + platform.ahead + milliseconds).toISOString();

/** Ids of the posts of a list, and its total, once the projector has caught up. */
async function listed(query = "", path = "/api/content/blog", by?: Person): Promise<{ ids: string[]; total: number }> {
  await platform.settled();
  const { body } = await call(platform, `GET ${path}?limit=100&${query}`, { token: by?.token });
  return { ids: body.posts.map(({ id }: Body) => id), total: body.total };
}

let topics = 0;
/** A tag of its own keeps one test's posts apart from another's. */
const newTag = () => `topic-${++topics}`;

describe("a post", () => {
  it("is answered as it was written, with what follows from its text", async () => {
    const body = {
      ...{ title: "Queues, Kindly Explained", content: "<h2>Why</h2><p>A <b>queue</b> is patience &amp; order.</p>" },
      ...{ tags: ["  Web Design ", "AWS", "aws"], category_id: "cat_cloud", meta_title: "Queues" },
      ...{ featured_image: "https://images.instaiq.com/q.jpg", status: "published" },
    };
    const reply = await as(author, "POST /api/content/blog", body);
    expect(reply.status).toBe(201);
    const { post } = reply.body;
    expect(post).toMatchObject({
      ...{ ...body, slug: "queues-kindly-explained", tags: ["web-design", "aws"], view_count: 0, revision: 1 },
      ...{ excerpt: "Why A queue is patience & order.", reading_minutes: 1, meta_description: null },
      author: { id: author.id, name: "Asha Author" },
    });
    const found = (await read("queues-kindly-explained")).body.post;
    expect(found).toMatchObject({ id: post.id, content: body.content, published_at: post.published_at });
    expect(Object.keys(found)).not.toEqual(expect.arrayContaining(["status"]));
    expect((await read(post.id)).body.post).toEqual(found);
  });

  it("is found by its old slug after a rename, and by its new one", async () => {
    const { id, slug } = await newPost(platform, author, { title: "First name" });
    await update(author, id, { title: "Second name" });
    const replies = await Promise.all([slug, "second-name", id].map(read));
    expect(replies.map(({ body }) => [body.post.id, body.post.slug])).toEqual(Array(3).fill([id, "second-name"]));
  });

  it("never takes an address of the API for its slug", async () => {
    const { slug } = await newPost(platform, author, { title: "Mine" });
    expect(slug).toMatch(/^mine-/);
    expect((await newPost(platform, author, { title: "rss.xml" })).slug).toBe("rss-xml");
  });

  it.each(["draft", "archived"])("that is %s is there for nobody but its author and admins", async (status) => {
    const { id, slug } = await newPost(platform, author, { title: "Hidden", status });
    for (const reference of [id, slug])
      expect(await read(reference)).toMatchObject({ status: 404, body: { code: "post_not_found" } });
    const replies = await Promise.all([author, admin, rival].map((by) => as(by, `GET /api/content/blog/${id}/edit`)));
    expect(replies.map(({ status, body }) => [status, body.post?.status ?? body.code])).toEqual([
      ...Array(2).fill([200, status]),
      [403, "not_owner"],
    ]);
    expect((await listed()).ids).not.toContain(id);
  });

  it("belongs to its author and to admins: nobody else changes it, sees its history or brings it back", async () => {
    const { id } = await newPost(platform, author);
    const tries: [string, object?][] = [
      [`PUT /api/content/blog/${id}`, { title: "Mine now" }],
      [`GET /api/content/blog/${id}/revisions`],
      [`POST /api/content/blog/${id}/revisions/1/restore`],
    ];
    for (const [route, body] of tries)
      expect(await as(rival, route, body)).toMatchObject({ status: 403, body: { code: "not_owner" } });
    expect((await as(author, `DELETE /api/content/blog/${id}`)).body.code).toBe("forbidden");
    expect((await update(admin, id, { title: "Edited by an admin" })).body.post.author.id).toBe(author.id);
  });

  it("loses what could act, on the way in, and is refused when nothing is left", async () => {
    const content = `<p onclick="x()">Hi<script>x()</script><a href="javascript:x()">y</a></p><img src=x onerror=x()>`;
    const { id } = await newPost(platform, author, { content });
    const { body } = await read(id);
    expect(body.post.content).toBe('<p>Hi<a rel="noopener nofollow">y</a></p><img src="x" />');
    for (const empty of [
      "<script>x()</script>",
      "<style>*{}</style>",
      "<iframe src='https://evil.example'></iframe>",
    ]) {
      const refused = await update(author, id, { content: empty });
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: "body.content" }] } });
    }
  });

  it("names a category that there is, and that stays while a post names it", async () => {
    const { id: category_id } = await newCategory(platform, admin, { name: "Essays" });
    const body = { title: "Lost", content: "<p>x</p>", category_id: "cat_none0001" };
    const missing = { status: 404, body: { code: "category_not_found" } };
    expect(await as(author, "POST /api/content/blog", body)).toMatchObject(missing);
    const { id } = await newPost(platform, author, { category_id, status: "draft" });
    expect(await update(author, id, { category_id: "cat_none0001" })).toMatchObject(missing);
    const removed = async () => (await as(admin, `DELETE /api/categories/${category_id}`)).body.message;
    expect(await removed()).toContain("archived");
    await as(admin, `DELETE /api/content/blog/${id}`);
    expect(await removed()).toContain("deleted");
  });

  it("stays when its author's account is deleted, under nobody's name, and so does a review", async () => {
    const name = "Zebulon Quartermain";
    const leaver = await newPerson(platform, { role: "instructor", name });
    const { id } = await newPost(platform, leaver, { title: "Parting words" });
    await update(leaver, id, { meta_title: "Edited" });
    const course = await newCourse(platform, admin, { price: 0 });
    await as(leaver, `POST /api/courses/${course.id}/enroll`);
    const review = { course_id: course.id, rating: 5, content: "Good." };
    expect((await as(leaver, "POST /api/content/testimonials", review)).status).toBe(201);
    await platform.settled();
    expect((await as(admin, `DELETE /api/users/${leaver.id}`)).status).toBe(200);
    pass(platform, minute);
    await sweep(platform);
    expect((await read(id)).body.post.author.name).toBe("Deleted user");
    const { paginateScan } = await import("@aws-sdk/lib-dynamodb");
    const { documents, store } = await import("#adapters/table");
    const left: string[] = [];
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: store.table }))
      left.push(
        ...Items.filter((row) => /zebulon|quartermain/i.test(JSON.stringify(row))).map(({ pk, sk }) => `${pk} ${sk}`),
      );
    expect(left).toEqual([]);
    const revisions = await as(admin, `GET /api/content/blog/${id}/revisions`);
    expect(revisions.body.revisions[0].edited_by).toEqual({ id: leaver.id, name: "Deleted user" });
  });

  it("is deleted as a draft, and archived once it was out", async () => {
    const draft = await newPost(platform, author, { status: "draft", title: "Scrap" });
    const remove = ({ id }: Body) => as(admin, `DELETE /api/content/blog/${id}`);
    expect((await remove(draft)).body.message).toBe("Post deleted");
    expect((await as(admin, `GET /api/content/blog/${draft.id}/edit`)).status).toBe(404);
    expect((await newPost(platform, author, { title: "Scrap" })).slug).toBe("scrap");
    const out = await newPost(platform, author);
    await update(author, out.id, { status: "draft" });
    expect((await remove(out)).body.message).toBe("Post archived");
    expect((await as(admin, `GET /api/content/blog/${out.id}/edit`)).body.post.status).toBe("archived");
    expect((await remove(draft)).status).toBe(404);
    const { documents, store } = await import("#adapters/table");
    const { QueryCommand } = await import("@aws-sdk/lib-dynamodb");
    await platform.settled();
    const query = { TableName: store.table, KeyConditionExpression: "pk = :pk" };
    const left = await documents.send(
      new QueryCommand({ ...query, ExpressionAttributeValues: { ":pk": `post#${draft.id}` } }),
    );
    expect(left.Items).toEqual([]);
  });
});

describe("a scheduled post", () => {
  it("is out from its moment on, to the millisecond, and in the lists within a minute", async () => {
    const tag = newTag();
    const published_at = later(10 * minute);
    const { id } = await newPost(platform, author, { published_at, tags: [tag] });
    const { findVisible } = await import("#core/post");
    const at = (milliseconds: number) => findVisible(id, new Date(Date.parse(published_at) + milliseconds));
    await expect(at(-1)).rejects.toThrow("There is no such post");
    expect((await at(0)).id).toBe(id);
    expect((await read(id)).status).toBe(404);
    expect(await call(platform, `POST /api/content/blog/${id}/view`)).toMatchObject({ status: 404 });
    await sweep(platform);
    expect(await listed(`tag=${tag}`)).toEqual({ ids: [], total: 0 });
    pass(platform, 10 * minute + 1000);
    expect((await read(id)).body.post.published_at).toBe(published_at);
    await sweep(platform);
    expect(await listed(`tag=${tag}`)).toEqual({ ids: [id], total: 1 });
    expect((await listed()).ids[0]).toBe(id);
    await sweep(platform);
    expect(await listed(`tag=${tag}`)).toEqual({ ids: [id], total: 1 });
    admin = await signedInAgain(platform, admin);
    author = await signedInAgain(platform, author);
  });

  it("is put off, brought forward or withdrawn, and the last word holds", async () => {
    const tag = newTag();
    const make = (offset: number) => newPost(platform, author, { published_at: later(offset), tags: [tag] });
    const [putOff, forward, withdrawn] = [await make(minute), await make(hour), await make(minute)];
    await update(author, putOff.id, { published_at: later(3 * minute) });
    await update(author, forward.id, { published_at: later(-minute) });
    await update(author, withdrawn.id, { status: "draft" });
    expect(await listed(`tag=${tag}`)).toEqual({ ids: [forward.id], total: 1 });
    pass(platform, 2 * minute);
    await sweep(platform);
    expect(await listed(`tag=${tag}`)).toEqual({ ids: [forward.id], total: 1 });
    pass(platform, 2 * minute);
    await sweep(platform);
    expect(await listed(`tag=${tag}`)).toEqual({ ids: [putOff.id, forward.id], total: 2 });
    await update(author, putOff.id, { published_at: later(hour) });
    expect(await listed(`tag=${tag}`)).toEqual({ ids: [forward.id], total: 1 });
    expect((await as(admin, `DELETE /api/content/blog/${putOff.id}`)).body.message).toBe("Post archived");
  });
});

describe("the history of a post", () => {
  const history = async (id: string) => (await as(author, `GET /api/content/blog/${id}/revisions`)).body.revisions;

  it("keeps every edit, newest first, and brings any back as a new one", async () => {
    const { id } = await newPost(platform, author, { title: "One", excerpt: "First", tags: ["a"], status: "draft" });
    await update(author, id, { title: "Two", content: "<p>Other words.</p>", excerpt: null, tags: [] });
    await update(admin, id, { status: "published" });
    const revisions = await history(id);
    expect(
      revisions.map(({ revision, title, status, edited_by }: Body) => [revision, title, status, edited_by.id]),
    ).toEqual([
      [3, "Two", "published", admin.id],
      [2, "Two", "draft", author.id],
      [1, "One", "draft", author.id],
    ]);
    const restored = await as(author, `POST /api/content/blog/${id}/revisions/1/restore`);
    expect(restored.body.post).toMatchObject({
      ...{ revision: 4, status: "published", title: "One", slug: "one", excerpt: "First", tags: ["a"] },
      content: "<p>Some words.</p>",
    });
    expect((await read("two")).body.post.title).toBe("One");
    expect((await as(author, `POST /api/content/blog/${id}/revisions/9/restore`)).status).toBe(404);
  });

  it("holds fifty states, and forgets the oldest", async () => {
    const { id } = await newPost(platform, author, { status: "draft" });
    for (let n = 2; n <= 52; n++) await update(author, id, { meta_title: `Edit ${n}` });
    const revisions = await history(id);
    expect([revisions.length, revisions[0].revision, revisions.at(-1).revision]).toEqual([50, 52, 3]);
    const tooOld = await as(author, `POST /api/content/blog/${id}/revisions/2/restore`);
    expect(tooOld).toMatchObject({ status: 404, body: { detail: expect.stringContaining("revision") } });
    expect((await as(author, `POST /api/content/blog/${id}/revisions/3/restore`)).body.post.meta_title).toBe("Edit 3");
  }, 30_000);

  it("loses no edit to another: of two at once one is refused, and of one on a former state too", async () => {
    const { id } = await newPost(platform, author);
    const both = await Promise.all(["A", "B"].map((meta_title) => update(author, id, { meta_title })));
    expect([200, 409]).toEqual(expect.arrayContaining(both.map(({ status }) => status)));
    const { revision } = (await as(author, `GET /api/content/blog/${id}/edit`)).body.post;
    expect((await history(id)).map(({ revision }: Body) => revision)[0]).toBe(revision);
    expect(await update(author, id, { meta_title: "C", revision: 1 })).toMatchObject({
      status: 409,
      body: { code: "edited_meanwhile" },
    });
    expect((await update(author, id, { meta_title: "C", revision })).status).toBe(200);
  });
});

describe("the lists", () => {
  it("follow a post through its tags, category and status", async () => {
    const [one, two] = [newTag(), newTag()];
    const { id } = await newPost(platform, author, { tags: [one], category_id: "cat_list01" });
    const other = await newPost(platform, author, { tags: [one, two] });
    expect(await listed(`tag=${one}`)).toEqual({ ids: [other.id, id], total: 2 });
    expect(await listed(`tag=${one.toUpperCase()}&category=cat_list01`)).toEqual({ ids: [id], total: 1 });
    await update(author, id, { tags: [two], category_id: null });
    expect(await listed(`tag=${one}`)).toEqual({ ids: [other.id], total: 1 });
    expect(await listed(`tag=${two}`)).toEqual({ ids: [other.id, id], total: 2 });
    expect(await listed("category=cat_list01")).toEqual({ ids: [], total: 0 });
    await update(author, other.id, { status: "archived" });
    expect(await listed(`tag=${two}`)).toEqual({ ids: [id], total: 1 });
    expect((await listed()).ids).not.toContain(other.id);
  });

  it("find posts by words of their title and text, together with tag and category, while they are out", async () => {
    const [tag, category_id] = [newTag(), "cat_search01"];
    const titled = await newPost(platform, author, { title: "Zeppelin basics", tags: [tag], category_id });
    const body = { title: "Airships", content: "<p>Of the <b>zepp</b>elins &amp; others</p>", tags: [tag] };
    const told = await newPost(platform, author, body);
    expect(await listed("search=zeppel")).toEqual({ ids: [titled.id, told.id], total: 2 });
    expect((await listed(`search=zeppelin&category=${category_id}&tag=${tag}`)).ids).toEqual([titled.id]);
    expect((await listed("search=zeppelins")).ids).toEqual([told.id]);
    await update(author, titled.id, { status: "draft" });
    await update(author, told.id, { content: "<p>Of balloons</p>" });
    expect(await listed("search=zeppelin")).toEqual({ ids: [], total: 0 });
    expect((await listed(`search=balloons&tag=${tag}`)).ids).toEqual([told.id]);
  });

  it("of authors show their own in every status, to admins everybody's", async () => {
    const writer = await newPerson(platform, { role: "instructor" });
    const own = [];
    for (const status of ["draft", "published", "archived"])
      own.unshift((await newPost(platform, writer, { status })).id);
    const mine = "/api/content/blog/mine";
    expect(await listed("", mine, writer)).toEqual({ ids: own, total: 3 });
    expect(await listed("status=draft", mine, writer)).toEqual({ ids: [own[2]], total: 1 });
    const all = await listed("", mine, admin);
    expect(all.ids).toEqual(expect.arrayContaining(own));
    expect(all.total).toBeGreaterThan(3);
    expect((await listed("status=archived", mine, admin)).ids).toContain(own[0]);
  });

  it("change nothing when their records come again", async () => {
    const [before, own] = [await listed(), await listed("", "/api/content/blog/mine", admin)];
    for (const mapping of platform.cloud.triggers.mappings.values()) mapping.redeliver();
    expect([await listed(), await listed("", "/api/content/blog/mine", admin)]).toEqual([before, own]);
    expect(before.total).toBe(before.ids.length);
  });

  it("of related posts begin with those that have most in common", async () => {
    const [one, two] = [newTag(), newTag()];
    const both = await newPost(platform, author, { tags: [one, two] });
    const older = await newPost(platform, author, { tags: [two] });
    const newer = await newPost(platform, author, { tags: [one] });
    const [stranger, self] = [await newPost(platform, author), await newPost(platform, author, { tags: [one, two] })];
    const { body } = await read(self.id);
    const ids = body.related.map(({ id }: Body) => id);
    expect(ids).toEqual([both.id, newer.id, older.id, stranger.id]);
  });
});

describe("readers", () => {
  const count = async (id: string) => {
    await platform.settled();
    return (await read(id)).body.post.view_count;
  };
  const redeliver = () => {
    for (const mapping of platform.cloud.triggers.mappings.values()) mapping.redeliver();
  };

  it("are counted once a day each, and reading itself writes nothing", async () => {
    const { countView } = await import("#core/post.views");
    const { id, slug } = await newPost(platform, author);
    for (let n = 0; n < 3; n++)
      expect(await call(platform, `POST /api/content/blog/${n % 2 ? slug : id}/view`)).toMatchObject({
        status: 202,
        body: { message: "Counted" },
      });
    expect(await count(id)).toBe(1);
    const now = new Date(Date.now() + platform.ahead);
    const addresses = ["198.51.100.1", "198.51.100.2", "2001:db8:0:1::5", "2001:db8:0:1:ffff::9", "2001:db8:0:2::5"];
    for (const address of [...addresses, ...addresses]) await countView(id, address, now);
    expect(await count(id)).toBe(5);
    await countView(id, "198.51.100.1", new Date(now.getTime() + 24 * hour));
    expect(await count(id)).toBe(6);
  });

  it("add up to the days' sums, however often and by however many the records are taken", async () => {
    const { countView, foldViews } = await import("#core/post.views");
    const { dayOf } = await import("#core/day");
    const { id } = await newPost(platform, author);
    const now = new Date(Date.now() + platform.ahead);
    const crowd = Array.from({ length: 24 }, (_, n) => countView(id, `203.0.113.${n}`, now));
    await Promise.all([...crowd, ...Array.from({ length: 6 }, () => foldViews(`${id}@${dayOf(now)}`))]);
    expect(await count(id)).toBe(24);
    redeliver();
    await Promise.all(Array.from({ length: 6 }, () => foldViews(`${id}@${dayOf(now)}`)));
    expect(await count(id)).toBe(24);
  }, 20_000);

  it("of what isn't out, or isn't at all, are not counted", async () => {
    const { id } = await newPost(platform, author, { status: "draft" });
    for (const reference of [id, "pst_none0001", "no-such-post"])
      expect(await call(platform, `POST /api/content/blog/${reference}/view`)).toMatchObject({
        status: 404,
        body: { code: "post_not_found" },
      });
  });
});

describe("what machines read", () => {
  const site = "http://localhost:5173";
  const fetchXml = async (path: string) => {
    const reply = await call(platform, `GET ${path}`);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, expect.stringContaining("xml")]);
    return reply;
  };

  it("the feed has the latest posts, safely, and says when nothing has changed", async () => {
    const title = "Cats ]]> & <b>dogs</b> ]]> end";
    const content = "<p>1 &lt; 2 ]]&gt; ok</p>";
    const { slug, id } = await newPost(platform, author, { title, content, tags: ["c++"] });
    const { body, headers } = await fetchXml("/api/content/blog/rss.xml");
    expect(headers.get("content-type")).toMatch(/^application\/rss\+xml/);
    expect(headers.get("cache-control")).toBe("public, max-age=300");
    const [, item = ""] = /<item>(.*?)<\/item>/s.exec(body) ?? [];
    const text = (name: string) =>
      new RegExp(`<${name}[^>]*>(.*?)</${name}>`, "s").exec(item)?.[1]?.replace(/<!\[CDATA\[(.*?)\]\]>/gs, "$1");
    expect(text("title")).toBe("Cats ]] > & <b>dogs</b> ]] > end");
    expect(text("description")).toBe("1 &lt; 2 ]]&gt; ok");
    expect(body).toContain(`href="${platform.cloud.urls.api}/api/content/blog/rss.xml"`);
    expect(["link", "guid", "category"].map(text)).toEqual([`${site}/blog/${slug}`, id, "c++"]);
    const again = await call(platform, "GET /api/content/blog/rss.xml", {
      headers: { "if-none-match": headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
  });

  it("the sitemap leads to every published course and post, and to nothing else", async () => {
    const course = await newCourse(platform, admin, { title: "Mapped course" });
    const old = await newPost(platform, author, { title: "Old news", published_at: "2019-12-31T23:59:59.999Z" });
    const draft = await newPost(platform, author, { title: "Not yet", status: "draft" });
    const locations = (body: string) => [...body.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url ?? "");
    const index = locations((await fetchXml("/api/content/sitemap.xml")).body);
    const { api } = platform.cloud.urls;
    expect(index).toContain(`${api}/api/content/sitemap/posts-2019-12.xml`);
    const parts = await Promise.all(index.map((url) => fetchXml(url.replace(api, ""))));
    const urls = parts.flatMap(({ body }) => locations(body));
    expect(new Set(urls).size).toBe(urls.length);
    expect(urls).toEqual(expect.arrayContaining([`${site}/courses/${course.slug}`, `${site}/blog/${old.slug}`]));
    expect(urls).not.toContain(`${site}/blog/${draft.slug}`);
    expect(urls.filter((url) => url.includes("/blog/"))).toHaveLength((await listed()).total);
  });
});
