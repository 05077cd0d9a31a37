/** Writes generated files: all or nothing, and only what changed. */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Whether the file was written: not if it has this text already. */
export async function writeIfChanged(path: string, text: string): Promise<boolean> {
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present === text) return false;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  return true;
}
