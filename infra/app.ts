import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { bundle, root } from "./bundle";
import { guard } from "./guard";
import { Platform } from "./platform";

const bundles = join(root, ".build", "functions");
await bundle({ directory: bundles });

const app = new App();
guard(app);
new Platform(app, bundles);
app.synth();
