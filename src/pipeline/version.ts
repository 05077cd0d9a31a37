import { readFileSync } from "node:fs";

/** gen-sde's own version; package.json lies above both src/ and dist/. */
export const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};
