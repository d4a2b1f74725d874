import { DynamoDb } from "#local/dynamodb/database";
import { type Content, MemoryLevel } from "#local/dynamodb/memory-level";
import type { Desk } from "#local/stripe/desk";
import { openDesk } from "#local/stripe/stripe";
import { Chance } from "./chance";
import { stripeKeys, webhookSecret } from "./environment";
import { loadProduct, type Product } from "./product";
import { Realm } from "./realm";
import { enter } from "./replacements";
import { Stage } from "./stage";
import { tableProperties } from "./table-properties";

/** The product, its clock and its stage, and the services that it stands on. */
export interface Surroundings {
  product: Product;
  realm: Realm;
  stage: Stage;
  level: MemoryLevel;
  table: DynamoDb;
  desk: Desk;
  /** Gives this process its own clock back. */
  leave: () => void;
}

/** How a world begins. */
export interface Beginning {
  seed: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** What lies in the table. */
  content?: Content;
}

function stageOf({ cause, causedBy }: Product): Stage {
  const take = (given: string | undefined) => void causedBy(given, () => new Promise(() => undefined));
  return new Stage({ get: cause, take });
}

async function openTable(level: MemoryLevel, realm: Realm): Promise<DynamoDb> {
  const place = { region: "us-east-1", account: "123456789012" };
  const table = await DynamoDb.open({ ...place, directory: level, clock: () => realm.now });
  await table.ensureTable(tableProperties);
  return table;
}

function openStripe(realm: Realm): Desk {
  const webhook = { url: () => "nowhere", secret: () => webhookSecret };
  const desk = openDesk({ ...stripeKeys, clock: () => realm.now, webhook });
  // Whoever directs delivers.
  desk.courier.setMode("hold");
  return desk;
}

/** Opens them all. This process lives by the realm's clock from here on. */
export async function surround({ seed, at, content }: Beginning): Promise<Surroundings> {
  const product = await loadProduct();
  const realm = new Realm(at, new Chance(seed));
  const stage = stageOf(product);
  const leave = enter(realm, stage);
  const level = new MemoryLevel(content);
  return { product, realm, stage, leave, level, table: await openTable(level, realm), desk: openStripe(realm) };
}
