import type { Clock } from "#local/service";
import type { Ledger } from "./ledger";
import type { Storage } from "./storage";
import type { Tables } from "./tables";

/** What every operation works with. */
export interface Context {
  storage: Storage;
  tables: Tables;
  ledger: Ledger;
  clock: Clock;
}
