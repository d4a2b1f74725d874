import { RemovalPolicy } from "aws-cdk-lib";

/** What a stage is made for decides what it keeps, how long, and what it may cost. */
export interface Terms {
  /** Days that log lines are kept. */
  logDays: 7 | 14 | 90;
  /** What holds data outlives the stack, can't be deleted by mistake, and is backed up every day. */
  keeps: boolean;
  /** The stack itself can't be deleted before somebody says that it may. */
  terminationProtection: boolean;
  /** Whether instructors and admins need a second factor at sign-in, unless the setting says otherwise. */
  staffSecondFactor: "required" | "optional";
  /** Cognito's plus plan watches sign-ins for stolen passwords and acts; it is priced per monthly user. */
  threatProtection: boolean;
  /** Days that a backup is kept. */
  backupDays: number;
  /** Dollars a month after which somebody is told. */
  budget: number;
}

/**
 * A dev stage can be torn down and made again under the same names. What is tried on staging is what happens to prod:
 * it keeps its data alike, only not as long.
 */
export const stages = {
  dev: {
    ...{ logDays: 7, keeps: false, terminationProtection: false, threatProtection: false },
    ...{ staffSecondFactor: "optional", backupDays: 0, budget: 20 },
  },
  staging: {
    ...{ logDays: 14, keeps: true, terminationProtection: false, threatProtection: false },
    ...{ staffSecondFactor: "required", backupDays: 7, budget: 50 },
  },
  prod: {
    ...{ logDays: 90, keeps: true, terminationProtection: true, threatProtection: true },
    ...{ staffSecondFactor: "required", backupDays: 35, budget: 300 },
  },
} as const satisfies Record<string, Terms>;

export type StageName = keyof typeof stages;

const isStage = (name: string): name is StageName => Object.hasOwn(stages, name);

/** @throws Error for a name that no stage has: a slip of the hand must not make a second platform. */
export function stageNamed(name: string): StageName {
  if (isStage(name)) return name;
  throw new Error(`there is no stage ${name}: -c stage=${Object.keys(stages).join(" or ")}`);
}

/** What becomes of a resource with data in it when the stack goes. */
export const removalOf = ({ keeps }: Terms): RemovalPolicy => (keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
