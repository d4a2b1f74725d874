import { call } from "../api";
import { brokenStep } from "../journey";
import { newPerson } from "../people";
import { openTestPlatform, outdir, type TestPlatform } from "../platform";
import { inSoak } from "../soak";
import { FaultFinder, faultsOf, templateIn } from "../template";
import {
  type Alteration,
  altered,
  withGrant,
  withoutAction,
  withoutAuthorizer,
  withoutIndex,
  withoutIndexGrant,
  withoutRoute,
  withoutVariable,
  withProperty,
} from "../template/alterations";
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

describe("served with one thing missing, the main job breaks where it is needed:", () => {
  let platform: TestPlatform | undefined;
  /** Opens a platform of the changed template; the domain is loaded anew, to work on that one. */
  const serve = async (alteration: Alteration): Promise<TestPlatform> => {
    jest.resetModules();
    platform = await openTestPlatform({ mutate: (_stack, served) => alteration(served) });
    return platform;
  };
  afterEach(async () => {
    await platform?.close();
    platform = undefined;
  });

  test("nowhere, as it is", async () => {
    expect(await brokenStep(await serve(() => undefined))).toBeUndefined();
  });

  const missing: [string, string, Alteration][] = [
    ["webhooks may not UpdateItem", "enrolled", withoutAction("webhooks", "dynamodb:UpdateItem")],
    ["the table has no gsi1", "list", withoutIndex("gsi1")],
  ];
  const alsoMissing: [string, string, Alteration][] = [
    ["courses may not query gsi1", "list", withoutIndexGrant("courses", "gsi1")],
    ["auth may not AdminInitiateAuth", "register", withoutAction("auth", "cognito-idp:AdminInitiateAuth")],
    ["orders may not read secrets", "buy", withoutAction("orders", "secretsmanager:GetSecretValue")],
    ["courses has no TABLE_NAME", "publish", withoutVariable("courses", "TABLE_NAME")],
  ];

  test.each([...missing, ...inSoak(alsoMissing, [])])("%s: %s", async (_what, step, alteration) => {
    expect(await brokenStep(await serve(alteration))).toBe(step);
  });

  test("no route to the list: there is nothing there", async () => {
    const served = await serve(withoutRoute("GET /api/courses"));
    expect(await call(served, "GET /api/courses")).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await brokenStep(served)).toBe("list");
  });

  test("no authorizer before the profile: our own check refuses everybody, with a token and without", async () => {
    const served = await serve(withoutAuthorizer("GET /api/auth/profile"));
    const { token } = await newPerson(served);
    const invocations = () => served.cloud.invocations().filter(({ functionName }) => /auth/.test(functionName)).length;
    const before = invocations();
    // The gateway's own answer has no code: this one got past it.
    const refused = { status: 401, body: { code: "unauthorized" } };
    expect(await call(served, "GET /api/auth/profile")).toMatchObject(refused);
    expect(await call(served, "GET /api/auth/profile", { token })).toMatchObject(refused);
    expect(invocations() - before).toBe(2);
  });

  test("the authorizer, as it is: the gateway refuses who has no token, and no function runs", async () => {
    const served = await serve(() => undefined);
    expect(await call(served, "GET /api/auth/profile")).toMatchObject({
      status: 401,
      body: { message: "Unauthorized" },
    });
    expect(served.cloud.invocations()).toEqual([]);
  });
});
