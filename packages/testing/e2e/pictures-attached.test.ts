import { call, type Reply } from "../api";
import { announce, executable, newUpload } from "../files";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { sweep } from "../time";

/** What can be illustrated, and by what names. */
interface Kind {
  noun: "course" | "event" | "post";
  path: string;
  role: "instructor" | "admin";
  purpose: string;
  url: "image_url" | "featured_image";
  draft: object;
}

const kinds: Kind[] = [
  {
    ...{ noun: "course", path: "/api/courses", role: "instructor", purpose: "course_image", url: "image_url" },
    draft: { title: "Pictures, Plainly", price: 0 },
  },
  {
    ...{ noun: "event", path: "/api/events", role: "admin", purpose: "event_image", url: "image_url" },
    draft: { title: "An Evening of Pictures", price: 0, date: "2030-05-01", time: "18:00" },
  },
  {
    ...{ noun: "post", path: "/api/content/blog", role: "instructor", purpose: "post_image", url: "featured_image" },
    draft: { title: "On Pictures", content: "<p>Look.</p>" },
  },
];

type Illustrated = { id: string; image: { variants: { url: string }[] } } & Partial<Record<Kind["url"], string>>;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

describe.each(kinds)("a $noun", ({ noun, path, role, purpose, url, draft }) => {
  const upload_id = `${url === "image_url" ? "image" : url}_upload_id`;
  let author: Person;
  beforeEach(async () => {
    author = await newPerson(platform, { role });
  });

  const upload = (more: object = {}, by = author) => newUpload(platform, by, { purpose, ...more });
  const make = (fields: object = {}): Promise<Reply> =>
    call(platform, `POST ${path}`, { token: author.token, body: { ...draft, ...fields } });
  const change = (id: string, body: object): Promise<Reply> =>
    call(platform, `PUT ${path}/${id}`, { token: author.token, body });

  /** One that has a picture. */
  async function illustrated() {
    const picture = await upload();
    const { status, body } = await make({ [upload_id]: picture });
    expect(status).toBe(201);
    const made: Illustrated = body[noun];
    return { ...made, picture };
  }

  const addressesOf = ({ image }: Illustrated): string[] => image.variants.map((variant) => variant.url);
  const there = async (urls: string[]): Promise<number> =>
    (await Promise.all(urls.map((address) => fetch(address)))).filter(({ ok }) => ok).length;

  it("is made with an uploaded picture, and shows it in every size", async () => {
    const made = await illustrated();
    expect(made).toMatchObject({
      [url]: expect.stringMatching(`/images/${purpose}/${made.picture}/[0-9a-f]{16}\\.jpg$`),
      image: {
        ...{ width: 1, height: 1, placeholder: expect.stringMatching(/^data:image\/webp/) },
        variants: ["jpeg", "webp", "avif"].map((format) => ({ format, width: 1, height: 1, url: expect.any(String) })),
      },
    });
    expect(addressesOf(made)[0]).toBe(made[url]);
    expect(await there(addressesOf(made))).toBe(3);
  });

  it("has none where none was uploaded, and keeps an address elsewhere", async () => {
    const elsewhere = "https://cdn.example.com/one.jpg";
    const { body } = await make({ [url]: elsewhere });
    expect(body[noun]).toMatchObject({ [url]: elsewhere, image: null });
    const { body: same } = await change(body[noun].id, { [upload_id]: null });
    expect(same[noun]).toMatchObject({ [url]: elsewhere, image: null });
  });

  it("can take another picture, and the one before is deleted", async () => {
    const made = await illustrated();
    const next = await upload();
    const { body } = await change(made.id, { [upload_id]: next });
    expect(body[noun][url]).toContain(next);
    await sweep(platform);
    expect([await there(addressesOf(made)), await there(addressesOf(body[noun]))]).toEqual([0, 3]);
  });

  it.each([
    ["null for the upload", () => ({ [upload_id]: null }), null],
    ["null for the address", () => ({ [url]: null }), null],
    ["another address", () => ({ [url]: "https://cdn.example.com/b.jpg" }), "https://cdn.example.com/b.jpg"],
  ])("gives its picture up by %s", async (_how, given, left) => {
    const made = await illustrated();
    const { status, body } = await change(made.id, given());
    expect([status, body[noun][url], body[noun].image]).toEqual([200, left, null]);
    await sweep(platform);
    expect(await there(addressesOf(made))).toBe(0);
  });

  it("keeps its picture when the whole form is sent back, the same upload is named, or nothing is said of it", async () => {
    const made = await illustrated();
    const renamed = { title: `${Object.values(draft)[0]}, Again` };
    for (const given of [{ [url]: made[url] }, { [upload_id]: made.picture }, renamed]) {
      const { status, body } = await change(made.id, given);
      expect([status, body[noun][url], body[noun].image]).toEqual([200, made[url], made.image]);
    }
    await sweep(platform);
    expect(await there(addressesOf(made))).toBe(3);
  });

  it("takes one's own picture only, for this purpose, once it is ready, and nothing else has it", async () => {
    const made = await illustrated();
    const refusal = async (id: string): Promise<object> => {
      const { status, body } = await change(made.id, { [upload_id]: id });
      return { status, code: body.code, detail: body.detail };
    };
    const unknown = { status: 404, code: "upload_not_found" };
    const unready = { status: 409, code: "upload_not_ready" };
    const other = await newPerson(platform, { role });
    const awaited = (await announce(platform, author, { purpose })).body.upload.id;
    expect(await refusal(await upload({}, other))).toMatchObject(unknown);
    expect(await refusal(await newUpload(platform, author))).toMatchObject(unknown);
    expect(await refusal("upl_01jd0000000000000000000000")).toMatchObject(unknown);
    expect(await refusal(awaited)).toMatchObject(unready);
    expect(await refusal(await upload({ file: executable() }))).toEqual({
      ...{ ...unready, detail: "The file's content isn't image/png: it is a program" },
    });
    const second = await illustrated();
    expect(await refusal(second.picture)).toEqual({ ...unready, detail: "The picture is in use already" });
  });

  it("that two edits illustrate at once has one of the pictures, and the other can be used again", async () => {
    const { body } = await make();
    const pictures = [await upload(), await upload()];
    const replies = await Promise.all(pictures.map((one) => change(body[noun].id, { [upload_id]: one })));
    const taken = pictures.filter((_, index) => replies[index]?.status === 200);
    const left = pictures.filter((one) => !taken.includes(one));
    expect(replies.filter(({ status }) => status !== 200).map(({ body: refused }) => refused.code)).toEqual(
      left.map(() => "edited_meanwhile"),
    );
    for (const one of left) expect((await change(body[noun].id, { [upload_id]: one })).status).toBe(200);
  });

  it("takes its picture with it when it is deleted", async () => {
    const made = await illustrated();
    const admin = await newPerson(platform, { role: "admin" });
    const { status } = await call(platform, `DELETE ${path}/${made.id}`, { token: admin.token });
    expect(status).toBe(200);
    await sweep(platform);
    expect(await there(addressesOf(made))).toBe(0);
  });
});

describe("a list", () => {
  it("shows the address of a picture, and not all its sizes", async () => {
    const [author, admin] = [
      await newPerson(platform, { role: "instructor" }),
      await newPerson(platform, { role: "admin" }),
    ];
    const image_upload_id = await newUpload(platform, author, { purpose: "course_image" });
    const body = { title: "A Course in a List", price: 0, image_upload_id };
    const { course } = (await call(platform, "POST /api/courses", { token: author.token, body })).body;
    const published = { token: admin.token, body: { status: "published" } };
    await call(platform, `PUT /api/courses/${course.id}/status`, published);
    await platform.settled();
    const [card] = (await call(platform, "GET /api/courses?limit=100")).body.courses;
    expect(card).toMatchObject({ id: course.id, image_url: course.image_url });
    expect(card).not.toHaveProperty("image");
    const detail = (await call(platform, `GET /api/courses/${course.slug}`)).body.course;
    expect(detail.image).toEqual(course.image);
  });
});

describe("a post's former revision", () => {
  it("comes back with the picture that the post has now, because its own is gone", async () => {
    const author = await newPerson(platform, { role: "instructor" });
    const { token } = author;
    const [first, second] = [
      await newUpload(platform, author, { purpose: "post_image" }),
      await newUpload(platform, author, { purpose: "post_image" }),
    ];
    const body = { title: "Before", content: "<p>Look.</p>", featured_image_upload_id: first };
    const { post } = (await call(platform, "POST /api/content/blog", { token, body })).body;
    const next = { title: "After", featured_image_upload_id: second };
    await call(platform, `PUT /api/content/blog/${post.id}`, { token, body: next });
    const restored = await call(platform, `POST /api/content/blog/${post.id}/revisions/1/restore`, { token });
    expect(restored.body.post.title).toBe("Before");
    expect(restored.body.post.featured_image).toContain(second);
    expect(restored.body.post.image.variants[0].url).toBe(restored.body.post.featured_image);
  });
});
