import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
} from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { newCourse } from "../courses";
import { operatedAlone } from "../operator";
import { order, pay } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";

describe("a table that was damaged", () => {
  let platform: TestPlatform;
  let documents: DynamoDBDocumentClient;
  let live: string;
  let before: Map<string, unknown>;
  let then: string;
  let paid: string;
  beforeAll(async () => {
    platform = await openTestPlatform();
    documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    live = process.env.TABLE_NAME ?? "";
    const [admin, buyer] = await Promise.all([newPerson(platform, { role: "admin" }), newPerson(platform)]);
    const { body } = await order(platform, buyer, await newCourse(platform, admin));
    await pay(platform, body.payment);
    await platform.settled();
    paid = body.order.id;
    before = await rowsOf(live);
    // Whatever follows is seconds later: a restore is to the second.
    platform.ahead += 2000;
    then = new Date(Date.now() + platform.ahead).toISOString();
    platform.ahead += 5000;
    await damage();
  });
  afterAll(() => platform.close());

  async function rowsOf(TableName: string): Promise<Map<string, unknown>> {
    const rows = new Map<string, unknown>();
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName }))
      for (const { pk, sk, ...rest } of Items) rows.set(`${pk} ${sk}`, rest);
    return rows;
  }

  /** As a bad deployment or a bad hand does: an order says another sum, rows are gone, and others have come. */
  async function damage(): Promise<void> {
    const Key = { pk: `order#${paid}`, sk: "order" };
    const change = { UpdateExpression: "SET total_amount = :v", ExpressionAttributeValues: { ":v": 1 } };
    await documents.send(new UpdateCommand({ TableName: live, Key, ...change }));
    for (const [key, row] of before) {
      const [pk, sk] = key.split(" ");
      const { __edb_e__: entity } = row as { __edb_e__: string };
      if (entity === "enrollment" || entity === "entry")
        await documents.send(new DeleteCommand({ TableName: live, Key: { pk, sk } }));
    }
    await newPerson(platform);
    await platform.settled();
  }

  const ops = (...words: string[]) => operatedAlone([...words, "--stage", "dev"]);

  it("is restored as it was beside itself, verified and complete, and stays as it is", async () => {
    const damaged = await rowsOf(live);
    const done = await ops("restore", "--to", then, "--name", "restored");

    expect(done).toMatchObject({ code: 0, said: expect.stringContaining("1 orders, 0 that their ledger") });
    expect(done.said).toContain("0 counters wrong");
    expect(done.said).toMatch(/enrollment +1 +0\n/);
    expect(await rowsOf("restored")).toEqual(before);
    expect(await rowsOf(live)).toEqual(damaged);

    const { Table } = await documents.send(new DescribeTableCommand({ TableName: "restored" }));
    expect(Table).toMatchObject({
      DeletionProtectionEnabled: true,
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    expect(done.said).toContain(`-c table_name=restored -c table_stream=${Table?.LatestStreamArn}`);
    const described = await Promise.all([
      documents.send(new DescribeContinuousBackupsCommand({ TableName: "restored" })),
      documents.send(new DescribeTimeToLiveCommand({ TableName: "restored" })),
      documents.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn })),
    ]);
    expect(described).toMatchObject([
      { ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED" } } },
      { TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" } },
      { Tags: expect.arrayContaining([{ Key: "project", Value: "instaiq" }]) },
    ]);
  });

  it("can be counted and rebuilt by the restored table's name", async () => {
    expect(await ops("rebuild", "--check", "--table", "restored")).toMatchObject({ code: 0 });
    expect(await ops("rebuild", "--check")).toMatchObject({ code: 1 });
  });

  it("is told, restored to a moment after the damage, that its money doesn't add up; a drill leaves nothing behind", async () => {
    platform.ahead += 5000;
    const late = new Date(Date.now() + platform.ahead).toISOString();
    const done = await ops("restore", "--to", late, "--name", "drilled", "--drill");
    expect(done).toMatchObject({ code: 1, said: expect.stringContaining(`${paid}: its journal says 0`) });
    await expect(rowsOf("drilled")).rejects.toThrow("not found");
  });

  it("can't be restored to a time that nobody remembers", async () => {
    expect(await ops("restore", "--to", "2020-01-01T00:00:00Z")).toMatchObject({
      code: 2,
      said: expect.stringContaining("can be restored to"),
    });
  });
});
