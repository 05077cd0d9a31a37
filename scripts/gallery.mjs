// Makes the pictures of docs/gallery.md again, by the commands that stand under them.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const commands = readFileSync("docs/gallery.md", "utf8").matchAll(/^npx gen-sde (report .*)$/gm);
for (const [command, args] of commands) {
  console.log(command);
  execFileSync(process.execPath, ["dist/cli/main.js", ...args.split(" ")], { stdio: "inherit" });
}
