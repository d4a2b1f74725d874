import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime, { type Address, type Attachment, decodeWords, type Email } from "postal-mime";
import { Journal } from "#local/journal";
import type { Submission } from "./submission";

/** What is told of an attachment beside its content. */
export interface AttachmentInfo {
  filename: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** Without angle brackets; null for one that the text doesn't refer to. */
  contentId: string | null;
}

/** A message that was sent, as `GET /messages.json` tells it. */
export interface Message {
  id: string;
  /** ISO 8601. */
  sentAt: string;
  /** The `From` header as written. */
  from: string;
  /** Addresses in the `To` header. */
  to: string[];
  /** Everybody that the message went to, blind copies included. */
  recipients: string[];
  subject: string;
  html: string | null;
  text: string | null;
  /** Decoded, by lower-cased name; of repeated headers the last. */
  headers: Record<string, string>;
  attachments: AttachmentInfo[];
  configurationSet: string | null;
}

/** Every message sent, kept on disk: the raw bytes in a file each, what was read from them in a journal. */
export class Mailbox {
  private readonly messages: Journal<Message>;

  constructor(private readonly directory: string) {
    mkdirSync(join(directory, "raw"), { recursive: true });
    this.messages = new Journal(join(directory, "messages.jsonl"));
  }

  /** Keeps what was submitted at `now` (milliseconds). */
  async add(id: string, now: number, { raw, recipients, configurationSet }: Submission): Promise<Message> {
    const email = await PostalMime.parse(raw);
    writeFileSync(this.file(id), raw);
    const sentAt = new Date(now).toISOString();
    const message = { id, sentAt, ...contentOf(email), recipients, configurationSet };
    this.messages.set(id, message);
    return message;
  }

  get(id: string): Message | undefined {
    return this.messages.get(id);
  }

  /** Newest first. */
  list(): Message[] {
    return this.messages.values().reverse();
  }

  /** The message as it was sent. */
  raw(message: Message): Buffer {
    return readFileSync(this.file(message.id));
  }

  /** The content of the attachment at the position in `attachments`. */
  async attachment(message: Message, index: number): Promise<Buffer | undefined> {
    const { attachments } = await PostalMime.parse(this.raw(message));
    const attachment = attachments[index];
    return attachment && bytes(attachment);
  }

  clear(): void {
    for (const { id } of this.messages.values()) {
      this.messages.delete(id);
      rmSync(this.file(id), { force: true });
    }
  }

  private file(id: string): string {
    return join(this.directory, "raw", `${id}.eml`);
  }
}

function contentOf(email: Email) {
  const { attachments, from, headers, html = null, subject = "", text = null, to = [] } = email;
  return {
    from: from ? written(from) : "",
    to: to.flatMap(addressesOf),
    ...{ subject, html, text },
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, decodeWords(value)])),
    attachments: attachments.map(infoOf),
  };
}

function infoOf(attachment: Attachment): AttachmentInfo {
  const { contentId, filename, mimeType } = attachment;
  return {
    filename: filename ?? "unnamed",
    contentType: mimeType,
    size: bytes(attachment).length,
    contentId: contentId?.replace(/^<|>$/g, "") ?? null,
  };
}

function bytes({ content }: Attachment): Buffer {
  return content instanceof ArrayBuffer ? Buffer.from(content) : Buffer.from(content);
}

function written({ address, name }: Address): string {
  if (address === undefined) return name;
  return name === "" ? address : `${name} <${address}>`;
}

function addressesOf({ address, group }: Address): string[] {
  return address === undefined ? group.map((mailbox) => mailbox.address) : [address];
}
