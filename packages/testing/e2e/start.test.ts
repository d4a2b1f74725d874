import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { png } from "../files";
import { outdir } from "../platform";
import { Shell, tourOfReadme } from "../readme";

const root = join(__dirname, "..", "..", "..");
const signIn = { email: "student@instaiq.test", password: "password123" };

/** A copy started as a user does. */
interface Copy {
  api: string;
  /** As Ctrl-C does; answers the exit code. */
  interrupt(): Promise<number | null>;
  output(): string;
}

const running: ChildProcess[] = [];
const folders: string[] = [];

/** A state folder that holds what another does; without one the synthesized app only, as before a first start. */
function newFolder(from = dirname(outdir)): string {
  const folder = mkdtempSync(join(tmpdir(), "instaiq-start-"));
  folders.push(folder);
  cpSync(from, folder, { recursive: true });
  return folder;
}

async function start(directory: string, ...options: string[]): Promise<Copy> {
  const given = ["--import", "tsx", "packages/local/start.ts", "--port", "0", "--directory", directory, ...options];
  const child = spawn(process.execPath, given, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const api = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      output += chunk;
      const found = /API +(http:\S+)\/api\n/.exec(output);
      if (found?.[1]) resolve(found[1]);
    });
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("exit", () => reject(new Error(`ended before it was ready:\n${output}`)));
  });
  const interrupt = () => {
    child.kill("SIGINT");
    return ended;
  };
  return { api: await api, interrupt, output: () => output };
}

async function post(api: string, path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${api}/api${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Does on the payment page what the tour asks for. */
async function payAsTold(shell: Shell): Promise<void> {
  const { payment } = JSON.parse(shell.run("cat order.json"));
  const { origin } = new URL(payment.checkout_url);
  const paid = await fetch(`${origin}/v1/payment_intents/${payment.payment_id}/confirm`, {
    method: "POST",
    headers: { authorization: `Bearer ${payment.publishable_key}` },
    body: new URLSearchParams({
      ...{ client_secret: payment.client_secret, payment_method: "pm_card_visa", return_url: origin },
    }),
  });
  if (!paid.ok) throw new Error(`paying answered ${paid.status} ${await paid.text()}`);
}

const newcomer = { name: "New Comer", email: "new@example.com", password: "password123" };

describe("npm start", () => {
  let folder: string;
  beforeAll(() => {
    folder = newFolder();
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
  });
  afterAll(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** As it is written. */
  async function takeTour(copy: Copy): Promise<void> {
    const desk = mkdtempSync(join(tmpdir(), "instaiq-tour-"));
    folders.push(desk);
    writeFileSync(join(desk, "me.png"), png());
    const shell = new Shell(desk);
    const [, inbox = ""] = /Mail inbox +(\S+)/.exec(copy.output()) ?? [];
    const blocks = tourOfReadme();
    for (const block of blocks) {
      const placed = block.replaceAll("http://127.0.0.1:4000", copy.api).replaceAll("http://127.0.0.1:4002", inbox);
      const printed = shell.run(placed);
      // One of them shows what a refusal looks like.
      const refused = /"status":[45]\d\d/.test(printed);
      expect([block, printed, refused]).toEqual([block, printed, block.includes('"email":"nobody"')]);
      if (block.includes("tee order.json")) await payAsTold(shell);
    }
    expect(blocks.length).toBeGreaterThanOrEqual(9);
  }

  it("prints where everything is, with people who can sign in and courses to find, and serves the README's tour", async () => {
    const copy = await start(folder);
    const login = await post(copy.api, "/auth/login", signIn);
    const courses = (await (await fetch(`${copy.api}/api/courses`)).json()) as { total: number };
    await takeTour(copy);
    await post(copy.api, "/auth/register", newcomer);
    await expect(start(folder)).rejects.toThrow(/ended before it was ready/);
    expect(await copy.interrupt()).toBe(0);

    expect(login.status).toBe(200);
    expect(courses.total).toBe(12);
    expect(copy.output()).toMatch(
      /API reference.*Mail inbox.*Payments.*student@instaiq\.test.*unverified@instaiq\.test/s,
    );
  }, 300_000);

  it("keeps its state over Ctrl-C, and runs beside another copy", async () => {
    const other = newFolder(folder);
    const copies = await Promise.all([start(folder), start(other)]);
    const { email, password } = newcomer;
    const late = { ...newcomer, email: "late@example.com" };

    expect((await post(copies[0].api, "/auth/register", newcomer)).status).toBe(409);
    expect((await post(copies[0].api, "/auth/login", { email, password })).status).toBe(200);
    expect((await post(copies[0].api, "/auth/register", late)).status).toBe(201);
    expect((await post(copies[1].api, "/auth/register", late)).status).toBe(201);
    expect(await Promise.all(copies.map((copy) => copy.interrupt()))).toEqual([0, 0]);
  }, 300_000);

  it("forgets everything when it is told to", async () => {
    const copy = start(folder, "--reset");
    const ended = expect(copy).rejects.toThrow(/ended before it was ready/);
    while (existsSync(join(folder, "seeded")) || existsSync(join(folder, "cognito"))) await pause(5);
    running.at(-1)?.kill("SIGKILL");
    await ended;
  }, 300_000);
});
