import { call } from "../api";
import { brokenStep } from "../journey";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import {
  type Alteration,
  withoutAction,
  withoutAuthorizer,
  withoutIndex,
  withoutIndexGrant,
  withoutRoute,
  withoutVariable,
} from "../template/alterations";

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

  test.each<[string, string, Alteration]>([
    ["webhooks may not UpdateItem", "enrolled", withoutAction("webhooks", "dynamodb:UpdateItem")],
    ["the table has no gsi1", "list", withoutIndex("gsi1")],
    ["courses may not query gsi1", "list", withoutIndexGrant("courses", "gsi1")],
    ["auth may not AdminInitiateAuth", "register", withoutAction("auth", "cognito-idp:AdminInitiateAuth")],
    ["orders may not read secrets", "buy", withoutAction("orders", "secretsmanager:GetSecretValue")],
    ["courses has no TABLE_NAME", "publish", withoutVariable("courses", "TABLE_NAME")],
  ])("%s: %s", async (_what, step, alteration) => {
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
