import type { Mail } from "./postman";

/** Mails that have gone. */
export class Mailbag {
  private readonly mails: Mail[] = [];
  /** Names of mails of which the sender died before it could say that it had sent them. */
  private readonly doubtful = new Set<string>();
  private unmarked: string[] = [];

  /** @param isSent whether a mail is on record as sent */
  constructor(private readonly isSent: (name: string) => boolean) {}

  take = (mail: Mail): void => {
    this.mails.push(mail);
    this.unmarked.push(mail.name);
  };

  doubt = (name: string): void => {
    this.doubtful.add(name);
  };

  /** What was sent, and isn't on record as sent when its sender ends, can come twice: see core/delivery.ts. */
  doubtUnmarked(): void {
    for (const name of this.unmarked) if (!this.isSent(name)) this.doubt(name);
    this.unmarked = [];
  }

  /** All of them, those once of which nobody could tell whether they had gone. */
  arrived(): Mail[] {
    return this.mails.filter(
      ({ name }, place) => !this.doubtful.has(name) || this.mails.findIndex((mail) => mail.name === name) === place,
    );
  }
}
