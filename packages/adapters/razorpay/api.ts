import * as z from "zod/mini";
import { RazorpayRefusal, refuses } from "./refusal";
import { send, type WireAnswer, type WireRequest } from "./wire";

/** Why, in Razorpay's words. */
const problem = z.object({ error: z.object({ code: z.string(), description: z.string() }) });

function described({ text }: WireAnswer): string {
  try {
    const { error } = problem.parse(JSON.parse(text));
    return `${error.code}: ${error.description}`;
  } catch {
    return "no explanation";
  }
}

/** @throws what a failed try is taken for, when Razorpay itself failed. */
async function attempt(request: WireRequest): Promise<WireAnswer> {
  const answer = await send(request);
  if (answer.status >= 500) throw new Error(`Razorpay answered ${answer.status}, ${described(answer)}`);
  return answer;
}

interface Asked extends WireRequest {
  /** Whether asking twice does no more than asking once: a second try follows a failed one then. */
  repeatable: boolean;
}

/** Asks Razorpay. @throws RazorpayRefusal when it understood and said no. */
export async function ask<Shape extends z.ZodMiniType>(
  shape: Shape,
  { repeatable, ...request }: Asked,
): Promise<z.output<Shape>> {
  const answer = repeatable ? await attempt(request).catch(() => attempt(request)) : await attempt(request);
  if (answer.status >= 200 && answer.status < 300) return shape.parse(JSON.parse(answer.text));
  const message = `Razorpay answered ${answer.status}, ${described(answer)}`;
  throw refuses(answer.status) ? new RazorpayRefusal(answer.status, message) : new Error(message);
}

/** What is there, which can be asked for again. */
export const read = <Shape extends z.ZodMiniType>(
  shape: Shape,
  path: string,
  query: Record<string, string> = {},
): Promise<z.output<Shape>> => {
  const search = new URLSearchParams(query);
  return ask(shape, { method: "GET", path: search.size > 0 ? `${path}?${search}` : path, repeatable: true });
};
