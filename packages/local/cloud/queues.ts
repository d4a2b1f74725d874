import { randomUUID } from "node:crypto";
import { Journal } from "#local/journal";
import type { Clock } from "#local/service";

export interface QueueMessage {
  messageId: string;
  queueArn: string;
  body: string;
  /** Milliseconds since the epoch. */
  sentAt: number;
}

/** The queues of the template, kept on disk: where events go that no function could handle. */
export class Queues {
  private readonly journal: Journal<QueueMessage>;

  constructor(
    file: string,
    private readonly clock: Clock,
  ) {
    this.journal = new Journal(file);
  }

  send(queueArn: string, body: string): void {
    const messageId = randomUUID();
    this.journal.set(messageId, { messageId, queueArn, body, sentAt: this.clock() });
  }

  /** Oldest first. */
  messages(queueArn: string): QueueMessage[] {
    return this.journal.values().filter((message) => message.queueArn === queueArn);
  }

  remove(messageId: string): void {
    this.journal.delete(messageId);
  }
}
