import { DescribeTableCommand, type GlobalSecondaryIndexDescription } from "@aws-sdk/client-dynamodb";
import { indexes } from "#contract/needs";
import { tables } from "./clients";

/** How the table's indexes stand to those of this version. */
interface IndexReport {
  /** Whether this version can be deployed: a deployment makes or removes one index at most. */
  deployable: boolean;
  says: string;
}

const isReady = ({ IndexStatus }: GlobalSecondaryIndexDescription): boolean => IndexStatus === "ACTIVE";

/** Holds a table's indexes against those that this version wants. */
export async function reportIndexes(TableName: string): Promise<IndexReport> {
  const { Table } = await tables().send(new DescribeTableCommand({ TableName }));
  const there = Table?.GlobalSecondaryIndexes ?? [];
  const names = there.map(({ IndexName = "" }) => IndexName);
  const changes = [
    ...indexes.filter((name) => !names.includes(name)).map((name) => `+${name}`),
    ...names.filter((name) => !indexes.some((wanted) => wanted === name)).map((name) => `-${name}`),
  ];
  const unready = there
    .filter((index) => !isReady(index))
    .map(({ IndexName, IndexStatus }) => `${IndexName} ${IndexStatus}`);
  const says = [
    names.toSorted().join(", "),
    ...unready,
    ...(changes.length > 0 ? [`this version: ${changes.join(" ")}`] : []),
  ];
  return { deployable: changes.length <= 1 && unready.length === 0, says: says.join("; ") };
}
