import type { TestPlatform } from "./platform";

/** A worker's calls to a service fail, whatever it tries. @returns what mends that */
export const poisoned = ({ cloud }: TestPlatform, worker: string, service: string): (() => void) =>
  cloud.faults.inject((made) =>
    made.functionName?.includes(`-${worker}Function`) && made.service === service ? { before: "http500" } : undefined,
  );
