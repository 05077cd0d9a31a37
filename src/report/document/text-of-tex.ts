/** The TeX of captions as plain text. */

const COMMANDS: Readonly<Record<string, string>> = {
  nabla: "∇",
  Sigma: "Σ",
  Gamma: "Γ",
  Phi: "Φ",
  eta: "η",
  sigma: "σ",
  xi: "ξ",
  pm: "±",
  cdot: "·",
  ln: "ln",
  dim: "dim ",
};

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

export const textOfTex = (tex: string): string =>
  tex
    .replace(/\\(?:operatorname|text|mathrm)\{([^}]*)\} ?/g, "$1 ")
    .replace(/\\([A-Za-z]+) ?/g, (_, name: string) => COMMANDS[name] ?? `${name} `)
    .replace(/\^\{?(-?\d+)\}?/g, (_, digits: string) =>
      digits.replace("-", "⁻").replace(/\d/g, (d) => SUPERSCRIPTS[Number(d)]!),
    )
    .replace(/_\+/g, "₊")
    .replace(/_0/g, "₀")
    .replace(/_k/g, "ₖ")
    .replace(/[{}]/g, "")
    // A command takes the space behind it, that of a relation too.
    .replace(/(\S)= /g, "$1 = ")
    .trim();
