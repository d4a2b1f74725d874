import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { type Kind, numberIn, seriesNow } from "./serial.number";
import { MovedOn } from "./settlement";
import { type Step, step } from "./transaction";

/** How far a series of a financial year has come: all numbers up to the last are taken, none twice, none left out. */
const Serials = new Entity(
  {
    model: { service: "iq", entity: "serial", version: "1" },
    attributes: {
      /** `IQ/2627` */
      series: { type: "string", required: true },
      last: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["series"], template: "serial#${series}", casing: "none" },
        sk: { field: "sk", composite: [], template: "serial", casing: "none" },
      },
    },
  },
  store,
);

interface Serial {
  number: string;
  /** Takes it; throws MovedOn where somebody was quicker. */
  step: Step;
}

/** The next number of a series. It is taken by the transaction that writes what bears it, or not at all. */
export async function nextSerial(kind: Kind, now: Date): Promise<Serial> {
  const series = seriesNow(kind, now);
  const { data } = await Serials.get({ series }).go({ consistent: true });
  const last = (data?.last ?? 0) + 1;
  const put = Serials.put({ series, last }).where((present, { eq, notExists }) =>
    data ? eq(present.last, data.last) : notExists(present.last),
  );
  return { number: numberIn(series, last), step: step(put.params(), () => new MovedOn()) };
}
