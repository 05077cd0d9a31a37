// Draws the pictures of docs/dynamics (all of them, or those whose names are arguments) from simulations with fixed
// seeds, and puts their captions into the pages.
import { runBundled } from "./run-bundled.mjs";

await runBundled("pictures", "docs", "pictures", "main.ts");
