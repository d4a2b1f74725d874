/** "mail-feedback" → "MailFeedback": outputs have letters and digits only. */
const named = (name: string): string => name.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());

/** The stack's output that names a function. */
export const functionOutput = (name: string): string => `${named(name)}Function`;

/** The stack's output with the address of the queue where what a worker can't take is parked. */
export const queueOutput = (name: string): string => `${named(name)}Parked`;

/** The stack of a stage. */
export const stackName = (stage: string): string => `instaiq-${stage}`;

/** A stage's secret, as Secrets Manager knows it. */
export const secretName = (stage: string, name: string): string => `instaiq/${stage}/${name}`;
