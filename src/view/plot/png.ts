/** The SVG chart as pixels, by resvg. It brings its letters with it, and looks for others among the system's. */
import { FONT, fontFile, hasLettersFor } from "../../drawing/font.js";
import { Failure } from "../../failure/failure.js";
import { indexedPng } from "./indexed-png.js";

/** Bytes of a PNG file. Throws Failure("output") where resvg has no build for this machine. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js").catch((cause: unknown) => {
    throw new Failure(
      "library-missing",
      "PNG needs the package @resvg/resvg-js, which is not installed for this machine; -o FILE.svg or FILE.html needs nothing",
      { cause },
    );
  });
  const fontFiles = (["regular", "semibold", "bold"] as const).map(fontFile);
  const image = new Resvg(svg, {
    font: { loadSystemFonts: !hasLettersFor(svg), fontFiles, defaultFontFamily: FONT },
    background: "white",
  });
  const { pixels, width, height } = image.render();
  return indexedPng(pixels, width, height);
}
