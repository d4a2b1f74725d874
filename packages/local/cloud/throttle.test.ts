import { Throttle } from "./throttle";

it("admits the burst, then as many as the rate refills", () => {
  let now = 0;
  const throttle = new Throttle({ rate: 2, burst: 3 }, () => now);
  const admitted = () => [1, 2, 3, 4].map(() => throttle.admits()).filter(Boolean).length;

  expect(admitted()).toBe(3);
  now += 1000;
  expect(admitted()).toBe(2);
  now += 60_000;
  expect(admitted()).toBe(3);
});
