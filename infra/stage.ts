import type { Construct } from "constructs";
import { type SettingName, settings } from "#contract/settings";

/** What differs between deployments: `-c stage=prod`, and any setting by its name (`-c FRONTEND_URL=https://…`). */
export interface Stage {
  name: string;
  settings: Record<SettingName, string>;
}

const named = (scope: Construct, name: SettingName): string =>
  String(scope.node.tryGetContext(name) ?? process.env[name] ?? settings[name].value);

const stages = ["dev", "staging", "prod"];

function stageName(scope: Construct): string {
  const name = String(scope.node.tryGetContext("stage") ?? "dev");
  if (!stages.includes(name)) throw new Error(`there is no stage "${name}": ${stages.join(", ")}`);
  return name;
}

export function stageOf(scope: Construct): Stage {
  const values = Object.keys(settings).map((name) => [name, named(scope, name as SettingName)]);
  return { name: stageName(scope), settings: Object.fromEntries(values) };
}

/** The site's origins, first the one that mails lead to. */
export const originsOf = ({ settings: { FRONTEND_URL } }: Stage): string[] =>
  FRONTEND_URL.split(",").map((url) => url.trim());
