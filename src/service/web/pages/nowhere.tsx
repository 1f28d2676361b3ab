/** What stands where there is no page, or none for who is here: that it is so, and the way on. */
import { firstPage, pagesFor } from "../menu.js";
import { useTitle } from "../parts/title.js";
import { useWords } from "../words/words.js";

export function Nowhere() {
  const words = useWords();
  return <Instead says={words.app.notFound} />;
}

export function NotForYou() {
  const words = useWords();
  return <Instead says={words.app.notForYou} />;
}

function Instead({ says }: { readonly says: string }) {
  const words = useWords();
  const first = pagesFor()[0];
  useTitle(says);
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{says}</h1>
      <p>
        <a href={firstPage()}>{words.pages[first?.name ?? "device"]}</a>
      </p>
    </main>
  );
}
