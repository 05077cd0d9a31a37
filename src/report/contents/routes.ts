/** How Γ, its normal space and ∇²L on it were obtained, in words: one entry for each route of the geometry. */
import type { Route } from "../../geometry/index.js";

const SQUARES =
  "Write $r = (r_1, \\dots, r_M)$, $J = \\partial r$ ($M \\times D$, of full row rank on $\\Gamma$) and $G = JJ^\\top$. " +
  "On $\\Gamma$ all terms of $\\nabla^2L$ with $\\nabla^2 r_i$ vanish, so $\\nabla^2L = J^\\top\\Lambda J$ with a constant or diagonal $\\Lambda$. " +
  "Hence $P = I - J^\\top G^{-1}J$, $H^+ = J^\\top G^{-1}\\Lambda^{-1}G^{-1}J$ and $|\\nabla^2L|_+ = \\det\\Lambda\\,\\det G$: no eigenvectors are needed.";

const EQUATIONS =
  "With $J$ the Jacobian of these equations, $G = JJ^\\top$ and $J^+ = J^\\top G^{-1}$, the Hessian on $\\Gamma$ is $\\nabla^2L = J^\\top\\Lambda J$ with $\\Lambda = (J^+)^\\top\\nabla^2L\\,J^+$; " +
  "$P = I - J^+J$, $H^+ = J^+\\Lambda^{-1}(J^+)^\\top$ and $|\\nabla^2L|_+ = \\det\\Lambda\\,\\det G$.";

export const ROUTES: Readonly<Record<Route, string>> = {
  "least squares":
    "The loss is a sum of weighted squares, $L = \\text{const} + \\sum_i \\tfrac{w_i}{2} r_i^2$ with $w_i > 0$, and $\\Gamma$ is where all $r_i$ vanish. " +
    `${SQUARES} Here $\\Lambda = \\operatorname{diag}(w)$.`,
  links:
    "The loss is a sum of links, $L = \\text{const} + \\sum_i \\ell_i(f_i)$, each with its minimum where $\\ell_i'(c_i) = 0$, and $\\Gamma$ is where all $r_i = f_i - c_i$ vanish. " +
    `${SQUARES} Here $\\Lambda = \\operatorname{diag}(\\ell_i''(c_i))$; the third derivatives of the $\\ell_i$ drop out of every drift.`,
  "declared equations": `The loss file declares the equations of $\\Gamma$; they were confirmed at the minimizers found numerically. ${EQUATIONS}`,
  "gradient factor": `A factor of $\\nabla L$ vanishes on $\\Gamma$ and defines it. ${EQUATIONS}`,
  "rank one":
    "On $\\Gamma$ the Hessian has rank one, so $P_\\perp = H/\\operatorname{tr}H$, $H^+ = H/(\\operatorname{tr}H)^2$ and $|H|_+ = \\operatorname{tr}H$; the equation of $\\Gamma$ is one entry of $\\nabla L = 0$.",
  "pivot rows":
    "$M$ rows of $H = \\nabla^2L$ span its range on $\\Gamma$. With $B$ these rows and $A$ their pivot block, $H = B^\\top A^{-1}B$, $P_\\perp = B^\\top(BB^\\top)^{-1}B$, " +
    "$H^+ = B^+A(B^+)^\\top$ and $|H|_+ = \\det(BB^\\top)/\\det A$.",
};
