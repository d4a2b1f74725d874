import { randomUUID } from "node:crypto";
import type { Permission, Service, ServiceRequest, ServiceResponse } from "#local/service";
import type { FunctionHost } from "./function-host";
import { serviceError } from "./refusal";

/** `/2015-03-31/functions/NAME/invocations` */
const shape = /^\/2015-03-31\/functions\/([^/]+)\/(invocations|configuration)$/;

interface FunctionServiceOptions {
  /** By name. */
  functions: ReadonlyMap<string, FunctionHost>;
  /** A function's own variables, as its environments have them. */
  variablesOf: (host: FunctionHost) => Record<string, string>;
}

/** AWS Lambda, as far as an operator invokes functions by hand, and looks at what they are told. */
export class FunctionService implements Service {
  readonly name = "lambda";

  constructor(private readonly options: FunctionServiceOptions) {}

  action(request: ServiceRequest): string {
    if (this.partsOf(request).part === "configuration") return "GetFunctionConfiguration";
    return request.method === "POST" ? "Invoke" : "";
  }

  permissions(request: ServiceRequest): Permission[] {
    const action = this.action(request) === "Invoke" ? "InvokeFunction" : this.action(request);
    return [{ action: `lambda:${action}`, resource: this.partsOf(request).host?.definition.arn ?? "*" }];
  }

  async handle(request: ServiceRequest): Promise<ServiceResponse> {
    const { host, name } = this.partsOf(request);
    const action = this.action(request);
    if (!host) return serviceError("lambda", 404, "ResourceNotFoundException", `Function not found: ${name}`);
    if (action === "GetFunctionConfiguration") return json(this.configurationOf(host));
    if (action === "Invoke") return invoke(host, request);
    return serviceError("lambda", 400, "UnknownOperationException", "isn't served locally");
  }

  private configurationOf(host: FunctionHost): object {
    const { name, arn, timeoutSeconds, memoryMegabytes } = host.definition;
    const Environment = { Variables: this.options.variablesOf(host) };
    return { FunctionName: name, FunctionArn: arn, Timeout: timeoutSeconds, MemorySize: memoryMegabytes, Environment };
  }

  private partsOf({ path }: ServiceRequest) {
    const [, given = "", part = ""] = shape.exec(path) ?? [];
    const name = decodeURIComponent(given);
    return { name, part, host: this.options.functions.get(name) };
  }
}

async function invoke(host: FunctionHost, { headers, body }: ServiceRequest): Promise<ServiceResponse> {
  const event: unknown = JSON.parse(body.toString("utf8") || "{}");
  if (headers["x-amz-invocation-type"] === "Event") {
    void host.invoke(event, "operator");
    return json({}, { status: 202 });
  }
  const { payload, error } = await host.invoke(event, "operator");
  return error ? json(error, { headers: { "x-amz-function-error": "Unhandled" } }) : json(payload);
}

function json(
  body: object | string | undefined,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): ServiceResponse {
  const known = { "content-type": "application/json", "x-amzn-requestid": randomUUID(), ...headers };
  return { status, headers: known, body: typeof body === "string" ? body : JSON.stringify(body ?? null) };
}
