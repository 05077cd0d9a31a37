/** Pages carry the caption of their picture between two comments. */
const CAPTION = /(<!-- caption -->\n\n)([^]*?)(\n\n<!-- end of caption -->)/;

/** The page with this caption. */
export function captioned(page: string, caption: string): string {
  if (!CAPTION.test(page)) throw new Error("the page has no place for a caption");
  return page.replace(CAPTION, (_, before: string, _old: string, after: string) => before + caption + after);
}

/** The caption that a page shows. */
export function captionOf(page: string): string | undefined {
  return CAPTION.exec(page)?.[2];
}
