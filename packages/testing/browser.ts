import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/** Whether browser tests can run here; says why not, where they can't. */
export const browserInstalled = existsSync(executablePath);
if (!browserInstalled)
  console.info(`Browser tests are skipped: there is no ${executablePath} (apt-get install chromium).`);

const alone = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const offline = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Debian's Chromium, headless, without its calls home. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args: [...alone, ...offline] });
