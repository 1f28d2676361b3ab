/** The second factor: set up with a phone, confirmed by its first code, given up by another one. Recovery codes are shown once. */
import { useState } from "preact/hooks";
import { useCell } from "../cell.js";
import { askMe, me } from "../device/session.js";
import { Copied, TextLine, useSending } from "../parts/form.js";
import { ask } from "../server/request.js";
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

const CodeLine = ({
  id,
  hint,
  value,
  set,
  wrong,
}: {
  readonly id: string;
  readonly hint?: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly wrong: string | undefined;
}) => (
  <TextLine
    id={id}
    label={useWords().account.code}
    hint={hint}
    complete="one-time-code"
    value={value}
    set={set}
    wrong={wrong}
  />
);

function Confirm({
  begun,
  done,
}: {
  readonly begun: Begun;
  readonly done: (codes: readonly string[]) => void;
}) {
  const words = useWords();
  const { wrong, tell, busy, send } = useSending();
  const [code, type] = useState("");
  const confirm = async (): Promise<void> => {
    const plain = code.replaceAll(" ", "");
    if (plain === "") {
      tell({ code: words.fields.missing });
      return;
    }
    const sent = await send<{ readonly recovery_codes: readonly string[] }>(
      () => ask("/me/otp", { method: "POST", json: { pending: begun.pending, code: plain } }),
      ["code"],
    );
    if (sent !== undefined) done(sent.body.recovery_codes);
  };
  return (
    <form
      class="providers"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <p>{words.account.scan}</p>
      <img
        class="qr"
        alt={words.account.qr}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(begun.svg)}`}
      />
      <Copied text={begun.secret} />
      <CodeLine id="factor-code" value={code} set={type} wrong={wrong["code"] ?? wrong["all"]} />
      <div class="row">
        <button type="submit" class="main" disabled={busy}>
          {words.account.confirm}
        </button>
      </div>
    </form>
  );
}

function GiveUp() {
  const words = useWords();
  const { wrong, tell, busy, send } = useSending();
  const [code, type] = useState("");
  const end = async (): Promise<void> => {
    const plain = code.replaceAll(" ", "");
    if (plain === "") {
      tell({ code: words.fields.missing });
      return;
    }
    const path = `/me/otp?code=${encodeURIComponent(plain)}`;
    if ((await send(() => ask(path, { method: "DELETE" }), [])) !== undefined) await askMe();
  };
  return (
    <form
      class="providers"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void end();
      }}
    >
      <p>{words.account.factorOn}</p>
      <CodeLine
        id="factor-end"
        hint={words.account.giveUpHint}
        value={code}
        set={type}
        wrong={wrong["code"] ?? wrong["all"]}
      />
      <div class="row">
        <button type="submit" class="danger" disabled={busy}>
          {words.account.giveUp}
        </button>
      </div>
    </form>
  );
}
