import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { openIndex, type TestIndex } from "#testing/search-index";
import type { SearchDocument } from "./document";

let index: TestIndex;
beforeAll(async () => {
  mockClient(SecretsManagerClient).on(GetSecretValueCommand).resolves({ SecretString: "the app key" });
  index = await openIndex();
});
afterAll(() => index.endpoint.close());

const newDocument = (id: string, overrides: Partial<SearchDocument> = {}): SearchDocument => ({
  ...{ id, title: "Algebra", texts: [], filters: [], card: { id } },
  ...overrides,
});

const put = (document: SearchDocument) => index.indexed("course", document.id, async () => document);
const ids = async (words: string, more: object = {}) =>
  (await index.search<{ id: string }>("course", { words, ...more }, { limit: 50, page: 1 })).rows.map(({ id }) => id);

test("what is put in is found by words and their beginnings, and gone when taken out", async () => {
  await put(newDocument("a", { title: "Serverless on AWS", texts: ["Lambda, step by step"] }));
  expect(await ids("serverless")).toEqual(["a"]);
  expect(await ids("serv la")).toEqual(["a"]);
  expect(await ids("serv php")).toEqual([]);
  await put(newDocument("a", { title: "Servers on AWS" }));
  expect(await ids("serverless")).toEqual([]);
  expect(await ids("server")).toEqual(["a"]);
  await index.indexed("course", "a", async () => undefined);
  expect(await ids("server")).toEqual([]);
});
