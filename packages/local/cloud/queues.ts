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
  /** Until when a message that was received is nobody else's, in milliseconds since the epoch. */
  private readonly hidden = new Map<string, number>();

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

  /** Hands out the oldest that nobody has at the moment, each to be seen by nobody else for so long. */
  receive(queueArn: string, most: number, forMs: number): QueueMessage[] {
    const taken = this.visible(queueArn).slice(0, most);
    for (const { messageId } of taken) this.hide(messageId, forMs);
    return taken;
  }

  hide(messageId: string, forMs: number): void {
    this.hidden.set(messageId, this.clock() + forMs);
  }

  count(queueArn: string): { visible: number; hidden: number } {
    const visible = this.visible(queueArn).length;
    return { visible, hidden: this.messages(queueArn).length - visible };
  }

  remove(messageId: string): void {
    this.journal.delete(messageId);
    this.hidden.delete(messageId);
  }

  private visible(queueArn: string): QueueMessage[] {
    const now = this.clock();
    return this.messages(queueArn).filter(({ messageId }) => (this.hidden.get(messageId) ?? 0) <= now);
  }
}
