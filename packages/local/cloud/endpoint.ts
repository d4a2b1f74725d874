import type {
  Clock,
  Permission,
  PublicService,
  Requester,
  Service,
  ServiceRequest,
  ServiceResponse,
} from "#local/service";
import { type Caller, retired } from "./callers";
import { type Fault, Faults } from "./faults";
import type { AccessControl, Decision } from "./iam";
import type { Call, Invocation } from "./invocation";
import { accessDenied, accessRefusal, conflicted, internalFailure, serviceError, throttled } from "./refusal";
import { addressed, identify } from "./signature";

interface EndpointOptions {
  services: Service[];
  access: AccessControl;
  region: string;
  clock: Clock;
  /** Pages that browsers visit on the same address: hosted login and key sets. */
  pages: (request: ServiceRequest) => Promise<ServiceResponse | undefined>;
}

/** The address of all AWS services: finds service and caller, decides by the caller's role, and passes on. */
export class Endpoint {
  readonly faults = new Faults();
  private readonly services: Map<string, Service>;
  private readonly callers = new Map<string, Caller>();
  /** Ended environments: what they have signed for others is good for as long as it says. */
  private readonly former = new Map<string, Caller>();
  private readonly calls = new WeakMap<ServiceRequest, Call>();

  constructor(private readonly options: EndpointOptions) {
    this.services = new Map(options.services.map((service) => [service.name, service]));
  }

  /** Answers for one more service from now on. */
  serve(service: Service): void {
    this.services.set(service.name, service);
  }

  register(caller: Caller): void {
    this.callers.set(caller.credentials.accessKeyId, caller);
  }

  unregister(caller: Caller): void {
    const { accessKeyId } = caller.credentials;
    if (!this.callers.delete(accessKeyId)) return;
    if (this.former.size >= FORMER_KEPT) this.former.delete(this.former.keys().next().value ?? "");
    this.former.set(accessKeyId, retired(caller));
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
    const { service: name, action, accessKeyId = "", presigned } = identify(request);
    if (name === undefined) return this.handleUnsigned(request);
    const service = this.services.get(name);
    if (!service) return serviceError(name, 400, "UnknownOperationException", `${name} isn't served locally`);
    const caller = this.callers.get(accessKeyId);
    if (isPublic(service)) {
      const signer = caller ?? this.former.get(accessKeyId);
      return this.carryOut(service, service.action(request), request, signer && presigned ? retired(signer) : signer);
    }
    if (!caller && accessKeyId !== "") return invalidToken(name);
    return this.carryOut(service, service.action?.(request) ?? action, request, caller);
  }

  /** What browsers ask for without having been handed anything. */
  private async handleUnsigned(request: ServiceRequest): Promise<ServiceResponse | undefined> {
    const page = await this.options.pages(request);
    if (page) return page;
    const service = this.options.services.filter(isPublic).find((one) => one.owns(request));
    return service ? this.carryOut(service, service.action(request), request, undefined) : notFound();
  }

  private async carryOut(service: Service, action: string, request: ServiceRequest, caller: Caller | undefined) {
    const call = this.count(request, service.name, action, caller?.invocation());
    const began = performance.now();
    const response = await this.perform(service, call, request, caller);
    if (!response) return undefined;
    Object.assign(call, { status: response.status, ms: performance.now() - began });
    // Clients set their clocks by it.
    const date = new Date(this.options.clock()).toUTCString();
    return { ...response, headers: { date, ...response.headers } };
  }

  private async perform(service: Service, call: Call, request: ServiceRequest, caller: Caller | undefined) {
    const { functionName } = caller ?? {};
    const plan = this.faults.plan({ ...call, functionName, requestId: caller?.invocation()?.requestId });
    if (plan.before) return this.strike(plan.before, call, caller);
    const denial = this.denial(service, request, caller);
    if (denial) return denial;
    const response = await service.handle(request, this.requester(caller));
    return plan.after ? this.strike(plan.after, call, caller) : response;
  }

  private count(request: ServiceRequest, service: string, action: string, invocation: Invocation | undefined): Call {
    const call: Call = { n: invocation ? invocation.calls.length + 1 : 0, service, action };
    invocation?.calls.push(call);
    this.calls.set(request, call);
    return call;
  }

  private requester(caller: Caller | undefined): Requester {
    return {
      credentials: caller?.credentials,
      refusal: (permission) => {
        if (!caller?.roleArn) return undefined;
        const decision = this.decide(caller.roleArn, permission);
        return decision.allowed ? undefined : accessRefusal(caller.userArn, permission, decision.reason);
      },
    };
  }

  private decide(roleArn: string, permission: Permission): Decision {
    const context = { "aws:PrincipalArn": [roleArn], "aws:RequestedRegion": [this.options.region] };
    return this.options.access.decide(roleArn, permission, context);
  }

  private denial(service: Service, request: ServiceRequest, caller: Caller | undefined): ServiceResponse | undefined {
    for (const permission of service.permissions(request)) {
      if (!request.headers.authorization) return missingToken(service.name);
      if (!caller?.roleArn) continue;
      const decision = this.decide(caller.roleArn, permission);
      if (!decision.allowed) return accessDenied(service.name, caller.userArn, permission, decision.reason);
    }
    return undefined;
  }

  private async strike(
    fault: Fault,
    { service, action }: Call,
    caller: Caller | undefined,
  ): Promise<ServiceResponse | undefined> {
    switch (fault) {
      case "throttle":
        return throttled(service);
      case "conflict":
        return conflicted(action);
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

const FORMER_KEPT = 1000;

const isPublic = (service: Service): service is PublicService => "owns" in service;

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
