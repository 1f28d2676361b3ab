/** Photos of core trays and of whatever should be seen: kept here at once, and each with a word where it is. */
import { useState } from "preact/hooks";
import { useCell } from "../../cell.js";
import { whyOf } from "../../device/outcome.js";
import { addPhoto, type Photo, photos } from "../../device/photos.js";
import { NotAPicture } from "../../device/shrink.js";
import { lookAtRoom, whyNotKept } from "../../device/storage.js";
import { ChoiceField, TextField } from "../../parts/fields.js";
import { SmallPhoto, useLargePhoto } from "../../parts/large-photo.js";
import { DepthField } from "../../parts/numbers.js";
import { Refused } from "../../parts/refused.js";
import { momentText, useWords } from "../../words/words.js";
import { Fold } from "./fold.js";
import { usePicturesOf } from "./pictures-of.js";
import { changeRow, lastHole } from "./time-edits.js";
import { useWriting } from "./use-report.js";

export function PhotosFold() {
  const words = useWords();
  const { report, draft, master, edit, remove } = useWriting();
  const known = useCell(photos);
  const pictures = usePicturesOf(draft.photos, master);
  const large = useLargePhoto(pictures);
  const [wrong, tell] = useState<string>();
  const [busy, work] = useState(false);
  const take = async (files: readonly File[]): Promise<void> => {
    work(true);
    tell(undefined);
    // One by one: a tablet has no room for ten pictures of a camera at once.
    for (const file of files) {
      try {
        const row = await addPhoto(report.id, file);
        edit((now) => ({ ...now, photos: [...now.photos, { ...row, hole: lastHole(now) }] }));
      } catch (error) {
        const { photoUnreadable, photoNotKept } = words.report;
        tell(error instanceof NotAPicture ? photoUnreadable : photoNotKept(whyNotKept(error)));
      }
    }
    work(false);
    void lookAtRoom();
  };
  const there = draft.photos.filter(({ id }) => isThere(known.get(id), report.server?.photos, id)).length;
  return (
    <Fold
      at="photos"
      title={words.report.photos}
      says={words.report.photosOnServer(there, draft.photos.length)}
    >
      <ul class="photos">
        {draft.photos.map((row, i) => {
          const photo = known.get(row.id);
          const at = `photos/${row.id}`;
          const set = (fields: object): void =>
            edit((now) => changeRow(now, "photos", row.id, { ...fields }));
          const name = words.report.photo(i + 1);
          return (
            <li key={row.id} class="photo">
              <SmallPhoto of={pictures[i]!} open={large.open} />
              <div class="row spread">
                <small>{photoState(photo, words)}</small>
              </div>
              <ChoiceField
                at={`${at}/hole`}
                label={words.report.holeField}
                value={row.hole}
                options={master.holes}
                none="–"
                set={(hole) => set({ hole })}
              />
              <TextField
                at={`${at}/tray`}
                label={words.report.tray}
                value={row.tray ?? ""}
                set={(tray) => set({ tray: tray || null })}
              />
              <div class="two">
                <DepthField
                  at={`${at}/from`}
                  label={words.report.from}
                  value={row.fromMm}
                  set={(fromMm) => set({ fromMm })}
                />
                <DepthField
                  at={`${at}/to`}
                  label={words.report.to}
                  value={row.toMm}
                  set={(toMm) => set({ toMm })}
                />
              </div>
              <button type="button" class="plain" onClick={() => remove("photos", row.id, name)}>
                {words.report.removeRow(name)}
              </button>
            </li>
          );
        })}
      </ul>
      {large.shown}
      <div class="row">
        <label class="button" for="photo-files">
          + {words.report.addPhotos}
        </label>
        <input
          id="photo-files"
          class="unseen"
          type="file"
          accept="image/*"
          multiple
          disabled={busy}
          onChange={(event) => {
            const { files } = event.currentTarget;
            void take([...(files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
        {busy && (
          <span class="turning" role="status">
            {words.report.photoBusy}
          </span>
        )}
      </div>
      <Refused why={wrong} />
    </Fold>
  );
}

/** A photo of another device is on the server when its report is; the server knows of its bytes. */
const isThere = (
  photo: Photo | undefined,
  server: readonly { readonly id: string }[] | undefined,
  id: string,
): boolean =>
  photo === undefined ? (server?.some((row) => row.id === id) ?? false) : photo.receipt !== null;

export function photoState(photo: Photo | undefined, words: ReturnType<typeof useWords>): string {
  if (photo === undefined) return words.report.photoStates.server;
  if (photo.receipt !== null)
    return `${words.report.photoStates.server} · ${momentText(photo.receipt.at)} · ${photo.receipt.hash.slice(0, 8)}`;
  if (photo.trouble === null) return words.report.photoStates.here;
  const { kind, since } = photo.trouble;
  return `${words.trouble[kind]} ${words.trouble.since(momentText(since))}${kind === "refused" ? `: ${whyOf(photo.trouble)}` : ""}`;
}
