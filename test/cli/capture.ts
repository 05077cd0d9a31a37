/** Runs a command in this process and keeps what it prints. */
import { vi } from "vitest";

export interface Captured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function capture(run: () => number | Promise<number>): Promise<Captured> {
  const printed = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      printed[stream] += typeof text === "string" ? text : Buffer.from(text).toString();
      return true;
    }),
  );
  try {
    return { code: await run(), ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
