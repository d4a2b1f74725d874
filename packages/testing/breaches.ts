import { type Endpoint, failuresOf } from "#contract/endpoint";
import { type FailureCode, failures } from "#contract/failure";
import type { Reply } from "./api";
import { formFlaws } from "./refusal";
import { undeclared } from "./undeclared";
import { answerSchema } from "./wire-schema";

const ofSuccess = ({ returns, status: declared = 200 }: Endpoint, { status, headers, body }: Reply): string[] => {
  const isJson = headers.get("content-type") === "application/json";
  const fits = returns && isJson ? returns.safeParse(body).success : true;
  return [
    ...(status === declared ? [] : [`status ${status}, not ${declared}`]),
    ...(fits ? [] : ["the answer isn't of its schema"]),
    ...(returns && isJson ? undeclared(answerSchema(returns), body).map((path) => `${path} isn't declared`) : []),
  ];
};

function ofRefusal(endpoint: Endpoint, reply: Reply): string[] {
  const { code } = reply.body;
  const declared: string[] = failuresOf(endpoint);
  return [
    ...formFlaws(reply),
    ...(declared.includes(code) ? [] : [`${reply.status} ${code} isn't declared`]),
    ...(failures[code as FailureCode]?.status === reply.status ? [] : [`${code} as ${reply.status}`]),
  ];
}

/** In what an answer breaks the contract of its endpoint; nothing when it keeps to it. A 5xx breaks every contract. */
export const breachesOf = (endpoint: Endpoint, reply: Reply): string[] =>
  reply.status < 400 ? ofSuccess(endpoint, reply) : ofRefusal(endpoint, reply);
