import { outdir } from "../platform";
import { FaultFinder, faultsOf, templateIn } from "../template";
import { type Alteration, altered, withGrant, withoutAuthorizer, withProperty } from "../template/alterations";
import { declaredFunctions } from "../template/declared";
import { type Mutant, removals } from "../template/mutants";
import { declaredRoutes } from "../template/routes";
import { synthesize } from "../template/synthesis";

const template = templateIn(outdir);
const table = { "Fn::GetAtt": ["TableCD117FA1", "Arn"] };

const reference = (name: string) => `{{resolve:secretsmanager:instaiq/dev/${name}:SecretString:::}}`;
const referenceToOriginSecret = {
  "Fn::Join": ["", ["{{resolve:secretsmanager:", { Ref: "OriginSecret130210CAD" }, ":SecretString:::}}"]],
};

/** What can go without anybody missing it, and why. */
const irrelevant: { reason: string; type?: string; lost: RegExp }[] = [
  {
    reason: "labels",
    lost: /\.(Tags|UserPoolTags|BackupVaultTags|BackupPlanTags|ResourceTags|Description|PolicyName|Comment|Sid)\b/,
  },
  { reason: "the authorizer is referred to by its id", type: "AWS::ApiGatewayV2::Authorizer", lost: /\.Name$/ },
  {
    reason: "Cognito sends no message of its own",
    type: "AWS::Cognito::UserPool",
    lost: /(Message|Subject)(Template)?\b/,
  },
  { reason: "a policy is referred to by its id", type: "AWS::CloudFront::ResponseHeadersPolicy", lost: /\.Name$/ },
  { reason: "it is deleted with the stack either way", lost: /^\w+(Logs|Parked)\w+\.(Deletion|UpdateReplace)Policy$/ },
  { reason: "the role stands in the properties, too", lost: /\.DependsOn\.1$/ },
];

const matters = ({ name, type }: Mutant): boolean =>
  !irrelevant.some((known) => (known.type ?? type) === type && known.lost.test(name));

describe("a template that lacks something is caught", () => {
  const names: string[] = [];
  const unnoticed: Mutant[] = [];
  beforeAll(() => {
    // Production has everything that any stage has.
    const finder = new FaultFinder("prod");
    for (const mutant of removals(synthesize("prod", { alarm_email: "ops@instaiq.test" }))) {
      names.push(mutant.name);
      if (!finder.isFaulty(mutant.template, mutant.type)) unnoticed.push(mutant);
    }
  }, 300_000);

  test("whatever it is: each resource, property and entry in turn", () => {
    expect(unnoticed.filter(matters).map(({ name }) => name)).toEqual([]);
  });

  test.each([
    ["granted action", /RoleDefaultPolicy.*\.Action(\.\d+)?$/, 70],
    ["granted resource", /RoleDefaultPolicy.*\.Resource\b/, 40],
    ["variable of a function", /Function\w{8}\.Properties\.Environment\.Variables\.\w+$/, 40],
    ["route", /^Api(GET|POST|PUT|DELETE)\w+$/, 36],
    ["authorizer of a route", /^Api\w+\.Properties\.AuthorizerId$/, 15],
    ["index", /^Table\w+\.Properties\.GlobalSecondaryIndexes\.\d$/, 3],
    ["queue for what failed", /\.Properties\.DestinationConfig$/, 2],
    [
      "guard against deletion",
      /^(Table|Users\d|APPKEY|STRIPE)\w+\.(Properties\.DeletionProtection(Enabled)?|DeletionPolicy)$/,
      7,
    ],
    ["backup, expiry or stream", /\.(PointInTimeRecovery|TimeToLive|Stream)Specification$/, 3],
  ])("every single %s", (_kind, where, atLeast) => {
    expect(names.filter((name) => where.test(name)).length).toBeGreaterThanOrEqual(atLeast);
    expect(unnoticed.filter(({ name }) => where.test(name)).map(({ name }) => name)).toEqual([]);
  });
});

describe("a template that says something else is caught", () => {
  const guarded = declaredRoutes.filter((route) => route.guarded).map(({ key }) => key);

  test.each(guarded)("%s open to everybody", (key) => {
    expect(faultsOf(altered(template, withoutAuthorizer(key)))).not.toEqual([]);
  });

  test.each(declaredFunctions.map(({ name }) => name))("%s with one right more", (name) => {
    for (const alteration of [
      withGrant(name, "dynamodb:Scan", table),
      withGrant(name, "dynamodb:GetItem", "*"),
      withGrant(name, "dynamodb:*", table),
      withGrant(name, "iam:PassRole", "*"),
    ])
      expect(faultsOf(altered(template, alteration))).not.toEqual([]);
  });

  test.each<[string, Alteration]>([
    ["an older runtime", withProperty("authFunction", "Runtime", "nodejs20.x")],
    ["the dearer processor", withProperty("authFunction", "Architectures", ["x86_64"])],
    ["no tracing", withProperty("authFunction", "TracingConfig", { Mode: "PassThrough" })],
    ["logs for ever", withProperty("authLogs", "RetentionInDays", undefined)],
    ["a stream of keys", withProperty("Table", "StreamSpecification", { StreamViewType: "KEYS_ONLY" })],
    ["sign-up by anybody", withProperty("Users", "AdminCreateUserConfig", { AllowAdminCreateUserOnly: false })],
    ["access for an hour", withProperty("UsersSite", "AccessTokenValidity", 60)],
    ["passwords from the browser", withProperty("UsersSite", "ExplicitAuthFlows", ["ALLOW_USER_PASSWORD_AUTH"])],
    ["every origin", withProperty("Api", "CorsConfiguration", { AllowOrigins: ["*"] })],
    ["a secret's value", withProperty("STRIPESECRETKEY", "SecretString", "sk_live_51abc")],
    ["a secret's value in a description", withProperty("ordersFunction", "Description", "sk_live_51abc")],
    ["a reference to a secret in a description", withProperty("ordersFunction", "Description", reference("STRIPE"))],
    ["the edge's secret in a description", withProperty("ordersFunction", "Description", referenceToOriginSecret)],
    ["a gateway that takes nobody's secret", withProperty("ApiLive", "StageVariables", { originSecrets: "" })],
    ["whole batches retried", withProperty("mailerStream", "FunctionResponseTypes", [])],
    ["files for every origin", withProperty("Media", "CorsConfiguration", { CorsRules: [] })],
    ["files for everybody", withProperty("Media", "PublicAccessBlockConfiguration", {})],
    ["files without TLS", withProperty("MediaPolicy", "PolicyDocument", { Statement: [] })],
    ["mail without TLS", withProperty("MailSet", "DeliveryOptions", { TlsPolicy: "OPTIONAL" })],
    ["bounces that nobody is told of", withProperty("MailEvents", "EventDestination", { Enabled: false })],
    [
      "a resizer that its own pictures set going",
      withProperty("resizerObjects", "EventPattern", { source: ["aws.s3"] }),
    ],
    ["a resizer that fails for nobody to see", withProperty("resizerRetries", "DestinationConfig", undefined)],
    ["a consumer of everything", withProperty("mailerStream", "FilterCriteria", undefined)],
  ])("%s", (_what, alteration) => {
    expect(faultsOf(altered(template, alteration))).not.toEqual([]);
  });
});
