import { html } from "#local/payments/page/html";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { Mailbox, Message } from "../mailbox";
import { page } from "./document";
import { listPage } from "./list";
import { messagePage } from "./message";
import { renderedHtml } from "./rendering";
import { script } from "./script";
import { style } from "./style";

/** Answers a request to the inbox; nothing when the path is none of its pages. */
export async function answerInbox(mailbox: Mailbox, request: ServiceRequest): Promise<ServiceResponse | undefined> {
  const { method, path, query } = request;
  const message = /^\/messages\/([^/]+)(?:\/([a-z]+)(?:\/(\d+))?)?$/.exec(path);
  if (method === "DELETE" && path === "/messages") return clear(mailbox, request);
  if (method !== "GET") return undefined;
  if (path === "/") return listPage(mailbox.list());
  if (path === "/messages.json") return json(search(mailbox.list(), query));
  if (path === "/inbox.css") return text("text/css", style);
  if (path === "/inbox.js") return text("text/javascript", script);
  if (message) return showMessage(mailbox, message, query);
  return undefined;
}

async function showMessage(mailbox: Mailbox, [, id = "", part, index]: RegExpExecArray, query: URLSearchParams) {
  const message = mailbox.get(id);
  if (!message) return notFound();
  if (part === undefined) return messagePage(message, query.get("view"), () => mailbox.raw(message));
  if (part === "html") return renderedHtml(message);
  if (part === "raw") return text("text/plain", mailbox.raw(message));
  return part === "attachments" ? download(mailbox, message, Number(index)) : notFound();
}

async function download(mailbox: Mailbox, message: Message, index: number): Promise<ServiceResponse> {
  const info = message.attachments[index];
  const content = await mailbox.attachment(message, index);
  if (!info || !content) return notFound();
  return {
    status: 200,
    headers: {
      "content-type": info.contentType,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(info.filename)}`,
      // Whatever the file is, it never runs in this origin.
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
    },
    body: content,
  };
}

function search(messages: Message[], query: URLSearchParams): Message[] {
  const to = query.get("to")?.toLowerCase();
  const subject = query.get("subject")?.toLowerCase() ?? "";
  const since = query.get("since");
  const earliest =
    since === null ? Number.NEGATIVE_INFINITY : new Date(/^\d+$/.test(since) ? Number(since) : since).getTime();
  return messages
    .filter(({ recipients }) => to === undefined || recipients.some((address) => address.toLowerCase() === to))
    .filter((message) => message.subject.toLowerCase().includes(subject))
    .filter(({ sentAt }) => Date.parse(sentAt) >= earliest);
}

/** Whether a page of somebody else's has a browser do it. */
export const isForeign = ({ headers }: ServiceRequest): boolean =>
  headers.origin !== undefined && headers.origin !== `http://${headers.host}`;

function clear(mailbox: Mailbox, request: ServiceRequest): ServiceResponse {
  if (isForeign(request)) return { status: 403, headers: {}, body: "" };
  mailbox.clear();
  return { status: 204, headers: {}, body: "" };
}

function notFound(): ServiceResponse {
  const body = html`<main class="empty"><h1>No such message</h1><p>It was deleted, or never sent. <a href="/">Back to the inbox</a></p></main>`;
  return { ...page("Not found", body), status: 404 };
}

function json(body: object): ServiceResponse {
  return text("application/json", JSON.stringify(body, null, 2));
}

function text(type: string, body: string | Buffer): ServiceResponse {
  const headers = { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache" };
  return { status: 200, headers: { ...headers, "x-content-type-options": "nosniff" }, body };
}
