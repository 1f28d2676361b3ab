/** The languages of the app to choose from: each under its own name, so that who reads no other finds it. */
import { useState } from "preact/hooks";
import { type Language, languages, nameOf } from "../../words/language.js";
import { useCell } from "../cell.js";
import { preferLanguage } from "../device/preferences.js";
import { tellLanguage } from "../device/session.js";
import { spoken } from "../words/language.js";
import { useWords } from "../words/words.js";

export function LanguageField() {
  const words = useWords();
  const { language } = useCell(spoken);
  const [isMissing, tell] = useState(false);
  const choose = (wanted: Language): void => {
    tell(false);
    preferLanguage(wanted).then(tellLanguage, () => tell(true));
  };
  return (
    <div class="field">
      <label for="language">{words.device.language}</label>
      <select
        id="language"
        value={language}
        aria-describedby="language-says"
        onChange={({ currentTarget }) => {
          const wanted = currentTarget.value as Language;
          // Until its words are here, the one that is spoken stays chosen.
          currentTarget.value = language;
          choose(wanted);
        }}
      >
        {languages.map((name) => (
          <option key={name} value={name} lang={name}>
            {nameOf(name)}
          </option>
        ))}
      </select>
      <div id="language-says" role="status">
        {isMissing && <p class="wrong">{words.device.languageMissing}</p>}
      </div>
    </div>
  );
}
