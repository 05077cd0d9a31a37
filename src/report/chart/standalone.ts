/** A figure as a file of its own, on a light ground, so that it reads on light and on dark pages. */
import { escaped } from "../escaped.js";

const GROUND = "#fdfcfa";

export function standalone(svg: string, description: string): string {
  const [, attributes, body] = /^<svg ([^>]*)>([^]*)$/.exec(svg)!;
  return (
    `<svg role="img" ${attributes!}><desc>${escaped(description)}</desc>` +
    `<rect width="100%" height="100%" rx="6" fill="${GROUND}"/>${body!}\n`
  );
}
