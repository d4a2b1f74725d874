import type { Construct } from "constructs";
import { type SettingName, settings } from "#contract/settings";
import { type StageName, stageNamed, stages, type Terms } from "./stages";

/** What differs between deployments: `-c stage=prod`, and any setting by its name (`-c FRONTEND_URL=https://…`). */
export interface Stage {
  name: StageName;
  terms: Terms;
  /** Who is mailed when something is wrong; nobody, where it isn't given (`-c alarm_email=…`). */
  alarmEmail?: string;
  settings: Record<SettingName, string>;
}

const given = (scope: Construct, name: SettingName): string =>
  String(scope.node.tryGetContext(name) ?? process.env[name] ?? settings[name].value);

/** @throws Error for a word that is none: mistyped, it must not open anything. */
function staffSecondFactor(value: string, { staffSecondFactor: otherwise }: Terms): string {
  if (value === "") return otherwise;
  if (value === "required" || value === "optional") return value;
  throw new Error(`STAFF_SECOND_FACTOR is required or optional, not "${value}"`);
}

export function stageOf(scope: Construct): Stage {
  const names = Object.keys(settings) as SettingName[];
  const values = Object.fromEntries(names.map((name) => [name, given(scope, name)])) as Record<SettingName, string>;
  const name = stageNamed(String(scope.node.tryGetContext("stage") ?? "dev"));
  const alarmEmail: unknown = scope.node.tryGetContext("alarm_email");
  return {
    ...{ name, terms: stages[name] },
    settings: { ...values, STAFF_SECOND_FACTOR: staffSecondFactor(values.STAFF_SECOND_FACTOR, stages[name]) },
    ...(alarmEmail ? { alarmEmail: String(alarmEmail) } : {}),
  };
}

/** The site's origins, first the one that mails lead to. */
export const originsOf = ({ settings: { FRONTEND_URL } }: Stage): string[] =>
  FRONTEND_URL.split(",").map((url) => url.trim());
