import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { functionNames } from "./bundle";
import { guard } from "./guard";
import { Platform } from "./platform";

type Properties = Record<string, unknown>;

/** What is given with `-c`. */
type Context = Record<string, string>;

interface Made {
  region: string;
  guarded: boolean | undefined;
  outputs: Record<string, { Value: unknown; Export?: unknown }>;
  ofType(type: string): Properties[];
}

describe("a deployment", () => {
  let folder: string;
  let bundles: string;
  let n = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "instaiq-stages-"));
    bundles = join(folder, "bundles");
    for (const name of functionNames) {
      mkdirSync(join(bundles, name), { recursive: true });
      // What is deployed is looked at elsewhere; here it is how it hangs together.
      writeFileSync(join(bundles, name, "index.js"), "");
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The stacks by their ids, as the guard lets them through; each once. */
  const made = new Map<string, Record<string, Made>>();
  const synthesize = (context: Context): Record<string, Made> => {
    const name = JSON.stringify(Object.entries(context).sort());
    const stacks = made.get(name) ?? synthesizeAnew(context);
    made.set(name, stacks);
    return stacks;
  };

  const synthesizeAnew = (context: Context): Record<string, Made> => {
    const app = new App({ context, outdir: join(folder, `${n++}`) });
    guard(app);
    new Platform(app, bundles);
    const stacks = app.synth().stacks.map(({ id, environment, template, terminationProtection }) => {
      const resources = Object.values<{ Type: string; Properties: Properties }>(template.Resources);
      const ofType = (type: string) => resources.filter(({ Type }) => Type === type).map((one) => one.Properties);
      const made: Made = {
        ...{ region: environment.region, guarded: terminationProtection, outputs: template.Outputs ?? {} },
        ofType,
      };
      return [id, made] as const;
    });
    return Object.fromEntries(stacks);
  };

  const distributionOf = (stack: Made | undefined) =>
    stack?.ofType("AWS::CloudFront::Distribution")[0]?.DistributionConfig as Properties;

  const elsewhere = { "Fn::GetStackOutput": expect.objectContaining({ Region: "us-east-1" }) };

  test.each<Context>([
    { stage: "dev", domain: "api.instaiq.test" },
    { stage: "staging", domain: "api.instaiq.test", hosted_zone_id: "Z0123456789" },
    { stage: "prod" },
  ])("of %j stands in us-east-1 as one stack", (context) => {
    const { InstaIq, ...others } = synthesize(context);
    expect(others).toEqual({});
    expect(InstaIq).toMatchObject({ region: "us-east-1", guarded: context.stage === "prod" });
    expect(InstaIq?.ofType("AWS::WAFv2::WebACL")).toHaveLength(1);
    expect(distributionOf(InstaIq).WebACLId).toEqual({ "Fn::GetAtt": ["Firewall", "Arn"] });
  });

  test.each<Context>([
    { stage: "dev" },
    { stage: "staging", domain: "api.instaiq.test" },
    { stage: "prod", domain: "api.instaiq.test", hosted_zone_id: "Z0123456789" },
  ])("of %j in Mumbai has a second one in us-east-1, and neither holds on to the other", (context) => {
    const { InstaIq, InstaIqEdge, ...others } = synthesize({ ...context, region: "ap-south-1" });
    expect(others).toEqual({});
    expect([InstaIq?.region, InstaIqEdge?.region]).toEqual(["ap-south-1", "us-east-1"]);
    expect([InstaIq?.guarded, InstaIqEdge?.guarded]).toEqual(Array(2).fill(context.stage === "prod"));
    for (const type of ["AWS::WAFv2::WebACL", "AWS::CertificateManager::Certificate"])
      expect(InstaIq?.ofType(type)).toEqual([]);
    expect(InstaIqEdge?.ofType("AWS::WAFv2::WebACL")).toHaveLength(1);
    expect(distributionOf(InstaIq).WebACLId).toEqual(elsewhere);
    const outputs = [InstaIq, InstaIqEdge].flatMap((stack) => Object.values(stack?.outputs ?? {}));
    expect(outputs.filter(({ Export }) => Export)).toEqual([]);
  });

  test("without a domain answers under CloudFront's", () => {
    const { InstaIq } = synthesize({ stage: "prod" });
    expect(InstaIq?.outputs.Url?.Value).toEqual({
      "Fn::Join": ["", ["https://", { "Fn::GetAtt": ["Delivery", "DomainName"] }]],
    });
    expect(distributionOf(InstaIq)).not.toHaveProperty("ViewerCertificate");
    expect(InstaIq?.ofType("AWS::Route53::RecordSet")).toEqual([]);
  });

  test("with a domain answers under that, by TLS 1.2 only, and says so in its mails", () => {
    const { InstaIq } = synthesize({ stage: "dev", domain: "api.instaiq.test" });
    expect(InstaIq?.outputs.Url?.Value).toBe("https://api.instaiq.test");
    expect(distributionOf(InstaIq)).toMatchObject({
      Aliases: ["api.instaiq.test"],
      ViewerCertificate: {
        ...{ AcmCertificateArn: { Ref: "Certificate" }, SslSupportMethod: "sni-only" },
        MinimumProtocolVersion: "TLSv1.2_2021",
      },
    });
    const variables = InstaIq?.ofType("AWS::Lambda::Function").map(({ Environment }) => JSON.stringify(Environment));
    for (const address of ['"API_URL":"https://api.instaiq.test/api"', '"MEDIA_URL":"https://api.instaiq.test"'])
      expect(variables?.filter((one) => one?.includes(address)).length).toBeGreaterThan(0);
    expect(InstaIq?.ofType("AWS::CertificateManager::Certificate")).toEqual([
      expect.objectContaining({ DomainName: "api.instaiq.test", ValidationMethod: "DNS" }),
    ]);
    expect(InstaIq?.ofType("AWS::Route53::RecordSet")).toEqual([]);
  });

  test("whose zone Route 53 has proves the domain and points it to the distribution by itself, in Mumbai too", () => {
    const zone = { stage: "prod", domain: "api.instaiq.test", hosted_zone_id: "Z0123456789" };
    const { InstaIq, InstaIqEdge } = synthesize({ ...zone, region: "ap-south-1" });
    expect(InstaIqEdge?.ofType("AWS::CertificateManager::Certificate")).toEqual([
      expect.objectContaining({
        DomainValidationOptions: [{ DomainName: "api.instaiq.test", HostedZoneId: "Z0123456789" }],
      }),
    ]);
    expect(distributionOf(InstaIq).ViewerCertificate).toMatchObject({ AcmCertificateArn: elsewhere });
    const target = { DNSName: { "Fn::GetAtt": ["Delivery", "DomainName"] }, HostedZoneId: "Z2FDTNDATAQYW2" };
    const record = { Name: "api.instaiq.test.", HostedZoneId: "Z0123456789", AliasTarget: target };
    expect(InstaIq?.ofType("AWS::Route53::RecordSet")).toEqual([
      { ...record, Type: "A" },
      { ...record, Type: "AAAA" },
    ]);
  });

  test("of the next generation of the edge's secret sends what the API takes already, and takes what was sent", () => {
    const sentBy = (stack: Made | undefined): string =>
      JSON.stringify(distributionOf(stack).Origins)
        .match(/OriginSecret\d/g)
        ?.join() ?? "";
    const takenBy = (stack: Made | undefined): string[] =>
      JSON.stringify(stack?.ofType("AWS::ApiGatewayV2::Stage")[0]).match(/OriginSecret\d/g) ?? [];
    const [present, next] = ["3", "4"].map(
      (generation) => synthesize({ ORIGIN_SECRET_GENERATION: generation }).InstaIq,
    );
    for (const edge of [present, next]) for (const api of [present, next]) expect(takenBy(api)).toContain(sentBy(edge));
    expect([sentBy(present), sentBy(next)]).toEqual(["OriginSecret3", "OriginSecret4"]);
  });

  test("with a restored table works on that one, and on no other", () => {
    const stream = "arn:aws:dynamodb:us-east-1:123456789012:table/restored/stream/2026-11-26T00:00:00.000";
    const { InstaIq } = synthesize({ table_name: "restored", table_stream: stream });
    expect(InstaIq?.ofType("AWS::DynamoDB::Table")).toEqual([]);
    expect(InstaIq?.outputs.TableName?.Value).toBe("restored");
    const named = InstaIq?.ofType("AWS::Lambda::Function").map(
      ({ Environment }) => Environment as { Variables: object },
    );
    const tables = named?.map(({ Variables }) => new Map(Object.entries(Variables)).get("TABLE_NAME"));
    expect(new Set(tables?.filter(Boolean))).toEqual(new Set(["restored"]));
    const sources = InstaIq?.ofType("AWS::Lambda::EventSourceMapping").map(({ EventSourceArn }) => EventSourceArn);
    expect(new Set(sources)).toEqual(new Set([stream]));
    expect(JSON.stringify(InstaIq?.ofType("AWS::IAM::Policy"))).toContain(":table/restored/index/gsi1");
  });

  test.each<[Context, string]>([
    [{ table_name: "restored" }, "-c table_name=… goes with -c table_stream=…"],
    [{ stage: "production" }, "there is no stage production"],
    [{ region: "mumbai" }, 'region can\'t be "mumbai"'],
    [{ domain: "https://api.instaiq.test" }, "domain can't be"],
    [{ domain: "api.instaiq.test", hosted_zone_id: "instaiq.test" }, "hosted_zone_id can't be"],
    [{ hosted_zone_id: "Z0123456789" }, "hosted_zone_id is of no use without a domain"],
    [{ ORIGIN_SECRET_GENERATION: "0" }, "ORIGIN_SECRET_GENERATION must be a whole number"],
    [{ EDGE_RATE_LIMIT_REQUESTS: "none" }, "WAF can't count"],
  ])("of %j is refused", (context, problem) => {
    expect(() => synthesize(context)).toThrow(problem);
  });
});
