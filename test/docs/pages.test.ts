/** Every page is in the index, every link leads somewhere, every command is one that there is. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { readPage } from "./program.js";

const pages = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "examples/README.md"],
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** The fragment of a heading, as GitHub makes it: lower case, spaces to hyphens, other punctuation dropped. */
const fragment = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");

const anchors = (page: string): string[] =>
  [...readPage(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => fragment(heading!));

/** The options of each command, "" for `gen-sde FILES`, as src/cli/main.ts declares them. */
const options = new Map(
  readPage("src/cli/main.ts")
    .split(/\.command\("(?=\w+"\))/)
    .map((text, i): [string, string[]] => [
      i === 0 ? "" : /^\w+/.exec(text)![0],
      [...text.matchAll(/^ *\.?(?:option|requiredOption)?\(?"(--[\w-]+)/gm)].map(([, option]) => option!),
    ]),
);
const scripts = (JSON.parse(readPage("package.json")) as { scripts: Record<string, string> }).scripts;

describe.each(pages)("%s", (page) => {
  const text = readPage(page);

  it("has no dead link", () => {
    const dead = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        const [path, anchor] = link.split("#") as [string, string?];
        const target = path === "" ? page : normalize(join(dirname(page), path));
        return !existsSync(target) || (anchor !== undefined && !anchors(target).includes(anchor));
      });
    expect(dead).toEqual([]);
  });

  it("names commands, options and loss files that there are", () => {
    const unknown: string[] = [];
    for (const [command] of text.matchAll(/\bnpx gen-sde [^`\n]*/g)) {
      const [, , first = "", ...more] = command.replace(/\s#.*/, "").split(/\s+/);
      const declared = options.get(first) ?? options.get("")!;
      const given = [first, ...more].filter((word) => /^--[\w-]+$/.test(word) && word !== "--help");
      unknown.push(...given.filter((option) => !declared.includes(option)).map((option) => `${option} of ${command}`));
      unknown.push(...[first, ...more].filter((word) => word.endsWith(".loss.ts") && !existsSync(word)));
    }
    for (const [command, script] of text.matchAll(/\bnpm run ([\w:-]+)/g))
      if (scripts[script!] === undefined) unknown.push(command);
    expect(unknown).toEqual([]);
  });
});

it("has every page of docs/ in its index, and those of docs/dynamics in theirs", () => {
  for (const page of pages.filter((page) => page.startsWith("docs/") && !page.endsWith("README.md")))
    expect(readPage(`${dirname(page)}/README.md`), page).toContain(`(${page.split("/").at(-1)!})`);
});

it("has every example in the list of examples", () => {
  const files = readdirSync("examples").filter((name) => name.endsWith(".loss.ts"));
  expect(files.length).toBeGreaterThan(0);
  for (const name of files) expect(readPage("examples/README.md")).toContain(`](${name})`);
});
