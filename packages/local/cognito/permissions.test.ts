import type { ServiceRequest } from "#local/service";
import { administrativeActions, publicActions } from "./actions/actions";
import { type LocalCognito, poolId, startCognito } from "./fixture/local-cognito";

let local: LocalCognito;
beforeAll(async () => {
  local = await startCognito();
});
afterAll(() => local.close());

function request(operation: string, body: string): ServiceRequest {
  const headers = { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
  return { method: "POST", path: "/", query: new URLSearchParams(), headers, body: Buffer.from(body) };
}

test.each([...administrativeActions.keys()])("%s needs a permission on the pool", (operation) => {
  const needed = local.cognito.permissions(request(operation, JSON.stringify({ UserPoolId: poolId })));
  const resource = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`;
  expect(needed).toEqual([{ action: `cognito-idp:${operation}`, resource }]);
});

test.each([...publicActions.keys()])("%s needs none", (operation) => {
  expect(local.cognito.permissions(request(operation, "{}"))).toEqual([]);
});

test.each([
  ["an unknown operation", "DeleteEverything", "{}", "UnknownOperationException"],
  ["a body that isn't JSON", "GetUser", "{", "SerializationException"],
  ["a missing field", "GetUser", "{}", "InvalidParameterException"],
  ["a field of the wrong type", "GetUser", '{"AccessToken":1}', "SerializationException"],
])("%s is refused in the protocol's form", async (_, operation, body, type) => {
  const response = await local.cognito.handle(request(operation, body));
  expect(response.status).toBe(400);
  expect(JSON.parse(String(response.body)).__type).toBe(type);
});
