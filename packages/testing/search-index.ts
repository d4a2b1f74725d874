import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DeleteCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import type { SearchDocument } from "#core/search/document";
import type { SearchQuery } from "#core/search/query";
import { openEndpoint, type TestEndpoint, tableProperties } from "#local/dynamodb/test-endpoint";

type Row = Record<string, unknown>;

/** The index of courses on a table of its own, with its sources in memory. */
export class TestIndex {
  readonly sources = new Map<string, SearchDocument>();
  /** Told before and after every call to the table, which waits for it; what it throws, the caller meets. */
  onCall: (moment: "before" | "after", action: string) => void | Promise<void> = () => {};

  /** Goes on with every edit, by longer than searches keep anything. */
  now = new Date("2026-11-02T10:00:00Z");

  constructor(
    private readonly endpoint: TestEndpoint,
    private readonly core: typeof import("#core/search/indexing") & typeof import("#core/search/query"),
  ) {}

  put(document: SearchDocument): Promise<void> {
    this.sources.set(document.id, document);
    return this.deliver(document.id);
  }

  remove(id: string): Promise<void> {
    this.sources.delete(id);
    return this.deliver(id);
  }

  /** As the projector does with a record of the source, or of another that comes late. */
  deliver = (id: string, thorough?: boolean): Promise<void> => {
    this.now = new Date(this.now.getTime() + 60_000);
    return this.core.indexed("course", id, async () => this.sources.get(id), thorough);
  };

  search = (query: SearchQuery, paging: { limit?: number; page?: number; cursor?: string } = {}) =>
    this.core.search<{ id: string }>("course", query, { limit: 100, page: 1, ...paging }, this.now);

  /** Ids of what is found, in their order. */
  async find(words: string, more: Omit<SearchQuery, "words"> = {}): Promise<string[]> {
    const { rows } = await this.search({ words, ...more });
    return rows.map(({ id }) => id);
  }

  /** All rows of the table whose partition begins so, by pk and sk. */
  async rows(beginning: string): Promise<Map<string, Row>> {
    const { Items = [] } = await this.endpoint.documents.send(new ScanCommand({ TableName: "app" }));
    const found = Items.filter(({ pk }) => String(pk).startsWith(beginning));
    return new Map(found.map((item) => [`${item.pk} ${item.sk}`, item]));
  }

  /** Takes a row away behind the index's back. */
  async lose(key: string): Promise<void> {
    const [pk, sk] = key.split(" ");
    await this.endpoint.documents.send(new DeleteCommand({ TableName: "app", Key: { pk, sk } }));
  }

  async ordinals(): Promise<Map<string, number>> {
    const marks = [...(await this.rows("search-mark#")).values()];
    return new Map(marks.map(({ id, ordinal }) => [String(id), Number(ordinal)]));
  }

  /** Leaves places empty, so that the next document comes to this one. */
  async continueAt(ordinal: number): Promise<void> {
    await this.endpoint.documents.send(
      new UpdateCommand({
        TableName: "app",
        Key: { pk: "searched#course", sk: "counter" },
        UpdateExpression: "SET places = :places",
        ExpressionAttributeValues: { ":places": ordinal },
      }),
    );
  }

  close = (): Promise<void> => this.endpoint.close();
}

/** Opens a table and loads the index on it; once per suite, because the adapters keep their first table. */
export async function openIndex(): Promise<TestIndex> {
  mockClient(SecretsManagerClient).on(GetSecretValueCommand).resolves({ SecretString: "the app key" });
  const endpoint = await openEndpoint(tableProperties());
  const { protocol, hostname, port } = (await endpoint.client.config.endpoint?.()) ?? {};
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: `${protocol}//${hostname}:${port}`,
    ...{ TABLE_NAME: "app", APP_KEY_ARN: "arn:key", AWS_REGION: "us-east-1" },
    ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
  });
  const core = { ...(await import("#core/search/indexing")), ...(await import("#core/search/query")) };
  const index = new TestIndex(endpoint, core);
  const { documents } = await import("#adapters/table");
  documents.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (input) => {
        await index.onCall("before", commandName);
        const answer = await next(input);
        await index.onCall("after", commandName);
        return answer;
      },
    { step: "initialize", name: "calls" },
  );
  return index;
}
