import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { functionOutput, queueOutput, stackName } from "#contract/outputs";
import { defaultDirectory, operatorFile } from "#local/platform";
import { lambda } from "./clients";
import { Ending } from "./command";

/** A stage of the platform, as its stack tells of it. */
export interface Stage {
  name: string;
  /** For people: where it is. */
  place: string;
  outputs: Record<string, string>;
  /** @throws Ending when the stack has none of that name: it is of an older version */
  output(name: string): string;
  functionOf(name: string): string;
  /** The address of a worker's queue. */
  queueOf(worker: string): string;
  /** What functions are told: their variables. */
  variablesOf(...functions: string[]): Promise<Record<string, string>>;
  /** Lets the domain run here as in those functions. To be called before it is imported: it reads its environment then. */
  inhabit(...functions: string[]): Promise<void>;
}

interface Aim {
  stage?: string | undefined;
  directory?: string | undefined;
}

/** Leads AWS's clients to the local copy that is running, and names its stage. */
function turnToLocal(directory: string): string {
  const file = join(directory, operatorFile);
  if (!existsSync(file)) throw new Ending("name a --stage, or start the local copy first: npm start", 2);
  const told = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  Object.assign(process.env, told);
  return told.STAGE ?? "dev";
}

async function outputsOf(name: string): Promise<Record<string, string>> {
  const { Stacks = [] } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName: name }));
  const outputs = Stacks[0]?.Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
}

/**
 * The stage that an operator means: the one that is named (by --stage, or STAGE) in the account and region of AWS's own
 * variables, else the local copy that is running. Everything else is asked of its stack.
 */
export async function aim({ stage, directory }: Aim): Promise<Stage> {
  const named = stage ?? (directory ? undefined : process.env.STAGE);
  const name = named ?? turnToLocal(directory ?? defaultDirectory);
  if (!process.env.AWS_REGION) throw new Ending("set AWS_REGION to the stage's region", 2);
  const stack = stackName(name);
  const outputs = await outputsOf(stack);
  const output = (key: string) => {
    const value = outputs[key];
    if (!value) throw new Ending(`${stack} has no output ${key}: deploy this version first`, 1);
    return value;
  };
  const functionOf = (of: string) => output(functionOutput(of));
  const variablesOf = async (...functions: string[]) => {
    const told = functions.map((of) => new GetFunctionConfigurationCommand({ FunctionName: functionOf(of) }));
    const found = await Promise.all(told.map((command) => lambda().send(command)));
    return Object.assign({}, ...found.map(({ Environment }) => Environment?.Variables)) as Record<string, string>;
  };
  return {
    ...{ name, outputs, output, functionOf, variablesOf },
    place: `${stack} in ${named ? process.env.AWS_REGION : `the local copy in ${directory ?? defaultDirectory}`}`,
    queueOf: (worker) => output(queueOutput(worker)),
    inhabit: async (...functions) => void Object.assign(process.env, await variablesOf(...functions)),
  };
}
