import fc from "fast-check";
import type { Hall } from "./hall";
import type { Model } from "./model";

type Step = fc.AsyncCommand<Model, Hall>;

/** Holds the table against the model, and all promises besides. */
async function requireAgreement(model: Model, hall: Hall): Promise<void> {
  expect(await hall.standings()).toEqual(model.standings);
  expect(await hall.queue()).toEqual(model.queue);
  expect(await hall.money()).toEqual(model.paid);
  expect(await hall.violations()).toEqual([]);
}

interface Move {
  name: string;
  when?: (model: Model) => boolean;
  /** Does it to both. */
  run: (model: Model, hall: Hall) => Promise<void>;
}

const command = ({ name, when = () => true, run }: Move): Step => ({
  check: (model) => when(model),
  run: async (model, hall) => {
    await run(model, hall);
    await requireAgreement(model, hall);
  },
  toString: () => name,
});

const isPaid = (model: Model) => model.price > 0;

/** Asks for a seat: an order keeps it where it costs something, else it is had at once. */
const ask = (person: number): Step =>
  command({
    name: `ask(${person})`,
    run: async (model, hall) => {
      const had = model.is(person, "registered");
      const gets = !had && (model.is(person, "holding", "offered") || model.open);
      const { status, body } = isPaid(model) ? await hall.buy(person) : await hall.register(person);
      expect([status, gets ? undefined : body.code]).toEqual(
        gets ? [201, undefined] : [409, had ? "already_registered" : "event_full"],
      );
      if (gets) model.set(person, isPaid(model) ? "holding" : "registered");
    },
  });

const pay = (person: number, told: "webhook" | "verify" | "reconciler"): Step =>
  command({
    name: `pay(${person}, ${told})`,
    when: (model) => model.is(person, "holding"),
    run: async (model, hall) => {
      await hall.pay(person, told);
      model.paid[person] = model.paidOf(person) + model.price;
      model.set(person, "registered");
      if (told === "reconciler") model.offer();
    },
  });

const leave = (person: number): Step =>
  command({
    name: `leave(${person})`,
    when: (model) => model.is(person, "registered", "waiting", "offered"),
    run: async (model, hall) => {
      expect((await hall.leave(person)).status).toBe(200);
      model.set(person, "nothing");
      // The money follows by the sweeper.
      await hall.wait(1);
      model.paid[person] = 0;
      model.offer();
    },
  });

const queueUp = (person: number): Step =>
  command({
    name: `queueUp(${person})`,
    when: (model) => model.is(person, "nothing"),
    run: async (model, hall) => {
      // Without any seat an event is closed: there is nothing to wait for.
      const waits = !model.open && model.capacity > 0;
      const { status } = await hall.queueUp(person);
      expect(status).toBe(waits ? 201 : 409);
      if (waits) model.set(person, "waiting");
    },
  });

const setCapacity = (capacity: number): Step =>
  command({
    name: `setCapacity(${capacity})`,
    when: (model) => capacity !== model.capacity,
    run: async (model, hall) => {
      const { status } = await hall.setCapacity(capacity);
      expect(status).toBe(capacity < model.taken ? 409 : 200);
      if (status === 200) model.capacity = capacity;
      await hall.wait(1);
      model.offer();
    },
  });

const refund = (person: number, part: boolean, by: "admin" | "dashboard"): Step =>
  command({
    name: `refund(${person}, ${part ? "part" : "all"}, ${by})`,
    when: (model) => model.is(person, "registered") && model.paidOf(person) > (part ? 10_000 : 0),
    run: async (model, hall) => {
      await hall.refund(person, part ? 100 : undefined, by);
      model.paid[person] = part ? model.paidOf(person) - 10_000 : 0;
      if (!part) model.set(person, "nothing");
      await hall.wait(1);
      model.offer();
    },
  });

/** Unpaid orders are given up, and their seats go on. */
const passHolds = command({
  name: "passHolds",
  run: async (model, hall) => {
    await hall.wait(31);
    model.expire("holding");
    model.offer();
  },
});

/** Offers that nobody took up end, and go to the next. */
const passOffers = command({
  name: "passOffers",
  when: (model) => model.count("offered") > 0,
  run: async (model, hall) => {
    await hall.wait(12 * 60 + 1);
    model.expire("holding");
    model.expire("offered");
    model.offer();
  },
});

/** Everything that can happen, to any of `people`. */
export function commands(people: number): fc.Arbitrary<Step>[] {
  const person = fc.nat(people - 1);
  const told = fc.constantFrom("webhook" as const, "verify" as const, "reconciler" as const);
  const by = fc.constantFrom("admin" as const, "dashboard" as const);
  return [
    person.map(ask),
    person.map(ask),
    fc.tuple(person, told).map(([one, how]) => pay(one, how)),
    fc.tuple(person, told).map(([one, how]) => pay(one, how)),
    person.map(leave),
    person.map(queueUp),
    fc.nat(people).map(setCapacity),
    fc.tuple(person, fc.boolean(), by).map(([one, part, who]) => refund(one, part, who)),
    fc.constant(passHolds),
    fc.constant(passOffers),
  ];
}
