/**
 * The web app as it was built: a few files, read once and packed once. Names that hold their hash are kept by browsers for good; the page
 * and its worker are asked for each time. Every other path is a page of the app, which finds its way by itself.
 */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { packageFile } from "../../runtime/package.js";
import { sha256 } from "../store/audit/canonical.js";
import type { App } from "./app.js";
import { isKnown } from "./etag.js";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  png: "image/png",
  ttf: "font/ttf",
  woff2: "font/woff2",
};
/** They are packed already. */
const PACKED = ["png", "woff2"];

interface WebFile {
  readonly bytes: Buffer;
  readonly gzip: Buffer | undefined;
  readonly type: string;
  readonly etag: string;
  readonly isFixed: boolean;
}

function webFiles(): ReadonlyMap<string, WebFile> {
  const folder = packageFile("build/web/");
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    // A checkout that was not built: the API alone.
    names = [];
  }
  return new Map(
    names.map((name) => {
      const bytes = readFileSync(new URL(name, folder));
      const ending = name.slice(name.lastIndexOf(".") + 1);
      const file: WebFile = {
        bytes,
        gzip: PACKED.includes(ending) ? undefined : gzipSync(bytes, { level: 9 }),
        type: types[ending] ?? "application/octet-stream",
        etag: `"${sha256(bytes).slice(0, 16)}"`,
        isFixed: /-[0-9A-Za-z]{8}\.[a-z0-9]+$/.test(name),
      };
      return [`/${name}`, file] as const;
    }),
  );
}

export function answerWeb(app: App): void {
  const files = webFiles();
  app.get("*", (context) => {
    const { path } = context.req;
    const file =
      files.get(path) ?? (/\.[a-z0-9]+$|^\/api\//.test(path) ? undefined : files.get("/index.html"));
    if (file === undefined) return context.text("there is no such page\n", 404);
    const isPacked = file.gzip !== undefined && /\bgzip\b/.test(context.req.header("accept-encoding") ?? "");
    const headers = {
      "content-type": file.type,
      "cache-control": file.isFixed ? "public, max-age=31536000, immutable" : "no-cache",
      etag: file.etag,
      vary: "accept-encoding",
      ...(isPacked && { "content-encoding": "gzip" }),
    };
    if (isKnown(context.req.header("if-none-match"), file.etag)) return context.body(null, 304, headers);
    return context.body(new Uint8Array(isPacked ? file.gzip! : file.bytes), 200, headers);
  });
}
