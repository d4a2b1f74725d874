import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { addUser, clientId, type LocalCognito, password, poolId, signIn, startCognito } from "./fixture/local-cognito";

const UserPoolId = poolId;
let local: LocalCognito;
afterEach(() => local.close());

function createUser(Username: string, attributes: Record<string, string> = {}) {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  return local.sdk.send(
    new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
  );
}

describe("creating users", () => {
  test("gives a generated username that is the sub and waits for a new password", async () => {
    local = await startCognito();
    const { User } = await createUser("ada@example.com", { name: "Ada" });
    expect(User?.Username).toMatch(/^[0-9a-f-]{36}$/);
    expect(User?.Attributes).toContainEqual({ Name: "sub", Value: User?.Username });
    expect(User?.Attributes).toContainEqual({ Name: "email", Value: "ada@example.com" });
    expect(User).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true });
    expect(User?.UserCreateDate?.toISOString()).toBe("2026-03-01T12:00:00.000Z");
  });

  test("refuses a second account with the address in other letters", async () => {
    local = await startCognito();
    await createUser("ada@example.com");
    await expect(createUser("ADA@Example.com")).rejects.toMatchObject({ name: "UsernameExistsException" });
  });

  test("lets only one of twenty simultaneous creations of an address win", async () => {
    local = await startCognito();
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => createUser("ada@example.com")));
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("tells letters apart where the pool is case-sensitive, the service's default", async () => {
    local = await startCognito({ pool: { UsernameConfiguration: undefined } });
    await createUser("ada@example.com");
    await expect(createUser("ADA@example.com")).resolves.toBeDefined();
  });

  test.each([
    ["an address without @", "ada", {}],
    ["an undeclared attribute", "ada@example.com", { "custom:unknown": "1" }],
    ["a chosen sub", "ada@example.com", { sub: "1" }],
  ])("refuses %s", async (_, username, attributes) => {
    local = await startCognito();
    await expect(createUser(username, attributes)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("stores declared custom attributes", async () => {
    local = await startCognito();
    const { User } = await createUser("ada@example.com", { "custom:plan": "pro" });
    expect(User?.Attributes).toContainEqual({ Name: "custom:plan", Value: "pro" });
  });

  test("refuses sign-up where only administrators create users", async () => {
    local = await startCognito();
    const signUp = new SignUpCommand({ ClientId: clientId, Username: "ada@example.com", Password: password });
    await expect(local.sdk.send(signUp)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "SignUp is not permitted for this user pool",
    });
  });

  test("leaves a user who signed up unconfirmed and unable to sign in", async () => {
    local = await startCognito({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } } });
    await local.sdk.send(new SignUpCommand({ ClientId: clientId, Username: "ada@example.com", Password: password }));
    await expect(signIn(local, "ada@example.com")).rejects.toMatchObject({ name: "UserNotConfirmedException" });
  });

  test("keeps usernames as given in a pool without e-mail sign-in", async () => {
    local = await startCognito({ pool: { UsernameAttributes: undefined } });
    const { User } = await createUser("ada", { email: "ada@example.com" });
    expect(User?.Username).toBe("ada");
    await expect(createUser("bob", { email: "ada@example.com" })).resolves.toBeDefined();
  });
});

describe("reading and changing users", () => {
  test("finds a user by username, sub and address in any letters", async () => {
    local = await startCognito();
    const username = await addUser(local, "ada@example.com");
    for (const Username of [username, "ada@example.com", "Ada@EXAMPLE.com"]) {
      const user = await local.sdk.send(new AdminGetUserCommand({ UserPoolId, Username }));
      expect(user).toMatchObject({ Username: username, UserStatus: "CONFIRMED" });
    }
  });

  test("says that an unknown user doesn't exist", async () => {
    local = await startCognito();
    const get = new AdminGetUserCommand({ UserPoolId, Username: "nobody@example.com" });
    await expect(local.sdk.send(get)).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  test("moves sign-in to a new address and counts it as unverified", async () => {
    local = await startCognito();
    await addUser(local, "old@example.com");
    const change = {
      UserPoolId,
      Username: "old@example.com",
      UserAttributes: [{ Name: "email", Value: "new@example.com" }],
    };
    await local.sdk.send(new AdminUpdateUserAttributesCommand(change));
    const user = await local.sdk.send(new AdminGetUserCommand({ UserPoolId, Username: "new@example.com" }));
    expect(user.UserAttributes).toContainEqual({ Name: "email_verified", Value: "false" });
    await expect(signIn(local, "old@example.com")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  test("refuses an address that another user signs in with", async () => {
    local = await startCognito();
    await addUser(local, "ada@example.com");
    await addUser(local, "bob@example.com");
    const change = {
      UserPoolId,
      Username: "bob@example.com",
      UserAttributes: [{ Name: "email", Value: "ADA@example.com" }],
    };
    await expect(local.sdk.send(new AdminUpdateUserAttributesCommand(change))).rejects.toMatchObject({
      name: "AliasExistsException",
    });
  });

  test("removes an attribute that is set to nothing", async () => {
    local = await startCognito();
    await addUser(local, "ada@example.com");
    const change = { UserPoolId, Username: "ada@example.com", UserAttributes: [{ Name: "name", Value: "" }] };
    await local.sdk.send(new AdminUpdateUserAttributesCommand(change));
    const user = await local.sdk.send(new AdminGetUserCommand({ UserPoolId, Username: "ada@example.com" }));
    expect(user.UserAttributes?.map(({ Name }) => Name)).not.toContain("name");
  });

  test("frees the address of a deleted user", async () => {
    local = await startCognito();
    const first = await addUser(local, "ada@example.com");
    await local.sdk.send(new AdminDeleteUserCommand({ UserPoolId, Username: "ada@example.com" }));
    await expect(signIn(local, "ada@example.com")).rejects.toMatchObject({ name: "NotAuthorizedException" });
    expect(await addUser(local, "ada@example.com")).not.toBe(first);
  });

  test("reports an unknown pool", async () => {
    local = await startCognito();
    const get = new AdminGetUserCommand({ UserPoolId: "us-east-1_Nowhere00", Username: "a" });
    await expect(local.sdk.send(get)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test.each([
    ["Short-1a", "Password not long enough"],
    ["lower-case-7", "Password must have uppercase characters"],
    ["UPPER-CASE-7", "Password must have lowercase characters"],
    ["No-digits-here", "Password must have numeric characters"],
    ["NoSymbols1here", "Password must have symbol characters"],
  ])("refuses the password %s by the pool's policy", async (Password, reason) => {
    local = await startCognito();
    await addUser(local, "ada@example.com");
    const set = new AdminSetUserPasswordCommand({ UserPoolId, Username: "ada@example.com", Password, Permanent: true });
    await expect(local.sdk.send(set)).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: `Password did not conform with policy: ${reason}`,
    });
  });
});

describe("groups", () => {
  test("are joined once and left again", async () => {
    local = await startCognito();
    const Username = await addUser(local, "ada@example.com");
    await local.sdk.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: "student" }));
    await local.sdk.send(
      new AdminAddUserToGroupCommand({ UserPoolId, Username: "ADA@example.com", GroupName: "student" }),
    );
    const joined = await local.sdk.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: "ada@example.com" }));
    expect(joined.Groups).toEqual([{ GroupName: "student", UserPoolId, Description: "Learners" }]);
    await local.sdk.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName: "student" }));
    const left = await local.sdk.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
    expect(left.Groups).toEqual([]);
  });

  test("must exist", async () => {
    local = await startCognito();
    const Username = await addUser(local, "ada@example.com");
    const join = new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: "wizards" });
    await expect(local.sdk.send(join)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("list their members", async () => {
    local = await startCognito();
    const Username = await addUser(local, "ada@example.com");
    await addUser(local, "bob@example.com");
    await local.sdk.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: "admin" }));
    const { Users } = await local.sdk.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: "admin" }));
    expect(Users?.map((user) => user.Username)).toEqual([Username]);
  });
});

describe("listing users", () => {
  test("goes through all pages", async () => {
    local = await startCognito();
    const names = ["a@example.com", "b@example.com", "c@example.com"];
    for (const name of names) await createUser(name);
    const first = await local.sdk.send(new ListUsersCommand({ UserPoolId, Limit: 2, AttributesToGet: ["email"] }));
    const next = new ListUsersCommand({ UserPoolId, Limit: 2, PaginationToken: first.PaginationToken });
    const second = await local.sdk.send(next);
    expect(first.Users?.map(({ Attributes }) => Attributes)).toEqual([
      [{ Name: "email", Value: "a@example.com" }],
      [{ Name: "email", Value: "b@example.com" }],
    ]);
    expect(second.Users).toHaveLength(1);
    expect(second.PaginationToken).toBeUndefined();
  });

  test.each([
    ['email = "ADA@example.com"', ["ada@example.com"]],
    ['email ^= "a"', ["ada@example.com", "alan@example.com"]],
    ['email = "a"', []],
  ])("filters by %s", async (Filter, expected) => {
    local = await startCognito();
    for (const name of ["ada@example.com", "alan@example.com", "grace@example.com"]) await createUser(name);
    const { Users } = await local.sdk.send(new ListUsersCommand({ UserPoolId, Filter }));
    const emails = Users?.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === "email")?.Value);
    expect(emails).toEqual(expected);
  });

  test.each(["email", 'shoe_size = "1"', "email = ada"])("refuses the filter %s", async (Filter) => {
    local = await startCognito();
    await expect(local.sdk.send(new ListUsersCommand({ UserPoolId, Filter }))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});
