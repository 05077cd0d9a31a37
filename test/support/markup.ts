/** A check of HTML, MathML and SVG as text: tags that close, attributes in quotes, names that are unique. */

const VOID = new Set(["meta", "link", "br", "hr", "img", "input", "wbr"]);

/** What is wrong with a document, in words; nothing if it is well formed. */
export function faults(markup: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  const ids = new Set<string>();
  const tags = markup
    .replace(/<!doctype html>/i, "")
    .replace(/<!--[^]*?-->/g, "")
    .replace(/(<(script|style)\b[^>]*>)[^]*?(<\/\2>)/g, "$1$3");
  for (const [, text, tag] of tags.matchAll(/([^<]*)(<[^>]*>)?/g)) {
    if (text!.includes(">")) found.push(`a bare > in "${text!.slice(0, 40)}"`);
    const [entity] = /&(?!#?\w+;)/.exec(text!) ?? [];
    if (entity !== undefined) found.push(`a bare & in "${text!.slice(0, 40)}"`);
    if (tag === undefined) continue;
    const parsed = /^<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:.-]+(?:="[^"<]*")?)*)\s*(\/?)>$/.exec(tag);
    if (!parsed) {
      found.push(`no tag: ${tag.slice(0, 60)}`);
      continue;
    }
    const [, closing, name, attributes, closed] = parsed;
    for (const [, id] of attributes!.matchAll(/\sid="([^"]*)"/g)) {
      if (ids.has(id!)) found.push(`two elements are called ${id!}`);
      ids.add(id!);
    }
    if (closing === "/") {
      const last = open.pop();
      if (last !== name) found.push(`</${name!}> closes <${last ?? "nothing"}>`);
    } else if (closed !== "/" && !VOID.has(name!.toLowerCase())) open.push(name!);
  }
  if (open.length > 0) found.push(`not closed: ${open.join(", ")}`);
  return found;
}
