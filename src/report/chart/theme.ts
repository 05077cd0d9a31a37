/** The colours of figures, each with its counterpart on a dark page. */

interface Shade {
  readonly light: string;
  readonly dark: string;
}

const SHADES = {
  ink: { light: "#222222", dark: "#e6e3dc" },
  muted: { light: "#5f5f5f", dark: "#a9a69f" },
  frame: { light: "#8a8a8a", dark: "#77746d" },
  grid: { light: "#e6e6e6", dark: "#34332f" },
  limit: { light: "#111111", dark: "#f5f2ea" },
  coarse: { light: "#e69f00", dark: "#f0b429" },
  middle: { light: "#0072b2", dark: "#56a9e0" },
  fine: { light: "#009e73", dark: "#2fc79b" },
  wrong: { light: "#d55e00", dark: "#ff8a3d" },
  grey: { light: "#9a9a9a", dark: "#8d8a83" },
  level: { light: "#c2c2c2", dark: "#54524c" },
} as const satisfies Record<string, Shade>;

type Role = keyof typeof SHADES;

/** Light colours by role: what specifications and single figures use. */
export const PALETTE = Object.fromEntries(Object.entries(SHADES).map(([role, { light }]) => [role, light])) as Record<
  Role,
  string
>;

/** Of the algorithm from the coarsest step to the finest. */
export const SERIES = [PALETTE.coarse, PALETTE.middle, PALETTE.fine] as const;

/** CSS declarations of the figures' variables for one scheme. */
export const figureVariables = (scheme: keyof Shade): string =>
  Object.entries(SHADES)
    .map(([role, shade]) => `--figure-${role}: ${shade[scheme]};`)
    .join(" ");

/** Colours of an SVG as variables, so that the figure follows the page's scheme. */
export const adaptive = (svg: string): string =>
  Object.entries(SHADES).reduce(
    (text, [role, { light }]) =>
      text
        .replaceAll(`fill="${light}"`, `fill="var(--figure-${role})"`)
        .replaceAll(`stroke="${light}"`, `stroke="var(--figure-${role})"`),
    svg,
  );
