/** Formulas that are written in plain text, such as those of the table of limits, as LaTeX. */

const SYMBOLS: Readonly<Record<string, string>> = {
  "∇": "\\nabla ",
  "∂": "\\partial ",
  Σ: "\\Sigma ",
  "∑": "\\sum ",
  Φ: "\\Phi ",
  Ψ: "\\Psi ",
  Γ: "\\Gamma ",
  σ: "\\sigma ",
  ψ: "\\psi ",
  ξ: "\\xi ",
  α: "\\alpha ",
  β: "\\beta ",
  γ: "\\gamma ",
  η: "\\eta ",
  λ: "\\lambda ",
  ρ: "\\rho ",
  ε: "\\varepsilon ",
  "½": "\\tfrac12 ",
  "¼": "\\tfrac14 ",
  "⅛": "\\tfrac18 ",
  "−": "-",
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
  δ: "\\delta ",
  θ: "\\theta ",
  Λ: "\\Lambda ",
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
    .replaceAll("_ij", "_{ij}")
    .replace(/Σ(?= η)/g, "∑")
    .replace(
      /⊥∥|[_^]\{([^}]*)\}|(\p{L})\u0303|√(\p{L})| ?[A-Za-z]{2,}(?: (?!tr |ln |diag)[A-Za-z]{2,})*|[{}]|[^\x20-\x7e]/gu,
      (match, exponent, tilde, radicand) => {
        if (typeof exponent === "string") return `${match[0]!}{${texOfText(exponent)}}`;
        if (typeof tilde === "string") return `\\tilde ${SYMBOLS[tilde] ?? tilde}`;
        if (typeof radicand === "string") return `\\sqrt{${radicand}}`;
        if (match === "{" || match === "}") return `\\${match}`;
        return SYMBOLS[match] ?? word(match);
      },
    )
    .trim();

/** A title: words, and at most one formula at its end. */
export function texOfTitle(title: string): string {
  const [, words, formula] = /^(.*?)(\S*[^\x20-\x7e]\S*)?$/u.exec(title)!;
  return `\\text{${words!}}${formula === undefined ? "" : texOfText(formula)}`;
}

const OPERATORS = new Set(["ln", "tr", "diag", "Cov", "Lyap"]);
/** dX, dt, PσdW: products of letters, not words. */
const PRODUCTS = /^(?:[A-Z]{1,2}|d[A-Zv-z]|dt|[A-Z]d[A-Z]|kη|ij)$/;

function word(match: string): string {
  const bare = match.trimStart();
  if (OPERATORS.has(bare)) return bare === "ln" ? "\\ln " : `\\operatorname{${bare}}`;
  if (PRODUCTS.test(bare) || !/[A-Za-z]/.test(match)) return match;
  return `\\text{${match} }`;
}
