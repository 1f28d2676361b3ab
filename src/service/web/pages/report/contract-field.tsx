/** Under which contract the shift is: where the office has made one for its client. */
import { contractsFor } from "../../device/contracts.js";
import { ChoiceField } from "../../parts/fields.js";
import { useWords } from "../../words/words.js";
import { useWriting } from "./use-report.js";

export function ContractField() {
  const words = useWords();
  const { draft, edit, master } = useWriting();
  const { contract } = draft;
  const known = contractsFor(draft);
  // What was chosen stays in the list, though it may not be in force any more.
  const chosen = master.contracts.filter(({ id }) => id === contract && !known.some((one) => one.id === id));
  const options = [...known, ...chosen];
  if (options.length === 0 && contract === null) return null;
  return (
    <ChoiceField
      at="contract"
      label={words.report.contract}
      value={contract}
      none={words.report.noContract}
      options={options.map(({ id, name }) => ({ id, name }))}
      set={(value) => edit((now) => ({ ...now, contract: value }))}
    />
  );
}
