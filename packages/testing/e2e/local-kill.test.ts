import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call } from "../api";
import { type Acknowledged, crowd, signIn } from "../kill/crowd";
import { type Mortal, openMortal } from "../kill/mortal";
import { inSoak } from "../soak";

jest.setTimeout(600_000);

/** Answers before the process is killed: early, and in the midst of much. */
const lengths: readonly number[] = inSoak(
  Array.from({ length: 40 }, () => 1 + Math.floor(Math.random() * 120)),
  [25],
);

describe("the local cloud, killed while it is used", () => {
  let directory: string;
  let copy: Mortal;
  let ahead: number | undefined;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "instaiq-kill-"));
    copy = await openMortal(directory);
  });
  afterAll(async () => {
    await copy.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  /** What has been forgotten of what somebody was told. */
  async function forgotten({ name, orders, paid, uploads, ...who }: Acknowledged): Promise<string[]> {
    const { status, body } = await signIn(copy, who);
    if (status !== 200) return [`${who.email} can't sign in: ${status}`];
    const { token } = body;
    const read = async (path: string) => (await call(copy, `GET /api${path}`, { token })).body;
    const profile = await read("/auth/profile");
    const mine = (await read("/orders/my-orders?limit=100")).orders as { id: string; state: string }[];
    const enrolled = (await read("/courses/enrolled?limit=100")).courses as { order_id: string }[];
    const files = await Promise.all(uploads.map((id) => read(`/uploads/${id}`)));
    return [
      ...(name === undefined || profile.user.name === name ? [] : [`the name ${name}`]),
      ...orders.filter((id) => !mine.some((one) => one.id === id)).map((id) => `order ${id}`),
      ...paid
        .filter((id) => !mine.some((one) => one.id === id && one.state === "completed"))
        .map((id) => `payment of ${id}`),
      ...paid.filter((id) => !enrolled.some(({ order_id }) => order_id === id)).map((id) => `place by ${id}`),
      ...files.filter(({ upload }) => upload?.state !== "ready").map((file) => `upload ${JSON.stringify(file)}`),
    ];
  }

  it.each(lengths)("has lost nothing that it acknowledged: after %i answers", async (enough) => {
    const { shop } = await copy.ask("shop");
    if (!shop) throw new Error("there is no shop");
    const told = await crowd(copy, shop, { enough, end: () => copy.kill() });
    copy = await openMortal(directory, copy.cloud.urls, ahead);
    const { broken, ...time } = await copy.ask("rest");
    ahead = time.ahead;
    expect(broken).toEqual([]);
    expect(told.flatMap(({ orders }) => orders).length).toBeGreaterThan(0);
    expect((await Promise.all(told.map(forgotten))).flat()).toEqual([]);
  });
});
