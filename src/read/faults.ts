/** Collects what is wrong, once for each place: loops and rehearsals read the same statement many times. */
import { Node } from "ts-morph";
import { type Diagnostic, type Key, type Span, type ValuesOf, diagnostic } from "../diagnostics/index.js";
import { type Faults, Unreadable } from "./reader.js";

export function spanOf(node: Node): Span {
  const file = node.getSourceFile();
  const start = node.getStart();
  const { line, column } = file.getLineAndColumnAtPos(start);
  const length = file.getFullText().slice(start, endOf(node)).trimEnd().length;
  return { file: file.getFilePath(), source: file.getFullText(), start, length, line, column };
}

/** Of a function the head is shown. */
function endOf(node: Node): number {
  const body = Node.isArrowFunction(node) || Node.isFunctionDeclaration(node) ? node.getBody() : undefined;
  return body?.getStart() ?? node.getEnd();
}

export class FaultList implements Faults {
  readonly #found = new Map<string, Diagnostic>();

  get found(): readonly Diagnostic[] {
    return [...this.#found.values()];
  }

  fail<K extends Key>(site: Node, key: K, ...values: ValuesOf<K>): never {
    this.note(site, key, ...values);
    throw new Unreadable(key);
  }

  note<K extends Key>(site: Node, key: K, ...values: ValuesOf<K>): void {
    this.add(diagnostic(key, spanOf(site), ...values));
  }

  add(fault: Diagnostic): void {
    const place = `${fault.code}@${fault.span?.file ?? ""}:${String(fault.span?.start)}`;
    if (!this.#found.has(place)) this.#found.set(place, fault);
  }
}
