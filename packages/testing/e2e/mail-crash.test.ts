import { atEveryCall, doubts, type Job } from "../crash";
import { answerMail, type Mail, mailsTo } from "../inbox";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(240_000);

describe("in spite of any trouble", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await openTestPlatform({
      // The time of a lease passes, without being waited for.
      retryDelayMs: () => {
        platform.ahead += 61_000;
        return 5;
      },
    });
  });
  afterAll(() => platform.close());

  interface Welcomed {
    person: Person;
    mail: Mail;
  }

  async function welcomed(): Promise<Welcomed> {
    const person = await newPerson(platform);
    const mail = (await mailsTo(platform, person.email)).find(({ subject }) => subject === "Welcome to Insta iQ");
    if (!mail) throw new Error("nobody was welcomed");
    return { person, mail };
  }

  const rowOf = async ({ id }: Person) => {
    const { Users } = await import("#core/user.entity");
    return (await Users.get({ id }).go()).data;
  };

  const sentTo = async ({ email }: Person) => (await mailsTo(platform, email)).map(({ subject }) => subject).toSorted();

  const settles: Pick<Job<Welcomed>, "recover"> = { recover: () => platform.settled() };

  it.each(doubts)("feedback is taken once, after $name any of its worker's calls", async (doubt) => {
    const job: Job<Welcomed> = {
      ...settles,
      worker: "feedback",
      prepare: welcomed,
      act: async ({ mail }) => {
        await answerMail(platform, mail, "complaint");
        return undefined;
      },
      assess: async ({ person }, point) => {
        const found = await rowOf(person);
        expect([point, found?.mail_status, found?.unsubscribed]).toEqual([point, "complained", ["reminders"]]);
        const { suppressionOf } = await import("#core/suppression");
        expect([point, (await suppressionOf(person.email))?.reason]).toEqual([point, "complained"]);
      },
    };
    expect(await atEveryCall(platform, job, doubt)).toEqual(["AdminGetUser", "TransactWriteItems"]);
  });

  it.each(doubts)(
    "a mail that must not be sent never is, after $name any of the mailer's calls, and is on record",
    async (doubt) => {
      const job: Job<Welcomed> = {
        ...settles,
        worker: "mailer",
        prepare: async () => {
          const found = await welcomed();
          await answerMail(platform, found.mail, "complaint");
          return found;
        },
        act: async ({ person }) => {
          const { Users } = await import("#core/user.entity");
          await Users.patch({ id: person.id }).set({ password_changed_at: person.id }).go();
          await platform.settled();
          return undefined;
        },
        assess: async ({ person }, point) => {
          expect([point, await sentTo(person)]).toEqual([
            point,
            ["Confirm your e-mail address", "Welcome to Insta iQ"],
          ]);
          expect([point, await withheldOf(`password-changed#${person.id}#${person.id}`)]).toEqual([
            point,
            "complained",
          ]);
        },
      };
      expect(await atEveryCall(platform, job, doubt)).toEqual([
        ...["TransactWriteItems", "GetItem", "TransactWriteItems", "UpdateItem"],
      ]);
    },
  );

  async function withheldOf(name: string): Promise<unknown> {
    const { documents, store } = await import("#adapters/table");
    const { GetCommand } = await import("@aws-sdk/lib-dynamodb");
    const Key = { pk: `delivery#${name}`, sk: "delivery" };
    return (await documents.send(new GetCommand({ TableName: store.table, Key }))).Item?.withheld;
  }
});
