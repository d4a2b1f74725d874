import { randomUUID } from "node:crypto";
import type { Permission, Service, ServiceRequest, ServiceResponse } from "#local/service";
import { serviceError } from "./refusal";

interface Place {
  account: string;
  region: string;
}

/** AWS CloudFormation, as far as an operator asks what a stack is made of: its outputs. */
export class StackService implements Service {
  readonly name = "cloudformation";

  constructor(
    /** By stack, then by output. */
    private readonly outputs: Record<string, Record<string, string>>,
    private readonly place: Place,
  ) {}

  action({ body }: ServiceRequest): string {
    return formOf(body).get("Action") ?? "";
  }

  permissions(request: ServiceRequest): Permission[] {
    const name = formOf(request.body).get("StackName") ?? "*";
    return [{ action: `cloudformation:${this.action(request)}`, resource: `${this.arnOf(name)}/*` }];
  }

  async handle(request: ServiceRequest): Promise<ServiceResponse> {
    if (this.action(request) !== "DescribeStacks")
      return serviceError("cloudformation", 400, "InvalidAction", "isn't served locally");
    const name = formOf(request.body).get("StackName");
    const stacks = Object.entries(this.outputs).filter(([known]) => name === null || known === name);
    if (stacks.length === 0)
      return serviceError("cloudformation", 400, "ValidationError", `Stack with id ${name} does not exist`);
    const members = stacks.map(([known, outputs]) => element("member", this.described(known, outputs))).join("");
    const result = element("DescribeStacksResult", element("Stacks", members));
    const metadata = element("ResponseMetadata", element("RequestId", randomUUID()));
    const body = element("DescribeStacksResponse", result + metadata);
    return { status: 200, headers: { "content-type": "text/xml" }, body };
  }

  private described(name: string, outputs: Record<string, string>): string {
    const told = Object.entries(outputs).map(([key, value]) =>
      element("member", element("OutputKey", escaped(key)) + element("OutputValue", escaped(value))),
    );
    return [
      element("StackName", escaped(name)),
      element("StackId", `${this.arnOf(name)}/local`),
      element("CreationTime", "2020-01-01T00:00:00.000Z"),
      element("StackStatus", "CREATE_COMPLETE"),
      element("Outputs", told.join("")),
    ].join("");
  }

  private arnOf(name: string): string {
    return `arn:aws:cloudformation:${this.place.region}:${this.place.account}:stack/${name}`;
  }
}

const formOf = (body: Buffer): URLSearchParams => new URLSearchParams(body.toString("utf8"));

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const escaped = (text: string): string => text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
