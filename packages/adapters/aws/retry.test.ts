import { Persistence } from "./retry";

/** The longest pauses that there can be before the tries. */
async function pausesFor(error: object, attempts = 8): Promise<number[]> {
  const pauses: number[] = [];
  const pause = async (ms: number): Promise<void> => void pauses.push(ms);
  const persistence = new Persistence(attempts, pause, () => 1);
  const failing = () => Promise.reject(Object.assign(new Error("again"), error));
  await persistence.try(failing).catch(() => {});
  return pauses;
}

test("pauses double, from a twentieth of a second", async () => {
  expect(await pausesFor({ code: "ECONNRESET" }, 4)).toEqual([50, 100, 200]);
});

test("where there was too much already, from a second up to twenty", async () => {
  expect(await pausesFor({ name: "ThrottlingException" })).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
});
