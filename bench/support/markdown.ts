/** Tables of results in Markdown, written into a page below their marks, `<!-- bench: TITLE -->`. */
import { digits, type Times } from "./report.js";
import { judge, type Results } from "./targets.js";

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = ([head, ...rows]: readonly (readonly string[])[]): string =>
  [line(head!), line(head!.map(() => "---")), ...rows.map(line)].join("\n");

/** A row for each case: the time of its first contestant, and how many times as long the others take. */
function ofTimes(times: Times): string {
  const contestants = [...new Set(Object.values(times).flatMap((row) => Object.keys(row)))].filter(
    (name) => name !== "yardstick",
  );
  const rows = Object.entries(times).map(([name, row]) => {
    const first = Object.values(row)[0]!;
    const cells = contestants.map((contestant) => {
      const time = row[contestant];
      if (time === undefined) return "";
      return time === first ? digits(time) : String(Number((time / first).toPrecision(2)));
    });
    return [name, ...cells];
  });
  return table([["", ...contestants], ...rows]);
}

const ofTargets = (results: Results): string =>
  table([
    ["", "wanted", "measured", ""],
    ...judge(results).map(({ target, wanted, measured, verdict }) => [target, wanted, measured, verdict]),
  ]);

/**
 * `page` with each table below a mark anew; a mark without results keeps its table. The title `targets` is the table of
 * judgements, and `a, b` after a semicolon choose the cases whose names contain one of them: `<!-- bench: TITLE; a, b -->`.
 */
export function withTables(page: string, results: Results): string {
  const mark = /^<!-- bench: ([^;\n]+?)(?:; ([^\n]+?))? -->\n(?:\n|\|[^\n]*\n)*/gm;
  return page.replace(mark, (whole, title: string, chosen: string | undefined) => {
    const times = results[title];
    if (title !== "targets" && times === undefined) return whole;
    const wanted = chosen?.split(", ");
    const cases = Object.entries(times ?? {}).filter(([name]) => wanted?.some((part) => name.includes(part)) ?? true);
    const text = title === "targets" ? ofTargets(results) : ofTimes(Object.fromEntries(cases));
    return `${whole.slice(0, whole.indexOf("\n"))}\n\n${text}\n\n`;
  });
}
