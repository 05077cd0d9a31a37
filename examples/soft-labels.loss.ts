// Cross-entropy with a soft label q on the product uv: no sum of squares, and the loss on Γ is the label's entropy.
import { type Scalar, type Vector, softplus } from "gen-sde";

export const loss = ([u, v]: Vector<2>, { q }: { q: Scalar }) => softplus(u * v) - q * u * v;

export const example = { params: [1, 0.8], data: { q: 0.7 } };
