// Full-length simulations of the algorithms against independent reference values (an hour; any part can be named).
import { runBundled } from "./run-bundled.mjs";

await runBundled("monte-carlo", "bench", "monte-carlo", "main.ts");
