/** Behind a PIN: nothing of the store is read before it was typed. */
import { useState } from "preact/hooks";
import { unlock } from "../device/seal.js";
import { useTitle } from "../parts/title.js";
import { useWords } from "../words/words.js";

export function PinPage() {
  const words = useWords();
  const [pin, type] = useState("");
  const [wrong, tell] = useState<string | null>(null);
  useTitle(words.pin.title);
  const open = async (event: Event): Promise<void> => {
    event.preventDefault();
    const opened = await unlock(pin);
    if (opened === true) return;
    type("");
    tell(opened > 0 ? words.pin.wait(Math.ceil(opened / 1000)) : words.pin.wrong);
  };
  return (
    <div class="card">
      <h1 tabIndex={-1}>{words.pin.title}</h1>
      <form onSubmit={(event) => void open(event)}>
        <div class="field">
          <label for="pin">{words.pin.ask}</label>
          <input
            id="pin"
            type="password"
            inputMode="numeric"
            autocomplete="off"
            autofocus
            value={pin}
            aria-invalid={wrong === null ? undefined : "true"}
            aria-describedby="pin-says"
            onInput={(event) => type(event.currentTarget.value)}
          />
          <div id="pin-says" role="alert">
            {wrong !== null && <p class="wrong">{wrong}</p>}
          </div>
        </div>
        <button type="submit" class="main">
          {words.pin.open}
        </button>
      </form>
    </div>
  );
}
