import { createHash } from "node:crypto";
import type { Realm } from "./realm";

/** What has happened and when, as far as it tells one history from another. */
export class Chronicle {
  private readonly digest = createHash("sha256");

  constructor(private readonly realm: Realm) {}

  note(line: string): void {
    this.digest.update(`${this.realm.now} ${line}\n`);
  }

  /** The same for the same history. */
  fingerprint(): string {
    return this.digest.copy().digest("hex");
  }
}
