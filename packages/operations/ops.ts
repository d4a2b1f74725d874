import { operate } from "./operate";

// `npm run ops -- <command>`: what an operator does to a stage, or to the local copy.
process.exitCode = await operate(process.argv.slice(2), { print: console.log, now: new Date() });
