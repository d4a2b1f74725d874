/** All rows of an entity, by the root's hand. */
export async function rowsOf(entity: string): Promise<Record<string, unknown>[]> {
  // Imported late: the domain reads its environment when it is loaded.
  const { documents, store } = await import("#adapters/table");
  const { paginateScan } = await import("@aws-sdk/lib-dynamodb");
  const found: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: documents },
    { TableName: store.table, ConsistentRead: true },
  ))
    found.push(...Items.filter(({ __edb_e__ }) => __edb_e__ === entity));
  return found;
}
