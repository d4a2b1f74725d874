import { z } from "zod";
import type { Context } from "./context";
import type { Definition, StoredTable } from "./definition";
import { describeTable } from "./description";
import { validationException } from "./fault";
import type { Place } from "./tables";

type Body = Record<string, unknown>;

const Update = z.object({
  TableName: z.string(),
  DeletionProtectionEnabled: z.boolean().optional(),
  StreamSpecification: z
    .object({
      StreamEnabled: z.boolean(),
      StreamViewType: z.enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]).optional(),
    })
    .optional(),
});

const Expiry = z.object({
  TableName: z.string(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
});

const Tagging = z.object({
  ResourceArn: z.string(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
});

/** What a request says, or a ValidationException. */
export function read<Output>(schema: z.ZodType<Output>, body: Body): Output {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw validationException(z.prettifyError(parsed.error));
  return parsed.data;
}

/** A table as its definition is written down, with changes. */
export const changed = ({ CreatedAt: _, ...table }: StoredTable, change: Partial<Definition>): Definition => ({
  ...table,
  ...change,
});

/** Changes take effect at once; AWS takes its time. */
export async function updateTable({ tables }: Context, body: Body, place: Place) {
  const { TableName, StreamSpecification: stream, DeletionProtectionEnabled: guarded } = read(Update, body);
  const { StreamViewType } = stream ?? {};
  const table = changed(tables.get(TableName).table, {
    ...(guarded !== undefined && { DeletionProtectionEnabled: guarded }),
    ...(stream?.StreamEnabled && StreamViewType && { StreamSpecification: { StreamViewType } }),
  });
  await tables.ensure(table);
  return { TableDescription: describeTable(place, tables.get(TableName).table).Table };
}

export async function setTimeToLive({ tables }: Context, body: Body) {
  const { TableName, TimeToLiveSpecification } = read(Expiry, body);
  await tables.ensure(changed(tables.get(TableName).table, { TimeToLiveSpecification }));
  return { TimeToLiveSpecification };
}

/** Not while it is protected. */
export async function deleteTable({ tables }: Context, body: Body, place: Place) {
  const name = String(body.TableName);
  const { table } = tables.get(name);
  if (table.DeletionProtectionEnabled)
    throw validationException("Resource cannot be deleted as it is currently protected against deletion.");
  await tables.drop(name);
  return { TableDescription: { ...describeTable(place, table).Table, TableStatus: "DELETING" } };
}

const nameIn = (arn: string): string => arn.split("/")[1] ?? "";

export async function tagTable({ tables }: Context, body: Body) {
  const { ResourceArn, Tags } = read(Tagging, body);
  const { table } = tables.get(nameIn(ResourceArn));
  const others = (table.Tags ?? []).filter(({ Key }) => !Tags.some((tag) => tag.Key === Key));
  await tables.ensure(changed(table, { Tags: [...others, ...Tags] }));
  return {};
}

export function listTags({ tables }: Context, body: Body) {
  const { ResourceArn } = read(Tagging, body);
  return { Tags: tables.get(nameIn(ResourceArn)).table.Tags ?? [] };
}
