/** A bill on paper: what it comes to, by work and by day, what is corrected, and every line. */
import { sectionNode } from "../../report/pdf/content.js";
import { banner, printed, sheetsWith } from "../../report/pdf/paper.js";
import type { Section } from "../../report/sections/section.js";
import type { Bill } from "../shift/bill.js";
import { decimalText } from "../shift/decimal.js";
import type { Id } from "../shift/document.js";
import { inThousands, moneyText } from "../shift/money.js";
import type { Heading } from "../words/en/papers.js";
import type { Language } from "../words/language.js";
import { paperWords } from "../words/paper-words.js";
import { billTable, dayTable, workTable } from "./bill-table.js";
import type { Names } from "./names.js";
import { figures, footOf, infoOf, PAPER, room } from "./paper.js";
import { sectionOf } from "./section-of.js";

export interface BillPaper {
  readonly bill: Bill;
  readonly client: string;
  readonly contract: string;
  readonly names: Names;
  /** Which shift of its day a shift is. */
  readonly slots: ReadonlyMap<Id, string>;
  /** When it was issued; null is a draft. */
  readonly issuedAt: number | null;
  readonly hash: string | null;
  readonly auditHead: string | null;
  readonly language?: Language;
}

export async function billPdf(paper: BillPaper): Promise<Uint8Array> {
  const { bill, client, contract, names, slots, issuedAt, hash, auditHead, language = "en" } = paper;
  const words = paperWords(language);
  const { currency, minorDigits, taxBp } = bill;
  const money = (minor: number): string => `${inThousands(moneyText(minor, minorDigits))} ${currency}`;
  const columns = [
    ...["date", "rig", "slot", "hole", "description", "quantity", "unit", "price", "amount", "adjusts"],
  ];
  const table = (lines: Bill["lines"], title: Heading, id: string): Section => ({
    ...sectionOf(
      { ...billTable({ ...bill, lines, adjustments: [] }, names, slots, language), title },
      columns,
      words,
    ),
    id,
  });
  const days = [...new Set(bill.lines.map(({ date }) => date))];
  const sections: Section[] = [
    figures(
      "head",
      "Bill of quantities",
      [
        ...([
          ["Client", client],
          ["Contract", contract],
          ["Month", bill.period],
        ] as const),
        ["Days", `${days.length}`],
        [
          "State",
          issuedAt === null ? words.draft : words.issued(new Date(issuedAt).toISOString().slice(0, 10)),
        ],
      ],
      words,
    ),
    figures(
      "totals",
      "In all",
      [
        ["Net", money(bill.netMinor)],
        [{ shown: words.tax(decimalText(taxBp, 2, 0)) }, money(bill.taxMinor)],
        ["Total", money(bill.totalMinor)],
      ],
      words,
    ),
    ...(bill.lines.length === 0
      ? []
      : [
          sectionOf(workTable(bill, language), ["description", "quantity", "unit", "price", "amount"], words),
          sectionOf(dayTable(bill), ["date", "drilling", "time", "items", "other", "amount"], words),
        ]),
    ...(bill.adjustments.length === 0
      ? []
      : [table(bill.adjustments, "Corrections of issued months", "adjustments")]),
    ...(bill.lines.length === 0 ? [] : [table(bill.lines, "Lines", "lines")]),
  ];
  const title = `${contract}, ${bill.period}`;
  return printed({
    ...{ paper: PAPER, language, mark: issuedAt === null ? words.marks.draft : undefined },
    info: infoOf(
      title,
      words.headings["Bill of quantities"],
      hash === null ? "draft" : `sha256 ${hash}`,
      issuedAt ?? 0,
    ),
    content: [
      sheetsWith(
        `${words.headings["Bill of quantities"]} · ${title}`,
        footOf(hash === null ? [words.draft] : [`sha256 ${hash}`], auditHead),
        [
          ...banner(`${client} · ${contract}`, words.headings["Bill of quantities"], bill.period, room),
          ...sections.map((section) => sectionNode(section, room)),
        ],
        words.page,
      ),
    ],
  });
}
