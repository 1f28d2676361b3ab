/** The files of an archive, read by a library that wrote none of them. */
import { promisify } from "node:util";
import yauzl, { type Entry, type ZipFile } from "yauzl";

/** Of a file, or of its bytes. */
export async function unzipped(archive: string | Uint8Array): Promise<Map<string, string>> {
  const [open, given] =
    typeof archive === "string" ? [yauzl.open, archive] : [yauzl.fromBuffer, Buffer.from(archive)];
  const zip = (await promisify(open as never)(given as never, { lazyEntries: true })) as unknown as ZipFile;
  const files = new Map<string, string>();
  const streamOf = promisify(zip.openReadStream.bind(zip)) as (
    entry: Entry,
  ) => Promise<NodeJS.ReadableStream>;
  await new Promise<void>((resolve, reject) => {
    zip.on("end", resolve).on("error", reject);
    zip.on("entry", async (entry: Entry) => {
      let text = "";
      for await (const chunk of (await streamOf(entry)).setEncoding("utf8")) text += chunk;
      files.set(entry.fileName, text);
      zip.readEntry();
    });
    zip.readEntry();
  });
  return files;
}

export interface Sheet {
  readonly name: string;
  /** Texts and numbers of the cells, by row; undefined where a cell is empty. */
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/** The sheets of a workbook, in order. */
export async function sheetsOf(path: string): Promise<Sheet[]> {
  const files = await unzipped(path);
  const shared = [
    ...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<si><t[^>]*>([\s\S]*?)<\/t><\/si>/g),
  ].map(([, text]) => plain(text!));
  const names = [...files.get("xl/workbook.xml")!.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) =>
    plain(name!),
  );
  return names.map((name, i) => {
    const xml = files.get(`xl/worksheets/sheet${i + 1}.xml`)!;
    const rows = [...xml.matchAll(/<row [^>]*>([\s\S]*?)<\/row>/g)].map(([, row]) =>
      [...row!.matchAll(/<c ([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(([, attributes, content]) => {
        const value = /<v>([\s\S]*?)<\/v>/.exec(content ?? "")?.[1];
        return value !== undefined && attributes!.includes('t="s"') ? shared[Number(value)] : value;
      }),
    );
    return { name, rows };
  });
}

const plain = (xml: string): string =>
  xml.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
