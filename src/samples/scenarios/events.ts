/** What a program that watches the log should find: when it began, when it was over, and how large it was. */
import type { Rig } from "./rig.js";
import { isPumping } from "./state.js";

export type EventKind = "kick" | "loss" | "pack_off" | "circulation_break" | "transfer";

interface Probe {
  readonly kind: EventKind;
  readonly unit: "m3" | "kPa" | "s";
  /** `open` when it was already so in the second before. */
  readonly active: (rig: Rig, open: boolean) => boolean;
  readonly size: (rig: Rig, soFar: number) => number;
}

const probes: readonly Probe[] = [
  {
    kind: "kick",
    unit: "m3",
    active: ({ kick }) => kick !== undefined && !kick.dead,
    size: ({ kick }) => kick!.volume,
  },
  {
    kind: "loss",
    unit: "m3",
    active: ({ loss }) => loss !== undefined && !loss.healed,
    size: ({ loss }) => loss!.volume,
  },
  {
    kind: "pack_off",
    unit: "kPa",
    active: ({ packOff }) => packOff !== undefined && !packOff.cleared,
    size: ({ packOff, hydraulics }, soFar) =>
      Math.max(soFar, (hydraulics.pressure * packOff!.degree) / (1 + packOff!.degree)),
  },
  {
    kind: "circulation_break",
    unit: "s",
    active: (rig, open) => !isPumping(rig) && !rig.controls.slips && (open || rig.pumpsFailed),
    size: (_, soFar) => soFar + 1,
  },
  {
    kind: "transfer",
    unit: "m3",
    active: ({ pits }) => pits.transferring,
    size: ({ pits }) => pits.moved,
  },
];

export interface RigEvent {
  readonly kind: EventKind;
  /** Seconds of the log; `end` is undefined when the log ends first. */
  readonly start: number;
  end: number | undefined;
  /** Metres of hole at its start. */
  readonly depth: number;
  /** Of a kick what came in, of a loss what went; of a pack-off by how much it raised the standpipe pressure. */
  size: number;
  readonly unit: Probe["unit"];
}

export class EventWatch {
  readonly events: RigEvent[] = [];
  readonly #open: (RigEvent | undefined)[] = probes.map(() => undefined);

  observe(rig: Rig): void {
    for (let i = 0; i < probes.length; i++) {
      const { kind, unit, active, size } = probes[i]!;
      let event = this.#open[i];
      if (!active(rig, event !== undefined)) {
        if (event !== undefined) event.end = rig.seconds;
        this.#open[i] = undefined;
        continue;
      }
      if (event === undefined) {
        event = { kind, start: rig.seconds, end: undefined, depth: rig.holeDepth, size: 0, unit };
        this.events.push(event);
        this.#open[i] = event;
      }
      event.size = size(rig, event.size);
    }
  }
}
