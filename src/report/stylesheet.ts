/** The style of HTML reports. */
import { readFileSync } from "node:fs";

/** templates/ lies beside src/ and beside the published dist/. */
const FILE = new URL("../../templates/report.css", import.meta.url);

export const stylesheet = (): string => readFileSync(FILE, "utf8").trim();
