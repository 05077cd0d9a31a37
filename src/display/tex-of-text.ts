/** Formulas that are written in plain text, such as those of the table of limits, as LaTeX. */

const GREEK =
  "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho " +
  "σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon " +
  "Φ Phi Ψ Psi Ω Omega";

const SYMBOLS: Readonly<Record<string, string>> = {
  ...(Object.fromEntries(
    Array.from(GREEK.matchAll(/(\S+) (\S+)/g), ([, letter, name]) => [letter!, `\\${name!} `]),
  ) as Record<string, string>),
  "∇": "\\nabla ",
  "∂": "\\partial ",
  "∑": "\\sum ",
  "½": "\\tfrac12 ",
  "¼": "\\tfrac14 ",
  "⅛": "\\tfrac18 ",
  "−": "-",
  "′": "'",
  "²": "^2",
  "³": "^3",
  "⁴": "^4",
  "⁺": "^+",
  "⁻": "^{-}",
  "¹": "{}^1",
  "₀": "_0",
  "₁": "_1",
  "₂": "_2",
  "₊": "_+",
  "∥": "_\\parallel ",
  "⊥": "_\\perp ",
  "⊥∥": "_{\\perp\\parallel} ",
  ᵀ: "^\\top ",
  "±": "\\pm ",
  "≥": "\\ge ",
  "≤": "\\le ",
  "×": "\\times ",
  "∘": "\\circ ",
  "√": "\\sqrt{}",
  "∞": "\\infty ",
  "∈": "\\in ",
  "⟨": "\\langle ",
  "⟩": "\\rangle ",
  ᵢ: "_i",
  ⱼ: "_j",
  "∝": "\\propto ",
  "→": "\\to ",
  "←": "\\gets ",
  "·": "\\cdot ",
  "\u0303": "",
};

/** Letters that carry a tilde, marks that are superscripts as a whole, words. */
export const texOfText = (text: string): string =>
  text
    .replaceAll("⁻¹", "^{-1}")
    .replace(/_([a-z]{2,}′*)/g, "_{$1}")
    .replace(/Σ(?= η)/g, "∑")
    .replace(
      /⊥∥|[_^]\{([^}]*)\}|(\p{L})\u0303|√(\p{L})| ?[A-Za-z]{2,}(?:[ –](?!tr |ln |diag)[A-Za-z]{2,})*|[{}]|[^\x20-\x7e]/gu,
      (match, exponent, tilde, radicand, at: number, whole: string) => {
        if (typeof exponent === "string")
          return `${match[0]!}{${/^[a-z]+′*$/.test(exponent) ? exponent.replaceAll("′", "'") : texOfText(exponent)}}`;
        if (typeof tilde === "string") return `\\tilde ${SYMBOLS[tilde] ?? tilde}`;
        if (typeof radicand === "string") return `\\sqrt{${SYMBOLS[radicand]?.trim() ?? radicand}}`;
        if (match === "{" || match === "}") return `\\${match}`;
        const before = whole.slice(0, at);
        if (DIFFERENTIAL.test(match) && FACTOR.test(before)) return `\\,${match.trimStart()}`;
        return SYMBOLS[match] ?? (before.endsWith(",") && OPERATORS.has(match.trim()) ? "\\;" : "") + word(match);
      },
    )
    .trim();

/** A title: words, and at most one formula at its end. */
export function texOfTitle(title: string): string {
  const [, words, formula] = /^(.*?)(\S*[^\x20-\x7e]\S*)?$/u.exec(title)!;
  return `\\text{${words!}}${formula === undefined ? "" : texOfText(formula)}`;
}

/** dt, behind what it multiplies. */
const DIFFERENTIAL = /^ ?d[A-Za-z]$/;
const FACTOR = /[^\s=+−([⟨/]$/u;

const OPERATORS = new Set(["ln", "tr", "diag", "Cov", "Lyap"]);
/** dX, du, PσdW: products of letters, not words. */
const PRODUCTS = /^(?:[A-Z]{1,2}|d[A-Za-z]|[A-Z]d[A-Z]|kη)$/;

function word(match: string): string {
  const bare = match.trimStart();
  if (OPERATORS.has(bare)) return bare === "ln" ? "\\ln " : `\\operatorname{${bare}}`;
  if (PRODUCTS.test(bare) || !/[A-Za-z]/.test(match)) return match;
  return `\\text{${match.replaceAll("–", "--")} }`;
}
