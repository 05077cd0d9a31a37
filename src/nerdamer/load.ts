/** nerdamer itself: loaded on first use (it takes 60 ms), called with strings, emptied after every call. */
import { createRequire } from "node:module";

interface Nerdamer {
  (text: string): { toString(): string };
  flush(): void;
}

const require = createRequire(import.meta.url);
let loaded: Nerdamer | undefined;

/** What nerdamer makes of a text, as text. Throws whatever nerdamer throws; nothing it returns is to be trusted. */
export function ask(text: string): string {
  loaded ??= require("nerdamer/all.js") as Nerdamer;
  try {
    return loaded(text).toString();
  } finally {
    loaded.flush();
  }
}
