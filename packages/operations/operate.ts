import { parseArgs } from "node:util";
import { type Command, Ending, type Option, type Options } from "./command";
import { commands } from "./commands";
import { aim } from "./stage";

/** Options of every command. */
const common = {
  stage: { type: "string", about: "the stage, in the account and region of AWS's own variables; else the local copy" },
  directory: { type: "string", about: "the folder of the local copy" },
  help: { type: "boolean", default: false, about: "says what the command does" },
} satisfies Options;

const dryRun: Option = { type: "boolean", default: false, about: "says what would be done, and does nothing" };
const yes: Option = { type: "boolean", default: false, about: "does what can't be undone" };

const optionsOf = ({ options, effect }: Command): Options => ({
  ...options,
  ...(effect === "reads" ? {} : { "dry-run": dryRun }),
  ...(effect === "destroys" ? { yes } : {}),
  ...common,
});

/** What there is, or what one command takes. */
function help(name?: string): string[] {
  const found = name === undefined ? undefined : commands[name];
  if (!name || !found) {
    const names = Object.entries(commands).map(([known, { summary }]) => `  ${known.padEnd(18)} ${summary}`);
    return ["npm run ops -- <command> [options], each with --help:", "", ...names];
  }
  const options = Object.entries(optionsOf(found)).map(([option, { about }]) => `  --${option.padEnd(12)} ${about}`);
  return [`npm run ops -- ${[name, found.operands].filter(Boolean).join(" ")}: ${found.summary}`, "", ...options];
}

/** The command that the words begin with, and the rest of them. */
function find(words: string[]): { name: string; rest: string[] } | undefined {
  const names = [words.slice(0, 2).join(" "), words[0] ?? ""];
  const name = names.find((known) => known in commands);
  return name === undefined ? undefined : { name, rest: words.slice(name.split(" ").length) };
}

interface Surroundings {
  print: (line: string) => void;
  now: Date;
}

async function run(name: string, declared: Command, rest: string[], { print, now }: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({ args: rest, options: optionsOf(declared), allowPositionals: true });
  if (values.help) {
    for (const line of help(name)) print(line);
    return 0;
  }
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const stage = await aim({ stage: text(values.stage), directory: text(values.directory) });
  const announce = (plan: string) => {
    print(`${stage.place}: ${plan}`);
    if (values["dry-run"]) throw new Ending("Nothing was changed.", 0);
    if (declared.effect === "destroys" && !values.yes) throw new Ending("Say --yes to do it.", 2);
  };
  const well = await declared.run({ values, positionals, stage, now, print, announce });
  return well === false ? 1 : 0;
}

/** Told by its code: `parseArgs` has no class of its own for it. */
const isMistyped = (error: unknown): error is Error =>
  typeof error === "object" && error !== null && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");

/** Runs a command as its words say. @returns the exit code: 0 done, 1 not well or failed, 2 asked for in a wrong way */
export async function operate(words: string[], surroundings: Surroundings): Promise<number> {
  const { print } = surroundings;
  const found = find(words);
  const declared = found && commands[found.name];
  if (!found || !declared) {
    for (const line of help()) print(line);
    return words.length === 0 || words.includes("--help") ? 0 : 2;
  }
  try {
    return await run(found.name, declared, found.rest, surroundings);
  } catch (error) {
    if (error instanceof Ending || isMistyped(error)) print(error.message);
    if (error instanceof Ending) return error.code;
    if (isMistyped(error)) return 2;
    print(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    return 1;
  }
}
