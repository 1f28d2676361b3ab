/** The second factor: set up with a phone, confirmed by its first code, given up by another one. Recovery codes are shown once. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useCell } from "../cell.js";
import { askMe, me } from "../device/session.js";
import { Copied, TextLine, useSending } from "../parts/form.js";
import { ask, type Reply } from "../server/request.js";
import { useWords } from "../words/words.js";

interface Begun {
  readonly secret: string;
  readonly svg: string;
  readonly pending: string;
}

export function SecondFactor() {
  const words = useWords();
  const who = useCell(me);
  const [begun, begin] = useState<Begun | null>(null);
  const [codes, tell] = useState<readonly string[] | null>(null);
  const { wrong, busy, send } = useSending();
  const start = async (): Promise<void> => {
    const sent = await send<Begun>(() => ask("/me/otp", { method: "POST", json: {} }), []);
    if (sent !== undefined) begin(sent.body);
  };
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
        <GiveUp />
      ) : (
        <>
          <p class="faint">{words.account.factorOff}</p>
          {wrong["all"] !== undefined && (
            <p class="remainder open" role="alert">
              {wrong["all"]}
            </p>
          )}
          <div class="row">
            <button type="button" disabled={busy} onClick={() => void start()}>
              {words.account.begin}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

/** A code of the phone, and what is done with it. What the server says is wrong with it stands under it. */
function CodeForm<Answer>({
  id,
  hint,
  mode,
  button,
  action,
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
  readonly send: (code: string) => Promise<Reply>;
  readonly done: (answer: Answer) => void;
  readonly children: ComponentChildren;
}) {
  const words = useWords();
  const { wrong, tell, busy, send } = useSending();
  const [code, type] = useState("");
  const submit = async (): Promise<void> => {
    const plain = code.replaceAll(" ", "");
    if (plain === "") {
      tell({ code: words.fields.missing });
      return;
    }
    const sent = await send<Answer>(() => sendCode(plain), ["code"]);
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
  begun: { secret, svg, pending },
  done,
}: {
  readonly begun: Begun;
  readonly done: (codes: readonly string[]) => void;
}) {
  const { account } = useWords();
  return (
    <CodeForm<{ readonly recovery_codes: readonly string[] }>
      id="factor-code"
      mode="numeric"
      button="main"
      action={account.confirm}
      send={(code) => ask("/me/otp", { method: "POST", json: { pending, code } })}
      done={({ recovery_codes }) => done(recovery_codes)}
    >
      <p>{account.scan}</p>
      <img class="qr" alt={account.qr} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} />
      <Copied text={secret} />
    </CodeForm>
  );
}

function GiveUp() {
  const { account } = useWords();
  return (
    <CodeForm
      id="factor-end"
      hint={account.giveUpHint}
      button="danger"
      action={account.giveUp}
      send={(code) => ask(`/me/otp?code=${encodeURIComponent(code)}`, { method: "DELETE" })}
      done={() => void askMe()}
    >
      <p>{account.factorOn}</p>
    </CodeForm>
  );
}
