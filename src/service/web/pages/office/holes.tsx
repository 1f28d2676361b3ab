/** All holes, each with its state, to look at one. */
import { useCell } from "../../cell.js";
import { master, named } from "../../device/master.js";
import { useTitle } from "../../parts/title.js";
import { useWords } from "../../words/words.js";

export function HolesPage() {
  const words = useWords();
  const lists = useCell(master);
  useTitle(words.pages.holes);
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.hole.list}</h1>
      <section class="card">
        {lists.holes.length === 0 ? (
          <p class="empty">{words.app.nothingYet}</p>
        ) : (
          <ul class="list">
            {lists.holes.map(({ id, name, project }) => (
              <li key={id}>
                <a class="line" href={`/holes/${id}`}>
                  <b>{name}</b>
                  <span class="faint">{named(lists.projects, project)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
    </main>
  );
}
