/** Signing in: address and password, then a code or a company where the server asks for one. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useCell } from "../cell.js";
import { isUnsent } from "../device/kept-report.js";
import { reports } from "../device/reports.js";
import { signIn } from "../device/session.js";
import { askToPersist } from "../device/storage.js";
import { useTitle } from "../parts/title.js";
import { useWords } from "../words/words.js";
import { ByProvider } from "./by-provider.js";

interface Wrong {
  readonly field: "email" | "password" | "code" | "all";
  readonly text: string;
}

export function SignInPage() {
  const words = useWords();
  const { route, path, query } = useLocation();
  const unsent = [...useCell(reports).values()].filter(isUnsent).length;
  const [asksCode, askCode] = useState(false);
  const [tenants, choose] = useState<readonly { readonly code: string; readonly message: string }[]>([]);
  const [busy, work] = useState(false);
  const [wrong, tell] = useState<Wrong | null>(null);
  const [domain, nameDomain] = useState<string>();
  useTitle(words.signIn.title);
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string => String(typed.get(name) ?? "");
    for (const field of ["email", "password", ...(asksCode ? ["code" as const] : [])] as const)
      if (text(field).trim() === "") {
        tell({ field, text: words.signIn.missing });
        document.getElementById(`sign-in-${field}`)?.focus();
        return;
      }
    work(true);
    const refusal = await signIn({
      email: text("email").trim(),
      password: text("password"),
      ...(asksCode && { code: text("code").replaceAll(" ", "") }),
      ...(tenants.length > 0 && { tenant: text("tenant") }),
    });
    work(false);
    if (refusal === undefined) {
      void askToPersist();
      if (path === "/sign-in") route("/");
      return;
    }
    if (refusal.code === "no-link") tell({ field: "all", text: words.signIn.noLink });
    else if (refusal.code === "code-needed") {
      tell(null);
      askCode(true);
      requestAnimationFrame(() => document.getElementById("sign-in-code")?.focus());
    } else if (refusal.code === "conflict" && "errors" in refusal) choose(refusal.errors);
    else tell({ field: asksCode ? "code" : "password", text: refusal.detail });
  };
  const field = (name: "email" | "password" | "code", label: string, more: object, hint?: string) => {
    const own = wrong?.field === name ? wrong.text : undefined;
    return (
      <div class="field">
        <label for={`sign-in-${name}`}>{label}</label>
        <input
          id={`sign-in-${name}`}
          name={name}
          aria-invalid={own === undefined ? undefined : "true"}
          aria-describedby={`sign-in-${name}-says`}
          {...more}
        />
        <div id={`sign-in-${name}-says`}>
          {own === undefined ? (
            <small>{hint}</small>
          ) : (
            <p class="wrong">{own.charAt(0).toUpperCase() + own.slice(1)}</p>
          )}
        </div>
      </div>
    );
  };
  return (
    <div class="card">
      <h1 tabIndex={-1}>{words.signIn.title}</h1>
      {unsent > 0 && (
        <p>
          {words.signIn.unsent(unsent)} {words.signIn.otherPerson}
        </p>
      )}
      <ByProvider said={query["sso"]} tenant={query["tenant"]} domain={domain} />
      <form onSubmit={(event) => void send(event as unknown as SubmitEvent)} noValidate>
        {field("email", words.signIn.email, {
          type: "email",
          autocomplete: "username",
          autofocus: true,
          onBlur: (event: FocusEvent) =>
            nameDomain((event.currentTarget as HTMLInputElement).value.split("@")[1]),
        })}
        {field("password", words.signIn.password, { type: "password", autocomplete: "current-password" })}
        {asksCode &&
          field(
            "code",
            words.signIn.code,
            { inputMode: "numeric", autocomplete: "one-time-code", maxLength: 20 },
            words.signIn.codeHint,
          )}
        {tenants.length > 0 && (
          <div class="field">
            <label for="sign-in-tenant">{words.signIn.tenant}</label>
            <select id="sign-in-tenant" name="tenant">
              {tenants.map(({ code, message }) => (
                <option key={code} value={code}>
                  {message}
                </option>
              ))}
            </select>
          </div>
        )}
        {wrong?.field === "all" && (
          <p class="field">
            <span class="wrong" role="alert">
              {wrong.text}
            </span>
          </p>
        )}
        <button type="submit" class="main" disabled={busy}>
          {busy ? words.signIn.going : words.signIn.go}
        </button>
      </form>
    </div>
  );
}
