import type { Service, ServiceRequest, ServiceResponse } from "#local/service";
import type { Caller } from "./callers";
import { type Fault, Faults } from "./faults";
import type { AccessControl } from "./iam";
import type { Call, Invocation } from "./invocation";
import { accessDenied, conflicted, internalFailure, serviceError, throttled } from "./refusal";
import { addressed, identify } from "./signature";

interface EndpointOptions {
  services: Service[];
  access: AccessControl;
  region: string;
  /** Pages that browsers visit on the same address: hosted login and key sets. */
  pages: (request: ServiceRequest) => Promise<ServiceResponse | undefined>;
}

/** The address of all AWS services: finds service and caller, decides by the caller's role, and passes on. */
export class Endpoint {
  readonly faults = new Faults();
  private readonly services: Map<string, Service>;
  private readonly callers = new Map<string, Caller>();
  private readonly calls = new WeakMap<ServiceRequest, Call>();

  constructor(private readonly options: EndpointOptions) {
    this.services = new Map(options.services.map((service) => [service.name, service]));
  }

  register(caller: Caller): void {
    this.callers.set(caller.credentials.accessKeyId, caller);
  }

  unregister(caller: Caller): void {
    this.callers.delete(caller.credentials.accessKeyId);
  }

  /** Adds the capacity that a service reports to the call that used it. */
  account(request: ServiceRequest, capacity: { read: number; write: number }): void {
    const call = this.calls.get(request);
    if (!call) return;
    const { read, write } = call.units ?? { read: 0, write: 0 };
    call.units = { read: read + capacity.read, write: write + capacity.write };
  }

  /** Undefined when the connection is to be lost. */
  async handle(raw: ServiceRequest): Promise<ServiceResponse | undefined> {
    const request = addressed(raw);
    const { service: name, action, accessKeyId } = identify(request);
    if (name === undefined) return (await this.options.pages(request)) ?? notFound();
    const service = this.services.get(name);
    if (!service) return serviceError(name, 400, "UnknownOperationException", `${name} isn't served locally`);
    const caller = this.callers.get(accessKeyId ?? "");
    if (!caller && accessKeyId !== undefined) return invalidToken(name);
    return this.carryOut(service, action, request, caller);
  }

  private async carryOut(service: Service, action: string, request: ServiceRequest, caller: Caller | undefined) {
    const invocation = caller?.invocation();
    const call = this.count(request, service.name, action, invocation);
    const { functionName } = caller ?? {};
    const plan = this.faults.plan({ ...call, functionName, requestId: invocation?.requestId });
    if (plan.before) return this.strike(plan.before, service.name, caller);
    const denial = this.denial(service, request, caller);
    if (denial) return denial;
    const response = await service.handle(request);
    return plan.after ? this.strike(plan.after, service.name, caller) : response;
  }

  private count(request: ServiceRequest, service: string, action: string, invocation: Invocation | undefined): Call {
    const call: Call = { n: invocation ? invocation.calls.length + 1 : 0, service, action };
    invocation?.calls.push(call);
    this.calls.set(request, call);
    return call;
  }

  private denial(service: Service, request: ServiceRequest, caller: Caller | undefined): ServiceResponse | undefined {
    for (const permission of service.permissions(request)) {
      if (!request.headers.authorization) return missingToken(service.name);
      if (!caller?.roleArn) continue;
      const context = { "aws:PrincipalArn": [caller.roleArn], "aws:RequestedRegion": [this.options.region] };
      const decision = this.options.access.decide(caller.roleArn, permission, context);
      if (!decision.allowed) return accessDenied(service.name, caller.userArn, permission, decision.reason);
    }
    return undefined;
  }

  private async strike(
    fault: Fault,
    service: string,
    caller: Caller | undefined,
  ): Promise<ServiceResponse | undefined> {
    switch (fault) {
      case "throttle":
        return throttled(service);
      case "conflict":
        return conflicted();
      case "http500":
        return internalFailure(service);
      case "timeout":
        return new Promise(() => {});
      case "reset":
        return undefined;
      case "crash":
        await caller?.kill();
        return undefined;
    }
  }
}

function invalidToken(service: string): ServiceResponse {
  const message = "The security token included in the request is invalid.";
  return serviceError(service, service === "ses" ? 403 : 400, "UnrecognizedClientException", message);
}

function missingToken(service: string): ServiceResponse {
  return serviceError(service, 400, "MissingAuthenticationTokenException", "Missing Authentication Token");
}

function notFound(): ServiceResponse {
  return { status: 404, headers: { "content-type": "text/plain" }, body: "Not found\n" };
}
