import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { root } from "#infra/root";
import type { CloudUrls } from "#local/cloud/cloud-options";
import type { Answer, Question } from "./messages";

/** A platform that runs in a process of its own. */
export interface Mortal {
  cloud: { urls: CloudUrls };
  ask(question: Question): Promise<Answer>;
  /** As the kernel does to a process: nothing of it runs any more. */
  kill(): Promise<void>;
}

const script = join(root, "packages", "testing", "kill", "copy.ts");

/** The next thing that it tells; rejects when it ends instead. */
function heard(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the copy has ended"));
    child.once("exit", ended);
    child.once("message", (answer: Answer) => {
      child.off("exit", ended);
      resolve(answer);
    });
  });
}

const portsOf = (urls: CloudUrls) =>
  Object.fromEntries(Object.entries(urls).map(([door, url]) => [door, Number(new URL(url).port)]));

/** Opens the copy that is kept in that folder; where it was before, if it was anywhere, and at its time. */
export async function openMortal(directory: string, before?: CloudUrls, ahead = 0): Promise<Mortal> {
  const child = fork(script, [directory, JSON.stringify(before ? portsOf(before) : {}), String(ahead)], {
    ...{ cwd: root, execArgv: ["--import", "tsx"] },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const { urls } = await heard(child);
  if (!urls) throw new Error("the copy doesn't say where it is");
  return {
    cloud: { urls },
    ask: (question) => {
      const answer = heard(child);
      child.send(question);
      return answer;
    },
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
  };
}
