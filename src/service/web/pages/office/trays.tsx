/** Core trays of a hole from its collar down, those without a depth at the end. */
import { milli, type PhotoOnWire } from "../../device/hole.js";
import { useLengths } from "../../device/lengths.js";
import { useWords } from "../../words/words.js";

export function Trays({ photos }: { readonly photos: readonly PhotoOnWire[] }) {
  const words = useWords();
  const lengths = useLengths();
  if (photos.length === 0) return null;
  const depth = ({ from }: PhotoOnWire): number => (from === null ? Number.POSITIVE_INFINITY : milli(from));
  return (
    <section class="card">
      <h2>{words.hole.trays}</h2>
      <ul class="photos">
        {photos
          .toSorted((a, b) => depth(a) - depth(b))
          .map(({ id, shift, tray, from, to }) => {
            const name = [
              tray ?? "",
              from === null || to === null ? words.hole.noDepth : lengths.range(milli(from), milli(to)),
            ]
              .filter(Boolean)
              .join(" · ");
            return (
              <li key={`${shift} ${id}`} class="photo">
                <a href={`/shifts/${shift}`}>
                  <img src={`/api/v1/photos/${id}?size=thumb`} alt={name} loading="lazy" />
                </a>
                <small>{name}</small>
              </li>
            );
          })}
      </ul>
    </section>
  );
}
