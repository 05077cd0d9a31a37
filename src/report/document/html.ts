/** A document as one HTML file that loads nothing. */
import { adaptive, figureVariables } from "../chart/theme.js";
import type { Block, Document, DocumentSection, Figure, Span } from "./document.js";
import { plain, spans } from "./document.js";
import { escaped } from "../escaped.js";
import { stylesheet } from "../stylesheet.js";
import { mathml } from "./math.js";

export function html({ title, subtitle, sections }: Document): string {
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}: ${escaped(plain(subtitle))}</title>`,
    "<style>",
    `:root { ${figureVariables("light")} }`,
    `@media screen and (prefers-color-scheme: dark) { :root { ${figureVariables("dark")} } }`,
    stylesheet(),
    "</style>",
    "</head>",
    "<body>",
    `<header><h1>${escaped(title)}</h1><p>${prose(subtitle)}</p></header>`,
    '<nav aria-label="Contents"><ol>',
    ...sections.map(({ id, title }) => `<li><a href="#${id}">${prose(title)}</a></li>`),
    "</ol></nav>",
    "<main>",
    ...sections.map(section),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const section = ({ id, title, blocks }: DocumentSection): string =>
  [`<section id="${id}">`, `<h2>${prose(title)}</h2>`, ...blocks.map(block), "</section>"].join("\n");

function block(each: Block): string {
  switch (each.kind) {
    case "heading":
      return `<h3>${prose(each.text)}</h3>`;
    case "paragraph":
      return `<p>${prose(each.text)}</p>`;
    case "list":
      return `<ul>\n${each.items.map((item) => `<li>${prose(item)}</li>`).join("\n")}\n</ul>`;
    case "code":
      return `<pre tabindex="0"><code>${escaped(each.text)}</code></pre>`;
    case "formulas":
      return `<dl class="formulas">\n${each.rows
        .map(
          ({ name, tex, note }) =>
            `<div><dt>${prose(name)}</dt><dd>${note === undefined ? "" : `<p class="note">${prose(note)}</p>`}` +
            `<div class="formula" tabindex="0">${mathml(tex, true)}</div></dd></div>`,
        )
        .join("\n")}\n</dl>`;
    case "facts":
      return `<dl class="facts">\n${each.rows
        .map(([name, text]) => `<div><dt>${prose(name)}</dt><dd>${prose(text)}</dd></div>`)
        .join("\n")}\n</dl>`;
    case "table":
      return [
        '<div class="table" tabindex="0"><table>',
        `<caption>${prose(each.caption)}</caption>`,
        `<thead><tr>${each.head.map((cell) => `<th scope="col">${prose(cell)}</th>`).join("")}</tr></thead>`,
        `<tbody>${each.rows.map(row).join("\n")}</tbody>`,
        "</table></div>",
      ].join("\n");
    case "figures":
      return `<div class="figures">\n${each.figures.map(figure).join("\n")}\n</div>`;
  }
}

const row = ([first, ...others]: readonly string[]): string =>
  `<tr><th scope="row">${prose(first!)}</th>${others.map((cell) => `<td>${prose(cell)}</td>`).join("")}</tr>`;

function figure({ id, title, caption, specification, svg }: Figure): string {
  const label = `${title}. ${plain(caption)}`;
  const [, body] = /^<svg\b([^]*)$/.exec(adaptive(svg))!;
  return [
    `<figure id="${id}">`,
    `<svg role="img" aria-label="${escaped(label)}"${body!}`,
    `<figcaption>${prose(caption)}</figcaption>`,
    `<script type="application/json" data-vega-lite="${id}">${JSON.stringify(specification).replaceAll("<", "\\u003c")}</script>`,
    "</figure>",
  ].join("\n");
}

const prose = (text: string): string => {
  const parts = spans(text);
  return parts
    .map(({ kind, content }, i) => {
      const next = parts[i + 1];
      // Text gives the marks that it begins with to what it follows.
      if (kind === "text") return escaped(i === 0 ? content : content.replace(CLOSING, ""));
      const mark = next?.kind === "text" ? CLOSING.exec(next.content)?.[0] : undefined;
      return mark !== undefined ? `<span class="whole">${MARKUP[kind](content)}${mark}</span>` : MARKUP[kind](content);
    })
    .join("");
};

/** Marks that must not begin a line. */
const CLOSING = /^[,.;:)]+/;

const MARKUP: Record<Exclude<Span["kind"], "text">, (content: string) => string> = {
  math: (tex) => mathml(tex, false),
  code: (code) => `<code>${escaped(code)}</code>`,
};
