import { order, pay } from "./payments";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";
import { rowsOf } from "./rows";
import { delivered } from "./webhook";

type Row = Record<string, unknown>;

/** Numbers in the order of their series: `1, 2, 3` where none is missing. */
export const serialsOf = (rows: Row[]): number[] =>
  rows.map(({ number }) => Number(String(number).split("/").at(-1))).sort((one, other) => one - other);

export const firstOf = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The invoice of an order. */
export async function invoiceOf(id: string): Promise<Row> {
  const found = (await rowsOf("invoice")).filter(({ order_id }) => order_id === id);
  if (found.length !== 1) throw new Error(`${id} has ${found.length} invoices`);
  return found[0] ?? {};
}

/** Buys a course and pays for it. @returns the order's id */
export async function bought(platform: TestPlatform, buyer: Person, course: { id: string }): Promise<string> {
  const { status, body } = await order(platform, buyer, course);
  if (status !== 201) throw new Error(`ordering answered ${status} ${JSON.stringify(body)}`);
  await pay(platform, body.payment);
  await delivered(platform);
  return body.order.id;
}
