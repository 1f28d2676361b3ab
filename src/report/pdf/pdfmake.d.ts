/**
 * What is used of pdfmake, and no more: its published types bring the browser's with them, which no other file of the program may see.
 * https://pdfmake.github.io/docs/0.3/
 */
declare module "pdfmake" {
  export type Margins = readonly [left: number, top: number, right: number, bottom: number];

  export interface Style {
    readonly font?: string;
    readonly fontSize?: number;
    readonly bold?: boolean;
    readonly color?: string;
    readonly lineHeight?: number;
    readonly alignment?: "left" | "right" | "center";
    readonly margin?: Margins;
    readonly noWrap?: boolean;
  }

  /** A text in one font and colour. */
  export interface Run extends Style {
    readonly text: string;
  }

  export interface CellStyle {
    readonly fillColor?: string;
    readonly border?: readonly [left: boolean, top: boolean, right: boolean, bottom: boolean];
    readonly colSpan?: number;
  }

  interface Placed {
    readonly pageBreak?: "before";
    readonly unbreakable?: boolean;
    readonly width?: number | "*" | "auto";
  }

  export type Node = Style &
    Placed &
    CellStyle &
    (
      | { readonly text: string | readonly Run[]; readonly outline?: boolean; readonly outlineText?: string }
      | { readonly stack: readonly Node[] }
      | { readonly columns: readonly Node[]; readonly columnGap?: number }
      | { readonly svg: string; readonly width: number }
      /** A `data:` address of a JPEG or PNG. */
      | { readonly image: string; readonly fit: readonly [width: number, height: number] }
      | { readonly table: Table; readonly layout: Layout }
      | { readonly canvas: readonly Line[] }
      /** Filled by the cell before, which spans it. */
      | Readonly<Record<string, never>>
    );

  export interface Line {
    readonly type: "line";
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
    readonly lineWidth: number;
    readonly lineColor: string;
  }

  export interface Table {
    readonly widths: readonly number[];
    readonly body: Node[][];
    readonly headerRows?: number;
    readonly keepWithHeaderRows?: number;
    readonly dontBreakRows?: boolean;
  }

  interface Drawn {
    readonly table: Table;
  }

  /** `i`: of the line, from 0 before the first row or column. */
  export interface Layout {
    hLineWidth(i: number, node: Drawn): number;
    vLineWidth(i: number, node: Drawn): number;
    hLineColor(i: number, node: Drawn): string;
    vLineColor(i: number, node: Drawn): string;
    paddingLeft(i: number, node: Drawn): number;
    paddingRight(i: number, node: Drawn): number;
    paddingTop(i: number, node: Drawn): number;
    paddingBottom(i: number, node: Drawn): number;
  }

  /** Pages of their own, with what stands above and below each. */
  export interface Sheets {
    readonly section: readonly Node[];
    readonly header: (page: number, pages: number) => Node;
    readonly footer: (page: number, pages: number) => Node;
  }

  export interface Definition {
    readonly pageSize: "A4" | "LETTER";
    readonly pageMargins: Margins;
    readonly info: Readonly<Record<string, string | Date>>;
    readonly language: string;
    readonly displayTitle: boolean;
    readonly defaultStyle: Style;
    readonly content: readonly Sheets[];
    readonly watermark?: {
      readonly text: string;
      readonly color: string;
      readonly opacity: number;
      readonly bold: boolean;
      readonly fontSize: number;
    };
  }

  export type Faces = Readonly<Record<"normal" | "bold", string>>;

  interface PdfMake {
    setFonts(fonts: Readonly<Record<string, Faces>>): void;
    setUrlAccessPolicy(isAllowed: (url: string) => boolean): void;
    setLocalAccessPolicy(isAllowed: (path: string) => boolean): void;
    createPdf(definition: Definition): { getBuffer(): Promise<Buffer> };
  }

  const pdfmake: PdfMake;
  // biome-ignore lint/style/noDefaultExport: the package has it so
  export default pdfmake;
}
