/** Photos as large as the screen, one at a time: opened by their small pictures, closed by Escape, by the way back and by a button. */
import { useEffect, useState } from "preact/hooks";
import type { Id } from "../../shift/document.js";
import { photoBytes } from "../device/photos.js";
import { useWords } from "../words/words.js";
import { useModal } from "./dialog.js";

export interface Picture {
  readonly id: Id;
  /** Where its small picture is: a data URL of this device, or an address of the server. */
  readonly small: string;
  /** What it shows, `DDH-042 · Tray 44 · 263.69–269.69 m`. */
  readonly name: string;
}

export function SmallPhoto({ of, open }: { readonly of: Picture; readonly open: (id: Id) => void }) {
  const words = useWords();
  return (
    <button
      type="button"
      class="small-photo"
      aria-label={words.report.seePhoto(of.name)}
      onClick={() => open(of.id)}
    >
      <img src={of.small} alt="" loading="lazy" />
    </button>
  );
}

/** The photo that is looked at, and how one is opened. */
export function useLargePhoto(pictures: readonly Picture[]): {
  readonly open: (id: Id) => void;
  readonly shown: preact.JSX.Element | null;
} {
  const [id, open] = useState<Id | null>(null);
  const at = pictures.findIndex((one) => one.id === id);
  return {
    open,
    shown: at < 0 ? null : <Large pictures={pictures} at={at} open={open} close={() => open(null)} />,
  };
}

interface Looked {
  readonly pictures: readonly Picture[];
  readonly at: number;
  readonly open: (id: Id) => void;
  readonly close: () => void;
}

/** An entry of the history that stands for an open photo. */
const ENTRY = "photo";

const isOnEntry = (): boolean => history.state === ENTRY;

function Large({ pictures, at, open, close }: Looked) {
  const words = useWords();
  const dialog = useModal();
  const picture = pictures[at]!;
  const step = (by: number): void => open(pictures.at((at + by) % pictures.length)!.id);
  // Whoever goes back on a telephone leaves the photo, and not the report.
  useEffect(() => {
    if (!isOnEntry()) history.pushState(ENTRY, "");
    // Closed, and not only taken away: so the browser gives the focus back to the small picture.
    const back = (): void => dialog.current?.close();
    addEventListener("popstate", back);
    return () => {
      removeEventListener("popstate", back);
      if (isOnEntry()) history.back();
    };
  }, []);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    step(event.key === "ArrowLeft" ? -1 : 1);
  };
  return (
    <dialog ref={dialog} class="large-photo" onClose={close} onKeyDown={press} aria-label={picture.name}>
      <Widest key={picture.id} picture={picture} />
      <div class="large-photo-foot">
        <button type="button" aria-label={words.app.close} onClick={() => dialog.current?.close()}>
          ✕
        </button>
        <p aria-live="polite">
          {picture.name}
          {pictures.length > 1 && <small>{words.report.photoOf(at + 1, pictures.length)}</small>}
        </p>
        {pictures.length > 1 && (
          <>
            <button type="button" aria-label={words.report.photoBefore} onClick={() => step(-1)}>
              ‹
            </button>
            <button type="button" aria-label={words.report.photoAfter} onClick={() => step(1)}>
              ›
            </button>
          </>
        )}
      </div>
    </dialog>
  );
}

/** The small picture until the large one is there: from this device where it has not left it, or from the server. */
function Widest({ picture: { id, small, name } }: { readonly picture: Picture }) {
  const words = useWords();
  const [source, show] = useState(small);
  const [isMissing, miss] = useState(false);
  useEffect(() => {
    let own: string | undefined;
    let isGone = false;
    const load = async (): Promise<void> => {
      // What this device cannot read, the server may have.
      const kept = await photoBytes(id).catch(() => undefined);
      if (isGone) return;
      if (kept !== undefined) own = URL.createObjectURL(kept);
      const large = new Image();
      large.src = own ?? `/api/v1/photos/${id}`;
      const isThere = await large.decode().then(
        () => true,
        () => false,
      );
      if (isGone) return;
      if (isThere) show(large.src);
      else miss(true);
    };
    void load();
    return () => {
      isGone = true;
      if (own !== undefined) URL.revokeObjectURL(own);
    };
  }, [id]);
  return (
    <figure>
      <img src={source} alt={name} />
      {isMissing && <p role="status">{words.report.photoOnlySmall}</p>}
    </figure>
  );
}
