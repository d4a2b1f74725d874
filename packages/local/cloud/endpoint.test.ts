import type { Service, ServiceRequest } from "#local/service";
import { type Caller, newCredentials, rootCaller } from "./callers";
import { Endpoint } from "./endpoint";
import { AccessControl } from "./iam";
import type { Invocation } from "./invocation";

const ROLE = "arn:aws:iam::000000000000:role/app-role";
const TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/app";

function service(name: string, open = false): Service & { handled: ServiceRequest[] } {
  const handled: ServiceRequest[] = [];
  return {
    name,
    handled,
    permissions: () => (open ? [] : [{ action: `${name}:GetItem`, resource: TABLE }]),
    handle: async (request) => {
      handled.push(request);
      return { status: 200, headers: {}, body: "done" };
    },
  };
}

/** Of the local cloud; another time than the machine's. */
const now = Date.parse("2030-01-01T00:00:00Z");

function open(allowed = "dynamodb:GetItem") {
  const services = { dynamodb: service("dynamodb"), cognito: service("cognito-idp", true), ses: service("ses") };
  const statement = { Effect: "Allow" as const, Action: [allowed], Resource: [TABLE], Condition: {} };
  const access = new AccessControl([{ arn: ROLE, name: "app-role", statements: [statement] }]);
  const pages = async ({ path }: ServiceRequest) =>
    path === "/login" ? { status: 200, headers: {}, body: "login" } : undefined;
  const endpoint = new Endpoint({
    services: Object.values(services),
    access,
    region: "us-east-1",
    clock: () => now,
    pages,
  });
  const invocation: Invocation = { requestId: "request-1", functionName: "app-function", source: undefined, calls: [] };
  const kill = jest.fn(async () => {});
  const caller: Caller = {
    credentials: newCredentials(),
    roleArn: ROLE,
    userArn: "arn:aws:sts::000000000000:assumed-role/app-role/app-function",
    functionName: "app-function",
    invocation: () => invocation,
    kill,
  };
  endpoint.register(caller);
  return { endpoint, services, caller, invocation, kill };
}

function call(overrides: Partial<ServiceRequest> = {}): ServiceRequest {
  return {
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from("{}"),
    ...overrides,
  };
}

function signed({ credentials }: Caller, service = "dynamodb", target = "DynamoDB_20120810.GetItem"): ServiceRequest {
  const scope = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20261123/us-east-1/${service}/aws4_request, Signature=0`;
  return call({ headers: { authorization: scope, "x-amz-target": target } });
}

describe("the AWS endpoint", () => {
  it("finds the service by the signature and lets a permitted call through", async () => {
    const { endpoint, services, caller, invocation } = open();
    expect((await endpoint.handle(signed(caller)))?.body).toBe("done");
    expect(services.dynamodb.handled).toHaveLength(1);
    expect(invocation.calls).toMatchObject([{ n: 1, service: "dynamodb", action: "GetItem" }]);
  });

  it("denies in AWS's words, without calling the service", async () => {
    const { endpoint, services, caller } = open("dynamodb:PutItem");
    const response = await endpoint.handle(signed(caller));
    expect(response?.status).toBe(400);
    expect(JSON.parse(String(response?.body))).toMatchObject({
      __type: "com.amazon.coral.service#AccessDeniedException",
      Message: `User: arn:aws:sts::000000000000:assumed-role/app-role/app-function is not authorized to perform: dynamodb:GetItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:GetItem action`,
    });
    expect(services.dynamodb.handled).toEqual([]);
  });

  it("denies mail in XML", async () => {
    const { endpoint, caller } = open();
    const response = await endpoint.handle(signed(caller, "ses", ""));
    expect(response?.status).toBe(403);
    expect(response?.body).toContain("<Code>AccessDenied</Code>");
  });

  it("lets the root do everything", async () => {
    const { endpoint } = open("nothing");
    const root = rootCaller("000000000000");
    endpoint.register(root);
    expect((await endpoint.handle(signed(root)))?.status).toBe(200);
  });

  it("doesn't know a key that was never given out, or no longer is", async () => {
    const { endpoint, caller } = open();
    endpoint.unregister(caller);
    expect((await endpoint.handle(signed(caller)))?.body).toContain("UnrecognizedClientException");
  });

  it("doesn't take an unsigned call for what needs a permission", async () => {
    const { endpoint } = open();
    const unsigned = call({ headers: { "x-amz-target": "DynamoDB_20120810.GetItem" } });
    expect((await endpoint.handle(unsigned))?.body).toContain("MissingAuthenticationTokenException");
  });

  it("takes unsigned calls of public operations, and counts them for the environment whose address they use", async () => {
    const { endpoint, services, caller, invocation } = open();
    const headers = { "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth" };
    await endpoint.handle(call({ headers }));
    await endpoint.handle(call({ headers, path: `/environments/${caller.credentials.accessKeyId}/` }));
    expect(services.cognito.handled.map(({ path }) => path)).toEqual(["/", "/"]);
    expect(invocation.calls).toMatchObject([{ n: 1, service: "cognito-idp", action: "InitiateAuth" }]);
  });

  it("doesn't believe a forged environment header", async () => {
    const { endpoint, caller, invocation } = open();
    const { accessKeyId } = caller.credentials;
    const headers = {
      "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
      "x-local-environment": accessKeyId,
    };
    await endpoint.handle(call({ headers }));
    expect(invocation.calls).toEqual([]);
  });

  it("serves pages, and 404 for others", async () => {
    const { endpoint } = open();
    expect((await endpoint.handle(call({ method: "GET", path: "/login" })))?.body).toBe("login");
    expect((await endpoint.handle(call({ method: "GET", path: "/other" })))?.status).toBe(404);
  });

  it("adds reported capacity to the call", async () => {
    const { endpoint, services, caller, invocation } = open();
    await endpoint.handle(signed(caller));
    for (const request of services.dynamodb.handled) {
      endpoint.account(request, { read: 1, write: 0 });
      endpoint.account(request, { read: 0.5, write: 2 });
    }
    expect(invocation.calls[0]?.units).toEqual({ read: 1.5, write: 2 });
  });
});

describe("injected faults", () => {
  it("tell the time as answers do, by which clients set their clocks", async () => {
    const { endpoint, caller } = open();
    const dates = [(await endpoint.handle(signed(caller)))?.headers.date];
    endpoint.faults.inject(() => ({ before: "http500" }));
    dates.push((await endpoint.handle(signed(caller)))?.headers.date);
    expect(dates).toEqual(Array(2).fill(new Date(now).toUTCString()));
  });

  it.each([
    ["throttle", "dynamodb", 400, "ThrottlingException"],
    ["throttle", "cognito-idp", 400, "TooManyRequestsException"],
    ["throttle", "ses", 400, "<Code>Throttling</Code>"],
    ["http500", "dynamodb", 500, "InternalServerError"],
  ] as const)("%s of %s answers %i %s instead of the call", async (before, name, status, words) => {
    const { endpoint, services, caller } = open();
    endpoint.faults.inject(() => ({ before }));
    const response = await endpoint.handle(signed(caller, name));
    expect([response?.status, String(response?.body).includes(words)]).toEqual([status, true]);
    expect(services.dynamodb.handled).toEqual([]);
  });

  it("can hit one call of an invocation only, until removed", async () => {
    const { endpoint, caller } = open();
    const remove = endpoint.faults.inject(({ n, functionName }) =>
      functionName === "app-function" && n >= 2 ? { before: "http500" } : undefined,
    );
    const statuses = [await endpoint.handle(signed(caller)), await endpoint.handle(signed(caller))];
    remove();
    statuses.push(await endpoint.handle(signed(caller)));
    expect(statuses.map((response) => response?.status)).toEqual([200, 500, 200]);
  });

  it("can lose the connection after the call was carried out", async () => {
    const { endpoint, services, caller } = open();
    endpoint.faults.inject(() => ({ after: "reset" }));
    expect(await endpoint.handle(signed(caller))).toBeUndefined();
    expect(services.dynamodb.handled).toHaveLength(1);
  });

  it("can kill the caller before or after the call", async () => {
    const { endpoint, services, caller, kill } = open();
    endpoint.faults.inject(({ n }) => (n === 1 ? { before: "crash" } : { after: "crash" }));
    await endpoint.handle(signed(caller));
    expect([kill.mock.calls.length, services.dynamodb.handled.length]).toEqual([1, 0]);
    await endpoint.handle(signed(caller));
    expect([kill.mock.calls.length, services.dynamodb.handled.length]).toEqual([2, 1]);
  });
});
