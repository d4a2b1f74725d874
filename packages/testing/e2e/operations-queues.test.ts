import { call } from "../api";
import { newDraft } from "../courses";
import { mailsTo } from "../inbox";
import { operated } from "../operator";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { poisoned } from "../poison";
import { signedInAgain } from "../time";

const hour = 3_600_000;

describe("what a consumer of the stream can't take", () => {
  let platform: TestPlatform;
  const poison = (worker: string, service: string) => poisoned(platform, worker, service);
  let admin: Person;
  beforeAll(async () => {
    platform = await openTestPlatform({
      // The age at which records are given up comes without being waited for.
      retryDelayMs: () => {
        platform.ahead += 10 * 60_000;
        return 5;
      },
    });
    admin = await newPerson(platform, { role: "admin" });
    await platform.settled();
  });
  afterAll(() => platform.close());

  /** A draft, to be published in one go: the clock may run on as soon as that is done. */
  async function newDraftOf(title: string): Promise<() => Promise<void>> {
    const author = await signedInAgain(platform, admin);
    const { id } = await newDraft(platform, author, { title });
    await platform.settled();
    return async () => {
      const body = { status: "published" };
      await call(platform, `PUT /api/courses/${id}/status`, { token: author.token, body });
      await platform.settled();
    };
  }

  const titles = async () => {
    const { body } = await call(platform, "GET /api/courses?limit=100");
    return { titles: body.courses.map(({ title }: { title: string }) => title), total: body.total };
  };

  const subjects = async ({ email }: Pick<Person, "email">) =>
    (await mailsTo(platform, email)).map(({ subject }) => subject).toSorted();

  it("is parked with its reason, and nobody's name; handed over again once that is mended, it has its effect once", async () => {
    const publish = await newDraftOf("Poisoned");
    const mend = poison("projector", "dynamodb");
    await publish();
    mend();
    expect(await titles()).toEqual({ titles: [], total: 0 });

    const shown = await operated(platform, "queues", "show");
    expect(shown).toMatchObject({ code: 1, said: expect.stringMatching(/projector: [1-9].*RecordAgeExceeded/s) });
    expect(shown.said).not.toContain("Poisoned");
    expect(shown.said).not.toContain(admin.email);

    expect(await operated(platform, "queues", "redrive", "projector")).toMatchObject({
      code: 0,
      said: expect.stringContaining("0 not taken, 0 too old"),
    });
    expect(await titles()).toEqual({ titles: ["Poisoned"], total: 1 });
    expect(await operated(platform, "queues", "show")).toMatchObject({ code: 0 });
    const { takeCensus } = await import("#core/census");
    await platform.settled();
    expect(await takeCensus()).toEqual([]);
  });

  it("stays parked while it can't be taken, and by a dry run", async () => {
    const publish = await newDraftOf("Poisoned again");
    const mend = poison("projector", "dynamodb");
    await publish();

    const again = await operated(platform, "queues", "redrive", "projector");
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining("projector: 0 taken") });
    mend();
    expect(await operated(platform, "queues", "redrive", "projector", "--dry-run")).toMatchObject({ code: 0 });
    expect((await titles()).total).toBe(1);

    expect(await operated(platform, "queues", "redrive", "projector")).toMatchObject({ code: 0 });
    expect((await titles()).total).toBe(2);
  });

  it("is a mail: it goes once, however often it is handed over and replayed", async () => {
    const mend = poison("mailer", "ses");
    const person = await newPerson(platform, { verified: false });
    await platform.settled();
    mend();
    expect(await subjects(person)).toEqual([]);

    expect(await operated(platform, "queues", "redrive", "mailer")).toMatchObject({ code: 0 });
    const once = ["Confirm your e-mail address", "Welcome to Insta iQ"];
    expect(await subjects(person)).toEqual(once);

    const replayed = await operated(platform, "stream", "replay", "--from", "23h", "--consumer", "mailer");
    expect(replayed).toMatchObject({
      code: 0,
      said: expect.stringMatching(/mailer has taken ([1-9]\d*) of \1 records/),
    });
    expect(await subjects(person)).toEqual(once);
  });

  it("is older than the stream: mails that never went are found by their rows and sent, the rest is rebuilt", async () => {
    const publish = await newDraftOf("Long forgotten");
    const mend = [poison("mailer", "ses"), poison("projector", "dynamodb")];
    await publish();
    const person = await newPerson(platform, { verified: false });
    await platform.settled();
    for (const one of mend) one();
    platform.ahead += 25 * hour;
    await platform.cloud.standIns.dynamodb.sweepExpired();

    for (const worker of ["mailer", "projector"])
      expect(await operated(platform, "queues", "redrive", worker)).toMatchObject({
        code: 1,
        said: expect.stringMatching(/[1-9]\d* too old.*--forget/s),
      });

    const planned = await operated(platform, "mail", "resend", "--from", "2d", "--dry-run");
    expect(planned).toMatchObject({ code: 0, said: expect.stringContaining(`welcome#${person.id}`) });
    expect(planned.said).not.toContain(person.email);
    expect(await subjects(person)).toEqual([]);
    expect(await operated(platform, "mail", "resend", "--from", "2d")).toMatchObject({ code: 0 });
    const once = ["Confirm your e-mail address", "Welcome to Insta iQ"];
    expect(await subjects(person)).toEqual(once);
    const again = await operated(platform, "mail", "resend", "--from", "2d");
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining("sends 0 mails") });

    expect(await operated(platform, "rebuild")).toMatchObject({ code: 0 });
    expect((await titles()).titles).toContain("Long forgotten");
    for (const worker of ["mailer", "projector"])
      expect(await operated(platform, "queues", "redrive", worker, "--forget")).toMatchObject({ code: 0 });
    expect(await operated(platform, "queues", "show")).toMatchObject({ code: 0 });
    expect(await subjects(person)).toEqual(once);
  });
});
