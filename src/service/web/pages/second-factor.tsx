/**
 * The second factor: set up with a phone, confirmed by its first code, given up by another one. Recovery codes are shown once. Both ask
 * for the password, so that a tablet which was left open is no way to keep its owner out.
 */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useCell } from "../cell.js";
import { askMe, me } from "../device/session.js";
import { Copied, TextLine, useSending } from "../parts/form.js";
import { Refused } from "../parts/refused.js";
import { ask, type Reply } from "../server/request.js";
import { useWords } from "../words/words.js";

interface Begun {
  readonly secret: string;
  readonly svg: string;
  readonly pending: string;
}

/** What is begun, and what proved its owner: confirming asks for that once more, and nobody types it twice. */
interface Setting extends Begun {
  readonly proof: Proof;
}

export function SecondFactor() {
  const words = useWords();
  const who = useCell(me);
  const [begun, begin] = useState<Setting | null>(null);
  const [codes, tell] = useState<readonly string[] | null>(null);
  const hasPassword = who?.has_password !== false;
  return (
    <section class="card">
      <h2>{words.account.factor}</h2>
      {codes !== null ? (
        <>
          <h3>{words.account.recovery}</h3>
          <p>{words.account.recoveryHint}</p>
          <ul class="codes">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <div class="row">
            <button
              type="button"
              class="main"
              onClick={() => {
                tell(null);
                void askMe();
              }}
            >
              {words.account.written}
            </button>
          </div>
        </>
      ) : begun !== null ? (
        <Confirm
          begun={begun}
          done={(made) => {
            begin(null);
            tell(made);
          }}
        />
      ) : who?.second_factor === true ? (
        <GiveUp hasPassword={hasPassword} />
      ) : (
        <Begin hasPassword={hasPassword} done={begin} />
      )}
    </section>
  );
}

/** What a request proves its owner by; nothing where the account has no password. */
type Proof = { readonly password: string } | Record<string, never>;

function Begin({
  hasPassword,
  done,
}: {
  readonly hasPassword: boolean;
  readonly done: (setting: Setting) => void;
}) {
  const words = useWords();
  const { wrong, tell, busy, send } = useSending();
  const [password, type] = useState("");
  const start = async (): Promise<void> => {
    if (hasPassword && password === "") {
      tell({ password: words.fields.missing });
      return;
    }
    const proof: Proof = hasPassword ? { password } : {};
    const sent = await send<Begun>(() => ask("/me/otp", { method: "POST", json: proof }), ["password"]);
    if (sent !== undefined) done({ ...sent.body, proof });
  };
  return (
    <form
      class="providers"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <p class="faint">{words.account.factorOff}</p>
      {hasPassword && (
        <PasswordLine id="factor-password" value={password} set={type} wrong={wrong["password"]} />
      )}
      <Refused why={wrong["all"]} />
      <div class="row">
        <button type="submit" disabled={busy}>
          {words.account.begin}
        </button>
      </div>
    </form>
  );
}

function PasswordLine(line: {
  readonly id: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly wrong: string | undefined;
}) {
  const { account } = useWords();
  return <TextLine {...line} type="password" complete="current-password" label={account.old} />;
}

/** A code of the phone, and what is done with it. What the server says is wrong with it stands under it. */
function CodeForm<Answer>({
  id,
  hint,
  mode,
  button,
  action,
  hasPassword = false,
  send: sendCode,
  done,
  children,
}: {
  readonly id: string;
  readonly hint?: string;
  /** Recovery codes have letters. */
  readonly mode?: "numeric" | "text";
  readonly button: "main" | "danger";
  readonly action: string;
  /** It is asked for here, beside the code. */
  readonly hasPassword?: boolean;
  readonly send: (code: string, proof: Proof) => Promise<Reply>;
  readonly done: (answer: Answer) => void;
  readonly children: ComponentChildren;
}) {
  const words = useWords();
  const { wrong, tell, busy, send } = useSending();
  const [code, type] = useState("");
  const [password, typePassword] = useState("");
  const submit = async (): Promise<void> => {
    const plain = code.replaceAll(" ", "");
    const missing = [
      ...(plain === "" ? ["code"] : []),
      ...(hasPassword && password === "" ? ["password"] : []),
    ];
    if (missing.length > 0) {
      tell(Object.fromEntries(missing.map((name) => [name, words.fields.missing])));
      return;
    }
    const proof: Proof = hasPassword ? { password } : {};
    const sent = await send<Answer>(
      () => sendCode(plain, proof),
      ["code", ...(hasPassword ? ["password"] : [])],
    );
    if (sent !== undefined) done(sent.body);
  };
  return (
    <form
      class="providers"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      {hasPassword && (
        <PasswordLine id={`${id}-password`} value={password} set={typePassword} wrong={wrong["password"]} />
      )}
      <TextLine
        id={id}
        label={words.account.code}
        hint={hint}
        complete="one-time-code"
        mode={mode}
        value={code}
        set={type}
        wrong={wrong["code"] ?? wrong["all"]}
      />
      <div class="row">
        <button type="submit" class={button} disabled={busy}>
          {action}
        </button>
      </div>
    </form>
  );
}

function Confirm({
  begun: { secret, svg, pending, proof },
  done,
}: {
  readonly begun: Setting;
  readonly done: (codes: readonly string[]) => void;
}) {
  const { account } = useWords();
  return (
    <CodeForm<{ readonly recovery_codes: readonly string[] }>
      id="factor-code"
      mode="numeric"
      button="main"
      action={account.confirm}
      send={(code) => ask("/me/otp", { method: "POST", json: { ...proof, pending, code } })}
      done={({ recovery_codes }) => done(recovery_codes)}
    >
      <p>{account.scan}</p>
      <img class="qr" alt={account.qr} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} />
      <Copied text={secret} />
    </CodeForm>
  );
}

function GiveUp({ hasPassword }: { readonly hasPassword: boolean }) {
  const { account } = useWords();
  return (
    <CodeForm
      id="factor-end"
      hint={account.giveUpHint}
      button="danger"
      action={account.giveUp}
      hasPassword={hasPassword}
      send={(code, proof) => ask("/me/otp/end", { method: "POST", json: { ...proof, code } })}
      done={() => void askMe()}
    >
      <p>{account.factorOn}</p>
    </CodeForm>
  );
}
