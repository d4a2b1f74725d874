import type { SecretName, SettingName } from "./settings";

/** Secondary indexes of the table, by generic name: each entity lends them its own meaning. */
export const indexes = ["gsi1", "gsi2", "gsi3"] as const;
export type IndexName = (typeof indexes)[number];

export type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "ConditionCheckItem";

export type IdentityAction =
  | "AdminCreateUser"
  | "AdminSetUserPassword"
  | "AdminGetUser"
  | "AdminAddUserToGroup"
  | "AdminRemoveUserFromGroup"
  | "AdminInitiateAuth"
  | "AdminRespondToAuthChallenge"
  | "AdminSetUserMFAPreference"
  | "AdminDeleteUser"
  | "AdminUserGlobalSignOut"
  | "AdminUpdateUserAttributes";

/**
 * What is done with files: `receive` signs forms with which a browser puts one into `incoming/`; `look` reads what has
 * come; `keep` writes it to `media/`; `show` signs addresses under which a browser reads it there; `erase` deletes it. To
 * take an upload into use (`attach`) is to look and to keep. Pictures are made of what has come: `draw` writes them to
 * `images/`, which everybody reads; `efface` deletes them.
 */
export type MediaUse = "receive" | "look" | "keep" | "show" | "erase" | "draw" | "efface";

/**
 * What a function needs of the outside. Its IAM statements and its environment are made from this and from nothing
 * else: what is not named here is refused, in the cloud and locally.
 */
export interface Needs {
  table?: readonly TableAction[];
  /** Indexes that its queries read. */
  indexes?: readonly IndexName[];
  identity?: readonly IdentityAction[];
  secrets?: readonly SecretName[];
  settings?: readonly SettingName[];
  /** Sends mail, with links to the API's own routes in it. */
  mail?: true;
  /** Names the addresses of the API's own routes. */
  routes?: true;
  media?: readonly MediaUse[];
  /** Names the addresses of public pictures; the files themselves it doesn't touch. */
  pictures?: true;
  /** Code for one kind of processor lies in its asset, and takes memory past JavaScript's. */
  native?: true;
  /** MB; default 512. */
  memory?: number;
  /** Seconds; `usualTimeout` by default. */
  timeout?: number;
}

/** Seconds that a function has where it doesn't need more. */
export const usualTimeout = 10;

/** What sets a worker going. */
export type Trigger =
  | { stream: { entities: readonly string[]; batch: number } }
  | { everyMinutes: number }
  /** What becomes of our mail at its addressees: bounces, complaints, delays. */
  | { mailFeedback: true }
  /** An object that is new in storage, below one of these prefixes. */
  | { objects: { below: readonly string[] } };

/** A function without a route. */
export interface Worker {
  name: string;
  summary: string;
  trigger: Trigger;
  needs: Needs;
}
