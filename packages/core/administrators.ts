import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { Failure } from "#contract/failure";
import { type Step, step } from "./transaction";

/** How many active administrators there are: moves in the transaction that makes or unmakes one, and never below one. */
const Administrators = new Entity(
  {
    model: { service: "iq", entity: "administrators", version: "1" },
    attributes: { name: { type: "string", required: true }, active: { type: "number", required: true } },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["name"], template: "administrators#${name}", casing: "none" },
        sk: { field: "sk", composite: [], template: "administrators", casing: "none" },
      },
    },
  },
  store,
);

const name = "active";

export const addAdministrator = (): Step => step(Administrators.upsert({ name }).add({ active: 1 }).params());

/** Refused with last_admin when it would leave none. */
export const removeAdministrator = (): Step =>
  step(
    Administrators.patch({ name })
      .subtract({ active: 1 })
      .where(({ active }, { gt }) => gt(active, 1))
      .params(),
    () => new Failure("last_admin"),
  );

/** How many there are now. */
export async function countAdministrators(): Promise<number> {
  const { data } = await Administrators.get({ name }).go({ consistent: true });
  return data?.active ?? 0;
}
