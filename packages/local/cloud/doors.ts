import type { CloudUrls } from "./cloud-options";
import { type Handler, type HttpServer, serve } from "./http-server";

/** The cloud's servers: their addresses are known before what answers there. */
export interface Doors {
  urls: CloudUrls;
  /** Until this is called, the door answers 503. */
  answer(door: keyof CloudUrls, handler: Handler): void;
  close(): Promise<void>;
}

/** What S3 takes in one request here: the largest upload there is, and the form around it. */
const LARGEST_OBJECT_BYTES = 2 * 1024 ** 3 + 1024 ** 2;

const starting: Handler = async () => ({ status: 503, headers: {}, body: "starting\n" });

/** Listens on all ports; throws when one is taken, with none left open. */
export async function openDoors(ports: Partial<Record<keyof CloudUrls, number>>): Promise<Doors> {
  const handlers = {
    api: starting,
    gateway: starting,
    aws: starting,
    stripe: starting,
    razorpay: starting,
    inbox: starting,
  };
  const limits: Partial<Record<keyof CloudUrls, number>> = { aws: LARGEST_OBJECT_BYTES };
  const servers: HttpServer[] = [];
  const answer = (door: keyof CloudUrls, handler: Handler) => {
    handlers[door] = handler;
  };
  const close = async () => void (await Promise.all(servers.map((server) => server.close())));
  const open = async (door: keyof CloudUrls) => {
    const server = await serve(
      (request, incoming) => handlers[door](request, incoming),
      ports[door] ?? 0,
      limits[door],
    );
    servers.push(server);
    return server.url;
  };
  try {
    const urls = {
      api: await open("api"),
      gateway: await open("gateway"),
      aws: await open("aws"),
      stripe: await open("stripe"),
      razorpay: await open("razorpay"),
      inbox: await open("inbox"),
    };
    return { urls, close, answer };
  } catch (error) {
    await close();
    throw error;
  }
}
