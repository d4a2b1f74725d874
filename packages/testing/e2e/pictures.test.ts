import sharp from "sharp";
import type { ObjectEvent } from "#local/cloud/object-event";
import { outputOf } from "#local/platform";
import { call, type Reply } from "../api";
import { announce, executable, newUpload, png, send } from "../files";
import { newPerson, type Person } from "../people";
import { bomb, photograph, telephonePhotograph } from "../photographs";
import { openTestPlatform, type TestPlatform } from "../platform";
import { sendRivals } from "../rival-pictures";

/** The beginning of what a telephone keeps its photographs in. */
const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(400, 3)]);
const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

describe("a picture", () => {
  let platform: TestPlatform;
  let person: Person;
  beforeAll(async () => {
    platform = await openTestPlatform();
  });
  beforeEach(async () => {
    person = await newPerson(platform);
  });
  afterAll(() => platform.close());

  const read = (id: string, { token }: Person = person): Promise<Reply> =>
    call(platform, `GET /api/uploads/${id}`, { token });
  const jpeg = (file: Buffer) => ({ file, content_type: "image/jpeg" });

  const runs = () =>
    platform.cloud.invocations().filter(({ functionName }) => functionName.includes("resizerFunction"));

  /** What waits in the resizer's queue. */
  const parked = () => {
    const [queue] = platform.cloud.deployment
      .resources("AWS::SQS::Queue")
      .filter(({ logicalId }) => logicalId.startsWith("resizerParked"));
    return platform.cloud.queues.messages(queue?.attribute("Arn") ?? "");
  };

  const eventsOf = (id: string): ObjectEvent[] =>
    platform.cloud.objectEvents.history.filter(({ detail }) => detail.object.key.endsWith(id));

  /** Every object that there is of an upload: key and ETag. */
  const objectsOf = (id: string): string[] => {
    const bucket = outputOf(platform.cloud, "MediaBucket");
    return platform.cloud.standIns.s3.objectsIn(bucket, "images/").filter((object) => object.includes(id));
  };

  it("that is sent by a form is there in every size a moment later, without what its camera told", async () => {
    const id = await newUpload(platform, person, jpeg(await telephonePhotograph({ width: 1200, height: 900 })));
    const { upload } = (await read(id)).body;
    expect(upload).toMatchObject({ state: "ready", reason: null, url: null, width: 900, height: 1200 });
    expect(upload.placeholder).toMatch(/^data:image\/webp;base64,/);
    const sizes = upload.variants.map(({ format, width, height }: never) => `${format} ${width}x${height}`);
    expect(sizes).toEqual([
      "jpeg 450x600",
      ...["320x427", "640x853", "900x1200"].flatMap((size) => [`webp ${size}`, `avif ${size}`]),
    ]);
    for (const { url, width, height } of upload.variants) {
      const { exif, icc, ...found } = await sharp(Buffer.from(await (await fetch(url)).arrayBuffer())).metadata();
      expect({ exif, icc, width: found.width, height: found.height }).toEqual({ width, height });
    }
  });

  it("is served to anybody, for good, as nothing but a picture", async () => {
    const id = await newUpload(platform, person);
    const { url } = (await read(id)).body.upload.variants[1];
    const { status, headers } = await fetch(url);
    expect([status, Object.fromEntries(headers)]).toMatchObject([
      200,
      {
        "content-type": "image/webp",
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "cross-origin",
      },
    ]);
    const again = await fetch(url, { headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
    expect((await fetch(url, { method: "POST" })).status).toBe(403);
  });

  it("as it was sent is nobody's to see, nor is a lesson's file", async () => {
    const id = await newUpload(platform, person);
    const { api } = platform.cloud.urls;
    for (const path of [
      `incoming/avatar/${id}`,
      `images/../incoming/avatar/${id}`,
      `images/%2e%2e/incoming/avatar/${id}`,
    ])
      expect([path, (await fetch(`${api}/${path}`)).ok]).toEqual([path, false]);
    const teacher = await newPerson(platform, { role: "instructor" });
    const notes = { purpose: "lesson_attachment", content_type: "text/plain" };
    const file = await newUpload(platform, teacher, { file: Buffer.from("Notes"), ...notes });
    const { attach } = await import("#core/upload");
    const { key } = await attach(file, teacher, "lesson_attachment");
    for (const path of [key, `images/${key}`, key.replace("media/", "images/")])
      expect([path, (await fetch(`${api}/${path}`)).ok]).toEqual([path, false]);
  });

  it("alone sets the resizer going: a lesson's file doesn't, and what it draws doesn't", async () => {
    const teacher = await newPerson(platform, { role: "instructor" });
    const before = runs().length;
    const notes = { purpose: "lesson_attachment", content_type: "text/plain" };
    await newUpload(platform, teacher, { file: Buffer.from("Notes"), ...notes });
    expect(runs()).toHaveLength(before);
    await newUpload(platform, person);
    expect(runs()).toHaveLength(before + 1);
  });

  it.each([
    [
      "a HEIC photograph",
      heic,
      "image/jpeg",
      "isn't image/jpeg: it is a HEIC photograph, which has to be saved as JPEG",
    ],
    ["an SVG", drawing, "image/png", "isn't image/png: it is an SVG drawing"],
    ["a program", executable(), "image/webp", "isn't image/webp: it is a program"],
    ["a bomb", bomb(), "image/png", "12000 × 12000 points, and may have 25 million"],
  ])("that is %s is rejected with the reason, at once and for good", async (_what, file, content_type, reason) => {
    const before = runs().length;
    const id = await newUpload(platform, person, { file, content_type });
    const { upload } = (await read(id)).body;
    expect(upload).toMatchObject({ state: "rejected", variants: [], placeholder: null });
    expect(upload.reason).toContain(reason);
    expect([runs().length - before, parked(), objectsOf(id)]).toEqual([1, [], []]);
  });

  it("of which half has come is rejected", async () => {
    const whole = await photograph({ width: 300, height: 200 });
    const id = await newUpload(platform, person, jpeg(whole.subarray(0, whole.length / 2)));
    expect((await read(id)).body.upload).toMatchObject({
      ...{ state: "rejected", reason: "The picture is damaged, or not all of it has come" },
    });
  });

  describe("whose event comes", () => {
    const deliver = async (events: ObjectEvent[]): Promise<void> => {
      for (const event of events) platform.cloud.objectEvents.deliver(event);
      await platform.settled();
    };

    it("three times more, one after the other and at once, stays as it is", async () => {
      const id = await newUpload(platform, person);
      const { upload } = (await read(id)).body;
      const [event] = eventsOf(id);
      if (!event) throw new Error("there was no event");
      const objects = objectsOf(id);
      for (const events of [[event], [event], [event, event, event]]) await deliver(events);
      expect([(await read(id)).body.upload, objectsOf(id)]).toEqual([upload, objects]);
      expect(objects).toHaveLength(3);
    });

    it("three times at once is drawn once", async () => {
      const { upload } = (await announce(platform, person)).body;
      const lost = platform.cloud.faults.inject(({ functionName }) =>
        functionName?.includes("-resizerFunction") ? { before: "crash" } : undefined,
      );
      await send(upload, png());
      await platform.settled();
      lost();
      expect((await read(upload.id)).body.upload.state).toBe("pending");
      const [event] = eventsOf(upload.id);
      if (!event) throw new Error("there was no event");
      await deliver([event, event, event]);
      expect((await read(upload.id)).body.upload.state).toBe("ready");
      expect(objectsOf(upload.id)).toHaveLength(3);
    });

    it("after that of another file for the same form, in whatever order, is one of the two", async () => {
      const [one, other] = [
        await photograph({ width: 40, height: 30 }, 1),
        await photograph({ width: 40, height: 30 }, 2),
      ];
      const size = Math.max(one.length, other.length);
      const filled = (file: Buffer) => Buffer.concat([file, Buffer.alloc(size - file.length)]);
      const { upload } = (await announce(platform, person, { content_type: "image/jpeg", size })).body;
      await send(upload, filled(one));
      await send(upload, filled(other));
      await platform.settled();
      const { state, variants } = (await read(upload.id)).body.upload;
      await deliver(eventsOf(upload.id).toReversed());
      expect((await read(upload.id)).body.upload).toMatchObject({ state: "ready", variants });
      expect([state, objectsOf(upload.id)]).toMatchObject(["ready", { length: 3 }]);
    });
  });

  it("that a smaller one overtakes, sent by the same form, leaves no file behind", async () => {
    const id = await sendRivals(platform, person);
    const { upload } = (await read(id)).body;
    expect(upload).toMatchObject({ state: "ready", width: 20, height: 15 });
    expect(
      runs()
        .slice(-2)
        .map(({ outcome }) => outcome.payload),
    ).toEqual(['{"outcome":"ready"}', '{"outcome":"stale"}']);
    expect(objectsOf(id)).toHaveLength(upload.variants.length);
  });

  it("that the resizer fails on three times is parked with its event, and can be delivered anew", async () => {
    const [before, waiting] = [runs().length, parked().length];
    const lasting = platform.cloud.faults.inject(({ functionName, action }) =>
      functionName?.includes("-resizerFunction") && action === "PutObject" ? { before: "crash" } : undefined,
    );
    const id = await newUpload(platform, person);
    lasting();
    expect([runs().length - before, (await read(id)).body.upload.state]).toEqual([3, "processing"]);
    const message = JSON.parse(parked()[waiting]?.body ?? "{}");
    expect(message.requestContext).toMatchObject({ condition: "RetriesExhausted", approximateInvokeCount: 3 });
    expect(message.requestPayload.detail.object.key).toBe(`incoming/avatar/${id}`);
    platform.cloud.objectEvents.deliver(message.requestPayload);
    await platform.settled();
    expect((await read(id)).body.upload.state).toBe("ready");
  });
});
