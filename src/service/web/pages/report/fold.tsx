/** One of the report's five folds: a heading that says what is in it, and what can be folded away. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { fieldId } from "../../parts/problems.js";

export function Fold({
  at,
  title,
  says,
  children,
}: {
  readonly at: string;
  readonly title: string;
  readonly says: string;
  readonly children: ComponentChildren;
}) {
  const [open, turn] = useState(true);
  const body = `${fieldId(at)}-body`;
  return (
    <section class="card fold" id={fieldId(at)}>
      <h2>
        <button type="button" aria-expanded={open} aria-controls={body} onClick={() => turn(!open)}>
          {title}
          <small>{says}</small>
        </button>
      </h2>
      <div id={body} hidden={!open} class="rows">
        {children}
      </div>
    </section>
  );
}

export function Drop({ name, act }: { readonly name: string; readonly act: () => void }) {
  return (
    <button type="button" class="drop" aria-label={name} title={name} onClick={act}>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <path d="M4 4l10 10M14 4L4 14" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
      </svg>
    </button>
  );
}
