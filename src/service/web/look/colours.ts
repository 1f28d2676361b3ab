/** The app's colours: those of charts and dashboard, by day and by night, and what is made of them for a form. */
import { dark, light, type Palette } from "../../../drawing/palette.js";

interface Ground {
  /** Behind cards. */
  readonly ground: string;
  /** What lies a little deeper: heads of tables, the pale column of the rig. */
  readonly sunk: string;
}

const variables = (
  { paper, ink, faint, grid, gridStrong, curves, lanes }: Palette,
  { ground, sunk }: Ground,
) =>
  [
    ["paper", paper],
    ["ink", ink],
    ["faint", faint],
    ["grid", grid],
    ["line", gridStrong],
    ["ground", ground],
    ["sunk", sunk],
    ...curves.map((colour, i) => [`c${i}`, colour]),
    ...lanes.map((colour, i) => [`lane${i}`, colour]),
  ]
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");

const day = variables(light, { ground: "#f3f5f7", sunk: "#f7f9fa" });
const night = variables(dark, { ground: "#0d1013", sunk: "#1a2026" });

/** `data-colours` on the root says which, where a person has chosen. Paper is white whatever the device likes, so its rule is no weaker than that of the night. */
export const colours = (): string =>
  `:root{color-scheme:light;${day}}
@media (prefers-color-scheme:dark){:root:not([data-colours=day]){color-scheme:dark;${night}}}
:root[data-colours=night]{color-scheme:dark;${night}}
@media print{:root:root,:root[data-colours]{color-scheme:light;${day}}}`;
