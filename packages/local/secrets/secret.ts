/** A secret as the template declares it. */
export interface Secret {
  arn: string;
  name: string;
  description?: string;
}

/** One value of a secret, as kept on disk. */
export interface Version {
  id: string;
  text?: string;
  /** Base64. */
  binary?: string;
  /** `AWSCURRENT`, `AWSPREVIOUS`, or labels of the caller. */
  stages: string[];
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** The versions after `added` took its labels: what was current becomes previous, versions without label go. */
export function withVersion(versions: Version[], added: Version): Version[] {
  const replacesCurrent = added.stages.includes("AWSCURRENT");
  const relabelled = versions.map((version) => {
    const current = replacesCurrent && version.stages.includes("AWSCURRENT");
    const kept = version.stages.filter(
      (stage) => !added.stages.includes(stage) && !(replacesCurrent && stage === "AWSPREVIOUS"),
    );
    return { ...version, stages: current ? [...kept, "AWSPREVIOUS"] : kept };
  });
  return [...relabelled.filter(({ stages }) => stages.length > 0), added];
}

/** A label that leaves one version, or comes to another. */
export interface Relabelling {
  stage: string;
  from: string | undefined;
  to: string | undefined;
}

/** The versions after that; one that has no label left goes. */
export function relabelled(versions: Version[], { stage, from, to }: Relabelling): Version[] {
  return versions
    .map((version) => {
      const stages = version.stages.filter((one) => one !== stage || version.id !== from);
      return { ...version, stages: version.id === to ? [...stages, stage] : stages };
    })
    .filter(({ stages }) => stages.length > 0);
}
