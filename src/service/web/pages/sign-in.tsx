/** Signing in: address and password, then a code or a company where the server asks for one; and a way on for who has forgotten the password. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useCell } from "../cell.js";
import { isUnsent } from "../device/kept-report.js";
import { reports } from "../device/reports.js";
import { signIn } from "../device/session.js";
import { askToPersist } from "../device/storage.js";
import { Check, sentence } from "../parts/fields.js";
import { focusSoon } from "../parts/focus.js";
import { LanguageField } from "../parts/language-field.js";
import { useTitle } from "../parts/title.js";
import { ask } from "../server/request.js";
import { spoken } from "../words/language.js";
import { refusalText } from "../words/told.js";
import { useWords } from "../words/words.js";
import { ByProvider } from "./by-provider.js";

interface Wrong {
  readonly field: "email" | "password" | "code" | "all";
  readonly text: string;
}

export function SignInPage() {
  useCell(spoken);
  const words = useWords();
  const { route, path, query } = useLocation();
  const unsent = [...useCell(reports).values()].filter(isUnsent).length;
  const [asksCode, askCode] = useState(false);
  const [tenants, choose] = useState<readonly { readonly code: string; readonly message: string }[]>([]);
  const [busy, work] = useState(false);
  const [wrong, tell] = useState<Wrong | null>(null);
  const [domain, nameDomain] = useState<string>();
  const [isShown, show] = useState(false);
  const [byRecovery, recover] = useState(false);
  /** The address that was typed when the password was asked after. */
  const [forgotten, forget] = useState<string | null>(null);
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
      focusSoon("sign-in-code");
    } else if (refusal.code === "conflict" && "errors" in refusal) choose(refusal.errors);
    else tell({ field: asksCode ? "code" : "password", text: refusalText(refusal) });
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
          {own === undefined ? <small>{hint}</small> : <p class="wrong">{sentence(own)}</p>}
        </div>
      </div>
    );
  };
  if (forgotten !== null) return <Forgotten typed={forgotten} back={() => forget(null)} />;
  return (
    <div class="card">
      <Brand />
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
          autocapitalize: "none",
          spellcheck: false,
          autofocus: true,
          onBlur: (event: FocusEvent) =>
            nameDomain((event.currentTarget as HTMLInputElement).value.split("@")[1]),
        })}
        {field("password", words.signIn.password, {
          type: isShown ? "text" : "password",
          autocomplete: "current-password",
          autocapitalize: "none",
          spellcheck: false,
        })}
        <Check value={isShown} set={show} label={words.signIn.show} />
        {asksCode &&
          field(
            "code",
            words.signIn.code,
            {
              inputMode: byRecovery ? "text" : "numeric",
              autocomplete: "one-time-code",
              autocapitalize: "none",
              maxLength: 20,
            },
            byRecovery ? words.signIn.recoveryHint : words.signIn.codeHint,
          )}
        {asksCode && !byRecovery && (
          <button
            type="button"
            class="link"
            onClick={() => {
              recover(true);
              document.getElementById("sign-in-code")?.focus();
            }}
          >
            {words.signIn.byRecovery}
          </button>
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
        <button
          type="button"
          class="link"
          onClick={() => {
            const typed = document.getElementById("sign-in-email") as HTMLInputElement;
            forget(typed.value);
          }}
        >
          {words.signIn.forgotten}
        </button>
      </form>
      <LanguageField />
    </div>
  );
}

const Brand = () => (
  <p class="mark">
    <img src="/icon.svg" alt="" /> witskit
  </p>
);

/** Asks for a link by mail. Whether there is such an account is told to nobody. */
function Forgotten({ typed, back }: { readonly typed: string; readonly back: () => void }) {
  const words = useWords();
  const [email, type] = useState(typed.trim());
  const [busy, work] = useState(false);
  const [told, tell] = useState<{ readonly wrong: boolean; readonly text: string } | null>(null);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!email.includes("@")) {
      tell({ wrong: true, text: words.signIn.missing });
      document.getElementById("forgotten-email")?.focus();
      return;
    }
    work(true);
    const reply = await ask("/password-reset", { method: "POST", json: { email: email.trim() } });
    work(false);
    tell(
      reply.kind === "answer"
        ? { wrong: false, text: words.signIn.linkSent }
        : {
            wrong: true,
            text: reply.kind === "refused" ? sentence(refusalText(reply.refusal)) : words.signIn.noLink,
          },
    );
  };
  return (
    <div class="card">
      <Brand />
      <h1 tabIndex={-1}>{words.signIn.forgotten}</h1>
      <form onSubmit={(event) => void send(event)} noValidate>
        {told?.wrong === false ? (
          <p role="status">{told.text}</p>
        ) : (
          <>
            <p>{words.signIn.forgottenHint}</p>
            <div class="field">
              <label for="forgotten-email">{words.signIn.email}</label>
              <input
                id="forgotten-email"
                type="email"
                autocomplete="username"
                autocapitalize="none"
                autofocus
                value={email}
                aria-invalid={told === null ? undefined : "true"}
                aria-describedby="forgotten-says"
                onInput={(event) => type(event.currentTarget.value)}
              />
              <div id="forgotten-says" role="alert">
                {told !== null && <p class="wrong">{told.text}</p>}
              </div>
            </div>
            <button type="submit" class="main" disabled={busy}>
              {words.signIn.sendLink}
            </button>
          </>
        )}
        <button type="button" onClick={back}>
          {words.signIn.back}
        </button>
      </form>
    </div>
  );
}
