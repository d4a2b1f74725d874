import { Entity as Whole } from "electrodb/src/entity";

// Stands in for ElectroDB in every bundle: without services and transactions, which nothing here uses, and with entities
// that are made of their models when they are first used. A function knows a dozen, and a request needs one or two.

export { CustomAttributeType } from "electrodb/src/schema";

/** What is made when something of it is asked for. */
function lazily<T extends object>(make: () => T): T {
  let made: T | undefined;
  const whole = (): T => {
    made ??= make();
    return made;
  };
  const get = (_: T, name: string | symbol): unknown => {
    const value: unknown = Reflect.get(whole(), name);
    return typeof value === "function" ? value.bind(whole()) : value;
  };
  // Nothing is ever read of the target: everything is asked of what is made.
  return new Proxy({} as T, { get, has: (_, name) => Reflect.has(whole(), name) });
}

export const Entity = new Proxy(Whole, {
  construct: (target, model: ConstructorParameters<typeof Whole>) => lazily(() => Reflect.construct(target, model)),
});
