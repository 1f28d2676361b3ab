/** Core trays of a hole from its collar down, those without a depth at the end. */
import { milli, type PhotoOnWire } from "../../device/hole.js";
import { useLengths } from "../../device/lengths.js";
import { SmallPhoto, useLargePhoto } from "../../parts/large-photo.js";
import { useWords } from "../../words/words.js";

export function Trays({ photos }: { readonly photos: readonly PhotoOnWire[] }) {
  const words = useWords();
  const lengths = useLengths();
  const depth = ({ from }: PhotoOnWire): number => (from === null ? Number.POSITIVE_INFINITY : milli(from));
  const pictures = photos
    .toSorted((a, b) => depth(a) - depth(b))
    .map(({ id, shift, tray, from, to }) => ({
      id,
      shift,
      small: `/api/v1/photos/${id}?size=thumb`,
      name: [
        tray ?? "",
        from === null || to === null ? words.hole.noDepth : lengths.range(milli(from), milli(to)),
      ]
        .filter(Boolean)
        .join(" · "),
    }));
  const large = useLargePhoto(pictures);
  if (photos.length === 0) return null;
  return (
    <section class="card">
      <h2>{words.hole.trays}</h2>
      <ul class="photos">
        {pictures.map((picture) => (
          <li key={`${picture.shift} ${picture.id}`} class="photo">
            <SmallPhoto of={picture} open={large.open} />
            <a class="cell" href={`/shifts/${picture.shift}`}>
              {picture.name}
            </a>
          </li>
        ))}
      </ul>
      {large.shown}
    </section>
  );
}
