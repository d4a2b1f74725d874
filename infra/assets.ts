import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root";

/** What lies beside a function's bundle: from below the repository, to below the asset. */
export interface Asset {
  from: string;
  to: string;
}

/** As the function declares it in its `assets.ts`; nothing where it has none. */
export async function assetsOf(name: string): Promise<Asset[]> {
  const declaration = join(root, "functions", name, "assets.ts");
  if (!existsSync(declaration)) return [];
  return ((await import(declaration)) as { assets: Asset[] }).assets;
}
