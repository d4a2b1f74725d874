/** Time, for what takes more of it than a moment. */
export interface Clock {
  now(): Date;
  wait(milliseconds: number): Promise<unknown>;
}

/** Spends write units, no faster than so many a second: waits after each spending for as long as it was worth. */
export function paced(unitsPerSecond: number, clock: Clock): (units: number) => Promise<void> {
  let due = 0;
  return async (units) => {
    const now = clock.now().getTime();
    due = Math.max(due, now) + (units / unitsPerSecond) * 1000;
    await clock.wait(due - now);
  };
}
