/** GS4xx: a kernel does not agree with its independent oracle; nothing was written. */
import type { Entry } from "./entry.js";

export const VERIFICATION = {
  selfCheck: {
    code: "GS401",
    message:
      "self-check failed: {{check}}: {{found}} against {{expected}} (relative error {{error}}, allowed {{tolerance}}) at x = {{point}}",
    help: "Nothing was written. If the loss is smooth near this point, this is a fault of gen-sde: please report it with the loss file.",
  },
  oracleFailed: {
    code: "GS402",
    message: "the loss function itself fails when it is run at x = {{point}}: {{problem}}",
    help: "gen-sde runs your function to check what it derived: it has to return a finite number near the manifold.",
  },
  driftUnchecked: {
    code: "GS403",
    message: "the {{noise}} drift cannot be checked: λ₁/λ_M of ∇²L is {{condition}} on Γ, too much for doubles",
    help: "Nothing was written. Bring the weights of the terms closer together: Γ and the drift for Σ = I do not depend on them.",
  },
} as const satisfies Record<string, Entry>;
