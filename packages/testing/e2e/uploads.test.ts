import { call, type Reply } from "../api";
import { announce, executable, newUpload, png, send } from "../files";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { hour, minute, pass, signedInAgain, sweep } from "../time";

describe("uploads", () => {
  let platform: TestPlatform;
  let person: Person;
  let instructor: Person;
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
    instructor = await newPerson(platform, { role: "instructor" });
    admin = await newPerson(platform, { role: "admin" });
  });
  beforeEach(async () => {
    person = await newPerson(platform);
  });
  afterAll(() => platform.close());

  const read = (id: string, { token }: Person = person): Promise<Reply> =>
    call(platform, `GET /api/uploads/${id}`, { token });
  const setAvatar = (avatar_upload_id: string | null, { token }: Person = person): Promise<Reply> =>
    call(platform, "PUT /api/auth/profile", { token, body: { avatar_upload_id } });

  describe("a form", () => {
    it("takes exactly the announced file, straight into storage", async () => {
      const announced = { purpose: "avatar", content_type: "image/png", size: 200, file_name: "me.png" };
      const { token } = person;
      const { status, body } = await call(platform, "POST /api/uploads", { token, body: announced });
      expect([status, body.message]).toEqual([201, "Send the file with this form"]);
      expect(body.upload.fields).toMatchObject({
        key: `incoming/avatar/${body.upload.id}`,
        "Content-Type": "image/png",
      });
      expect(Date.parse(body.upload.expires_at)).toBeGreaterThan(Date.now() + 9 * minute);
      expect((await read(body.upload.id)).body.upload).toMatchObject({ state: "pending", size: 200, url: null });
      expect((await send(body.upload, png())).status).toBe(204);
      await platform.settled();
      expect((await read(body.upload.id)).body.upload).toMatchObject({ state: "ready", reason: null, url: null });
    });

    it.each<[string, (fields: Record<string, string>) => Record<string, string>, Buffer, string]>([
      ["a larger file", (fields) => fields, png(201), "EntityTooLarge"],
      ["a smaller file", (fields) => fields, png(199), "EntityTooSmall"],
      ["another type", (fields) => ({ ...fields, "Content-Type": "text/html" }), png(), "AccessDenied"],
      ["another key", (fields) => ({ ...fields, key: "media/avatar/mine.png" }), png(), "AccessDenied"],
      ["a field more", (fields) => ({ ...fields, acl: "public-read" }), png(), "AccessDenied"],
    ])("doesn't take %s", async (_what, change, file, code) => {
      const { upload } = (await announce(platform, person)).body;
      const refused = await send({ url: upload.url, fields: change(upload.fields) }, file);
      expect(await refused.text()).toContain(`<Code>${code}</Code>`);
      expect((await read(upload.id)).body.upload.state).toBe("pending");
    });

    it("works for ten minutes", async () => {
      const { upload } = (await announce(platform, person)).body;
      pass(platform, 11 * minute);
      expect(await (await send(upload, png())).text()).toContain("Policy expired");
      person = await signedInAgain(platform, person);
      expect((await read(upload.id)).body.upload.state).toBe("pending");
    });

    it("is given twenty times an hour", async () => {
      const statuses: number[] = [];
      for (let count = 0; count < 21; count++) statuses.push((await announce(platform, person)).status);
      expect(statuses).toEqual([...Array(20).fill(201), 429]);
      const refused = await announce(platform, person);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      pass(platform, hour);
      person = await signedInAgain(platform, person);
      expect((await announce(platform, person)).status).toBe(201);
    });

    it.each([
      ["student", "course_image", "image/png", 403],
      ["student", "lesson_video", "video/mp4", 403],
      ["instructor", "event_image", "image/png", 403],
      ["instructor", "course_image", "image/webp", 201],
      ["instructor", "lesson_video", "video/mp4", 201],
      ["admin", "event_image", "image/jpeg", 201],
      ["student", "avatar", "video/mp4", 400],
      ["instructor", "lesson_attachment", "image/png", 400],
    ])("for a %s: %s as %s is answered %i", async (role, purpose, content_type, status) => {
      const callers: Record<string, Person> = { student: person, instructor, admin };
      const caller = await signedInAgain(platform, callers[role] ?? person);
      const reply = await announce(platform, caller, { purpose, content_type });
      expect(reply.status).toBe(status);
      if (status === 400) expect(reply.body.errors[0].path).toBe("body.content_type");
    });

    it("is not for more than the purpose takes", async () => {
      const { status, body } = await announce(platform, person, { size: 5 * 1024 ** 2 + 1 });
      expect([status, body.errors[0].path]).toEqual([400, "body.size"]);
    });
  });

  describe("a file that came", () => {
    it("and isn't what it says is rejected, with the reason, and can't be used", async () => {
      const id = await newUpload(platform, person, { file: executable() });
      const refused = { state: "rejected", reason: "The file's content isn't image/png: it is a program" };
      expect((await read(id)).body.upload).toMatchObject(refused);
      expect(await setAvatar(id)).toMatchObject({
        status: 409,
        body: { code: "upload_not_ready", detail: refused.reason },
      });
    });

    it("is its owner's, and an admin's to see", async () => {
      const id = await newUpload(platform, person);
      const other = await newPerson(platform);
      expect(await read(id, other)).toMatchObject({ status: 404, body: { code: "upload_not_found" } });
      expect(await setAvatar(id, other)).toMatchObject({ status: 404, body: { code: "upload_not_found" } });
      expect((await read(id, await signedInAgain(platform, admin))).status).toBe(200);
    });

    it("is of use for its purpose only", async () => {
      const author = await signedInAgain(platform, instructor);
      const id = await newUpload(platform, author, { purpose: "course_image" });
      expect(await setAvatar(id, author)).toMatchObject({ status: 404, body: { code: "upload_not_found" } });
    });

    it("can't be used before it has come", async () => {
      const { upload } = (await announce(platform, person)).body;
      expect(await setAvatar(upload.id)).toMatchObject({ status: 409, body: { code: "upload_not_ready" } });
    });

    it("can't be exchanged after it was looked at", async () => {
      const { upload } = (await announce(platform, person)).body;
      await send(upload, png());
      await platform.settled();
      const { variants } = (await read(upload.id)).body.upload;
      await send(upload, executable());
      await platform.settled();
      expect((await read(upload.id)).body.upload).toMatchObject({ state: "ready", variants });
      const { user } = (await setAvatar(upload.id)).body;
      expect(user.avatar_url).toBe(variants[0].url);
    });
  });

  describe("an avatar", () => {
    it("has a lasting address, and can be taken away", async () => {
      const id = await newUpload(platform, person);
      const { status, body } = await setAvatar(id);
      const address = `${platform.cloud.urls.api}/images/avatar/${id}/`;
      expect([status, body.user.avatar_url]).toEqual([200, expect.stringMatching(`^${address}[0-9a-f]{16}\\.jpg$`)]);
      expect((await read(id)).body.upload).toMatchObject({ state: "ready", url: body.user.avatar_url });

      const picture = await fetch(body.user.avatar_url);
      expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
      expect((await setAvatar(null)).body.user.avatar_url).toBeNull();
    });

    /** The addresses of a picture's files. */
    const addressesOf = async (id: string): Promise<string[]> => {
      const { variants } = (await read(id)).body.upload;
      return variants.map(({ url }: { url: string }) => url);
    };

    /** How many of the files there are. */
    const there = async (urls: string[]): Promise<number> =>
      (await Promise.all(urls.map((url) => fetch(url)))).filter(({ ok }) => ok).length;

    it("that another follows is deleted in all its sizes, and the other isn't", async () => {
      const [first, second] = [await newUpload(platform, person), await newUpload(platform, person)];
      const [before, after] = [await addressesOf(first), await addressesOf(second)];
      await setAvatar(first);
      expect((await setAvatar(first)).status).toBe(200);
      await setAvatar(second);
      expect(await setAvatar(first)).toMatchObject({ status: 409, body: { code: "upload_not_ready" } });
      expect(await there(before)).toBe(3);
      await sweep(platform);
      expect([await there(before), await there(after)]).toEqual([0, 3]);
      expect((await read(first)).status).toBe(404);
    });

    it("goes with the account", async () => {
      const id = await newUpload(platform, person);
      const urls = await addressesOf(id);
      await setAvatar(id);
      const body = { password: person.password };
      expect((await call(platform, "DELETE /api/auth/profile", { token: person.token, body })).status).toBe(200);
      await sweep(platform);
      expect(await there(urls)).toBe(0);
    });

    it("of several at once is one, and all others can be had again or are deleted", async () => {
      const ids = await Promise.all(Array.from({ length: 4 }, () => newUpload(platform, person)));
      const urls = await Promise.all(ids.map(addressesOf));
      const replies = await Promise.all(ids.map((id) => setAvatar(id)));
      const codes = replies.map(({ status, body }) => (status === 200 ? "taken" : body.code));
      expect(codes.filter((code) => code !== "edited_meanwhile" && code !== "taken")).toEqual([]);
      await sweep(platform);
      const { user } = (await call(platform, "GET /api/auth/profile", { token: person.token })).body;
      const taken = urls.filter((_, index) => codes[index] === "taken");
      const left = await Promise.all(taken.map(there));
      expect(taken.filter((_, index) => left[index] !== 0).map(([url]) => url)).toEqual([user.avatar_url]);
    });

    it("stays when a change doesn't speak of it", async () => {
      const { body } = await setAvatar(await newUpload(platform, person));
      const reply = await call(platform, "PUT /api/auth/profile", { token: person.token, body: { city: "Pune" } });
      expect(reply.body.user.avatar_url).toBe(body.user.avatar_url);
    });

    it("that nobody uses is deleted after a week, and one in use isn't", async () => {
      const [unused, used] = [await newUpload(platform, person), await newUpload(platform, person)];
      const [forgotten, kept] = [await addressesOf(unused), await addressesOf(used)];
      await setAvatar(used);
      pass(platform, 7 * 24 * hour - minute);
      await sweep(platform);
      expect([await there(forgotten), await there(kept)]).toEqual([3, 3]);
      pass(platform, 2 * minute);
      await sweep(platform);
      expect([await there(forgotten), await there(kept)]).toEqual([0, 3]);
      person = await signedInAgain(platform, person);
      expect([(await read(unused)).status, (await read(used)).body.upload.state]).toEqual([404, "ready"]);
    });

    it("is nowhere to be found where there is none", async () => {
      const none = await fetch(`${platform.cloud.urls.api}/images/avatar/upl_none00/0123456789abcdef.jpg`);
      expect(none.status).toBe(403);
    });
  });

  describe("attach", () => {
    it("answers the same to everybody at once, and again", async () => {
      const { attach } = await import("#core/upload");
      const author = await signedInAgain(platform, instructor);
      const pdf = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(100, 9)]);
      const made = { purpose: "lesson_attachment", content_type: "application/pdf", file_name: "Notes – अध्याय 1.pdf" };
      const id = await newUpload(platform, author, { file: pdf, ...made });
      const all = await Promise.all(Array.from({ length: 5 }, () => attach(id, author, "lesson_attachment")));
      const key = `media/lesson_attachment/${id}/original.pdf`;
      const attached = { key, content_type: "application/pdf", size: 109, file_name: made.file_name };
      expect([...all, await attach(id, author, "lesson_attachment")]).toEqual(Array(6).fill(attached));

      const { signedMedia } = await import("#core/media");
      const now = new Date(Date.now() + platform.ahead);
      const { url, expires_at } = await signedMedia(key, { fileName: made.file_name, seconds: 60 }, now);
      const download = await fetch(url);
      expect(Buffer.from(await download.arrayBuffer())).toEqual(pdf);
      expect(download.headers.get("content-disposition")).toContain(encodeURIComponent("अध्याय"));
      pass(platform, 2 * minute);
      expect(Date.parse(expires_at)).toBeLessThan(Date.now() + platform.ahead);
      expect((await fetch(url)).status).toBe(403);
    });
  });
});
