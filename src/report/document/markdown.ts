/** A document as Markdown with formulas between dollars, as GitHub, pandoc and notebooks read it. */
import type { Block, Document, Figure } from "./document.js";
import { plain, spans } from "./document.js";

/** @param folder where the figures stand as SVG, beside the document */
export function markdown({ title, subtitle, sections }: Document, folder: string): string {
  return [
    `# ${prose(title)}`,
    prose(subtitle),
    ...sections.flatMap((section) => [
      `## ${prose(section.title)}`,
      ...section.blocks.map((each) => block(each, folder)),
    ]),
  ]
    .join("\n\n")
    .concat("\n");
}

function block(each: Block, folder: string): string {
  switch (each.kind) {
    case "heading":
      return `### ${prose(each.text)}`;
    case "paragraph":
      return prose(each.text);
    case "list":
      return each.items.map((item) => `- ${prose(item)}`).join("\n");
    case "code":
      return `\`\`\`\n${each.text}\n\`\`\``;
    case "formulas":
      return each.rows
        .map(
          ({ name, tex, note }) =>
            `**${prose(name)}**${note === undefined ? "" : `: ${prose(note)}`}\n\n$$\n${tex}\n$$`,
        )
        .join("\n\n");
    case "facts":
      return each.rows.map(([name, text]) => `- **${prose(name)}**: ${prose(text)}`).join("\n");
    case "table":
      return [
        `_${prose(each.caption)}_`,
        "",
        row(each.head),
        row(each.head.map(() => "---")),
        ...each.rows.map(row),
      ].join("\n");
    case "figures":
      return each.figures.map((one) => figure(one, folder)).join("\n\n");
  }
}

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => prose(cell).replaceAll("|", "\\|")).join(" | ")} |`;

/** A name that may have spaces, # and parentheses, in an address. */
const inUrl = (name: string): string =>
  encodeURIComponent(name).replace(/[()]/g, (each) => `%${each.charCodeAt(0).toString(16)}`);

const figure = ({ id, title, caption }: Figure, folder: string): string =>
  `![${escaped(plain(title))}](${inUrl(folder)}/${id}.svg)\n\n${prose(caption)}`;

const prose = (text: string): string =>
  spans(text)
    .map(({ kind, content }) =>
      kind === "math" ? `$${content}$` : kind === "code" ? `\`${content}\`` : escaped(content),
    )
    .join("");

const escaped = (text: string): string => text.replace(/[\\*_[\]<>$`]/g, "\\$&");
