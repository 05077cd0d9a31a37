/** The names that `--only` takes: members of the model, of its noises, and the processes that they are for. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import type { Only } from "../emit/index.js";

/** What the runtime's processes ask of a model; `flow` where there is one. */
const PROCESSES: Readonly<Record<string, readonly string[]>> = {
  sgd: ["gradient", "apply"],
  gradientFlow: ["gradient", "retractStep"],
  limitingSde: ["drift", "diffuse", "retractStep"],
  flowNoise: ["gradient", "apply", "retractStep", "flow"],
  labelNoiseSgd: ["labels"],
};

/** Members that a loss may not have, though a process goes without them too. */
const OPTIONAL: readonly string[] = ["flow"];

/**
 * The parts that these names stand for: `gradient`; `labelNoise.drift`, all of `labelNoise`, or `drift` of every noise;
 * `limitingSde`, or `labelNoise.limitingSde`, for what that process asks for.
 *
 * @param has what there is for this loss, members of a noise as "labelNoise.drift"
 * @throws DiagnosticError GS512 for names that stand for nothing
 */
export function chosenParts(asked: readonly string[], has: readonly string[], loss: string): Only {
  const unknown = asked.filter((name) => namedParts(name, has).length === 0);
  if (unknown.length > 0) throw new DiagnosticError(unknown.map((name) => unknownPart(name, has, loss)));
  return { asked, parts: new Set(asked.flatMap((name) => namedParts(name, has))) };
}

function namedParts(name: string, has: readonly string[]): readonly string[] {
  const [last, noise] = name.split(".").reverse() as [string, string?];
  const ofProcess = PROCESSES[last];
  if (!ofProcess)
    return has.filter((part) => part === name || part.startsWith(`${name}.`) || part.endsWith(`.${name}`));
  const parts = ofProcess.map((member) => {
    const own = has.filter((part) => part === (noise === undefined ? member : `${noise}.${member}`));
    return own.length > 0
      ? own
      : has.filter((part) => part === member || (noise === undefined && part.endsWith(`.${member}`)));
  });
  const isWhole = parts.every((own, i) => own.length > 0 || OPTIONAL.includes(ofProcess[i]!));
  return isWhole ? parts.flat() : [];
}

function unknownPart(name: string, has: readonly string[], loss: string) {
  const members = has.filter((part) => !part.includes("."));
  const [noises = [], kernels = []] = [0, 1].map((side) => [
    ...new Set(has.filter((part) => part.includes(".")).map((part) => part.split(".")[side]!)),
  ]);
  const processes = Object.keys(PROCESSES).filter((process) => namedParts(process, has).length > 0);
  return diagnostic("unknownPart", undefined, {
    name,
    loss,
    members: members.join(", "),
    noises: noises.join(", "),
    kernels: kernels.join(", "),
    processes: processes.join(", "),
  });
}
