/** The SVG chart as pixels, by resvg. It brings its letters with it: a server or a container often has no fonts. */
import { createRequire } from "node:module";
import { Failure } from "../../failure.js";
import { indexedPng } from "./indexed-png.js";
import { FONT } from "./svg.js";

const WEIGHTS = [
  "400Regular/IBMPlexSansCondensed_400Regular",
  "600SemiBold/IBMPlexSansCondensed_600SemiBold",
];
const WEIGHT_BOLD = "700Bold/IBMPlexSansCondensed_700Bold";
/** Everything that the font has letters for; other scripts are looked for among the system's fonts. */
const COVERED = /^[\n\u0020-\u024f\u0400-\u04ff\u2000-\u206f\u2190-\u2193\u20ac]*$/;

/** Bytes of a PNG file. Throws Failure("output") where resvg has no build for this machine. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js").catch((cause: unknown) => {
    throw new Failure(
      "library-missing",
      "PNG needs the package @resvg/resvg-js, which is not installed for this machine; -o FILE.svg or FILE.html needs nothing",
      { cause },
    );
  });
  const folder = createRequire(import.meta.url).resolve(
    "@expo-google-fonts/ibm-plex-sans-condensed/package.json",
  );
  const fontFiles = [...WEIGHTS, WEIGHT_BOLD].map((name) => folder.replace("package.json", `${name}.ttf`));
  const image = new Resvg(svg, {
    font: { loadSystemFonts: !COVERED.test(svg), fontFiles, defaultFontFamily: FONT },
    background: "white",
  });
  const { pixels, width, height } = image.render();
  return indexedPng(pixels, width, height);
}
