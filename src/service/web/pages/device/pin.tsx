/** The PIN that what is on the device is sealed with. */
import { useEffect, useState } from "preact/hooks";
import { hasPin, removePin, setPin } from "../../device/seal.js";
import { useWords } from "../../words/words.js";

export function Pin() {
  const words = useWords();
  const [isSet, know] = useState<boolean | null>(null);
  const [pin, type] = useState("");
  const [wrong, tell] = useState(false);
  useEffect(() => void hasPin().then(know), []);
  const set = async (event: Event): Promise<void> => {
    event.preventDefault();
    const short = !/^\d{4,}$/.test(pin);
    tell(short);
    if (short) return;
    await setPin(pin);
    type("");
    know(true);
  };
  return (
    <section class="card">
      <h2>{words.device.pin}</h2>
      <p class="faint">{words.device.pinHint}</p>
      {isSet === true ? (
        <>
          <p>{words.device.pinSet}</p>
          <div class="row">
            <button type="button" onClick={() => location.reload()}>
              {words.device.lockNow}
            </button>
            <button type="button" onClick={() => void removePin().then(() => know(false))}>
              {words.device.removePin}
            </button>
          </div>
        </>
      ) : (
        <form class="row" onSubmit={(event) => void set(event)}>
          <div class="field">
            <label for="new-pin">{words.device.newPin}</label>
            <input
              id="new-pin"
              type="password"
              inputMode="numeric"
              autocomplete="new-password"
              value={pin}
              aria-invalid={wrong ? "true" : undefined}
              aria-describedby="new-pin-says"
              onInput={(event) => type(event.currentTarget.value)}
            />
            <div id="new-pin-says">{wrong && <p class="wrong">{words.device.pinShort}</p>}</div>
          </div>
          <button type="submit">{words.device.setPin}</button>
        </form>
      )}
    </section>
  );
}
