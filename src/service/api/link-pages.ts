/**
 * The two pages behind links that work once: the first account of a new service, and a new password. Plain forms, which need no script;
 * the secret of the link is what a page of another site does not know.
 */
import { createHash } from "node:crypto";
import { dark, light, type Palette } from "../../drawing/palette.js";
import { escaped } from "../../text/markup.js";
import { type LinkUse, useFirstLink, useLink } from "../identity/one-time-links.js";
import { PASSWORD_LONGEST, PASSWORD_SHORTEST } from "../identity/password.js";
import type { Language } from "../words/language.js";
import { said } from "../words/refusal.js";
import { textOf } from "../words/speech.js";
import type { App } from "./app.js";
import { bodyOf } from "./body.js";
import { type LinkWords, linkWords } from "./link-words.js";
import type { Service } from "./service.js";

/** As the app looks, by day and by night; a form alone, before anybody has the app. */
const look = ({ paper, ink, faint, gridStrong, curves }: Palette, ground: string): string =>
  `color:${ink};background:${ground}}main{background:${paper};border-color:${gridStrong}}label{color:${faint}}` +
  `input{border-color:${faint}}button{background:${curves[0]};color:${paper}}.wrong{border-color:${curves[1]}}:focus-visible{outline-color:${curves[0]}`;
const STYLE = `body{font:1rem/1.5 "IBM Plex Sans",system-ui,sans-serif;margin:0;padding:4rem 1rem;${look(light, "#f3f5f7")}}
main{max-width:23rem;margin:auto;padding:1rem 1.1rem;border:1px solid;border-radius:8px}h1{font-size:1.6rem;line-height:1.2;margin:0 0 .5rem}
label{display:block;margin:1rem 0 .25rem}input,button{font:inherit;width:100%;min-height:48px;padding:.5rem .75rem;box-sizing:border-box;border-radius:6px}
input{border:1px solid;background:none;color:inherit}button{border:0;margin-top:1.25rem;font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid;outline-offset:2px}.wrong{border-left:4px solid;padding:.25rem .75rem;margin:.75rem 0}
@media(prefers-color-scheme:dark){body{${look(dark, "#0d1013")}}}`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const MOST_FORM = 4096;

interface Page {
  readonly title: string;
  readonly wrong?: string;
  readonly fields: readonly string[];
  readonly button?: string;
}

/** A page of each kind in the words of a language. */
type Written = (words: LinkWords, language: Language) => Page;
type Why = (words: LinkWords, language: Language) => string;

const field = (name: string, label: string, type: string, more = ""): string =>
  `<label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" required ${more}>`;

const password = (words: LinkWords, more = ""): string =>
  field(
    "password",
    words.password,
    "password",
    `minlength="${PASSWORD_SHORTEST}" maxlength="${PASSWORD_LONGEST}" autocomplete="new-password" ${more}`,
  );

const pageText = ({ title, wrong, fields, button }: Page, language: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${wrong === undefined ? "" : `<p class="wrong" role="alert">${escaped(wrong)}</p>`}${button === undefined ? "" : `<form method="post">${fields.join("")}<button>${button}</button></form>`}</main></body></html>`;

const first =
  (wrong?: Why, { email = "", name = "" } = {}): Written =>
  (words, language) => ({
    title: words.first,
    ...(wrong !== undefined && { wrong: wrong(words, language) }),
    fields: [
      field(
        "name",
        words.name,
        "text",
        `maxlength="200" autocomplete="name" autofocus value="${escaped(name)}"`,
      ),
      field(
        "email",
        words.email,
        "email",
        `maxlength="254" autocomplete="username" value="${escaped(email)}"`,
      ),
      password(words),
    ],
    button: words.make,
  });

const renewed =
  (wrong?: Why): Written =>
  (words, language) => ({
    title: words.renewed,
    ...(wrong !== undefined && { wrong: wrong(words, language) }),
    fields: [password(words, "autofocus")],
    button: words.set,
  });

const gone: Written = (words) => ({ title: words.gone, wrong: words.goneWhy, fields: [] });

const whyOf =
  (used: Exclude<LinkUse, { readonly kind: "done" | "gone" }>): Why =>
  (words, language) =>
    used.kind === "weak" ? words.weak(textOf(said("weak-password", used.why), language)) : words.taken;

export function answerLinks(app: App, service: Service): void {
  const page = (request: Request, written: Written, status: 200 | 410 | 422 = 200): Response => {
    const { language, words } = linkWords(request.headers.get("accept-language") ?? undefined);
    return new Response(pageText(written(words, language), language), {
      status,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": POLICY,
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      },
    });
  };
  const formOf = async (request: Request): Promise<URLSearchParams> =>
    new URLSearchParams(new TextDecoder().decode(await bodyOf(request, MOST_FORM)));
  const secretOf = (path: string): string => path.split("/").at(-1) ?? "";

  app.get("/first/:secret", (context) => page(context.req.raw, first()));
  app.post("/first/:secret", async (context) => {
    const form = await formOf(context.req.raw);
    const [email, name] = [form.get("email")?.trim() ?? "", form.get("name")?.trim() ?? ""];
    if (!/^[^@\s]+@[^@\s]+$/.test(email) || name === "" || `${email}${name}`.length > 450)
      return page(
        context.req.raw,
        first((words) => words.give, { email, name }),
        422,
      );
    const used = await useFirstLink(service.house, {
      secret: secretOf(context.req.path),
      email,
      name,
      password: form.get("password") ?? "",
      now: service.now(),
    });
    if (used.kind === "gone") return page(context.req.raw, gone, 410);
    return used.kind === "done"
      ? context.redirect("/", 303)
      : page(context.req.raw, first(whyOf(used), { email, name }), 422);
  });
  app.get("/password/:secret", (context) => page(context.req.raw, renewed()));
  app.post("/password/:secret", async (context) => {
    const form = await formOf(context.req.raw);
    const used = await useLink(service.house, {
      secret: secretOf(context.req.path),
      password: form.get("password") ?? "",
      now: service.now(),
    });
    if (used.kind === "gone") return page(context.req.raw, gone, 410);
    return used.kind === "done"
      ? context.redirect("/", 303)
      : page(context.req.raw, renewed(whyOf(used)), 422);
  });
}
