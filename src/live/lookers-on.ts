/** Those who look on at a run, by what a program gave to be called: what they throw leaves them out, and holds nothing up. */
import { callBack } from "../failure/callback.js";
import type { LinkStatus } from "../input/link/link-status.js";

/** What a run tells of itself while it goes on. */
export interface LookingOn {
  /** When a link has changed its state, or its senders. */
  onLink?(status: LinkStatus): void;
  /** What stands in the way of recording, a sentence; undefined when nothing does any more. */
  onTrouble?(trouble: string | undefined): void;
  /** The same of one stream on its way into the dataset, while all others go on; it is recorded all the same. */
  onHeld?(stream: string, why: string | undefined): void;
  /** What stands in the way of a target, while recording goes on; undefined when it is given all again. */
  onDelivery?(target: string, trouble: string | undefined): void;
  /** What people should know of what was there before, a sentence. */
  onNote?(note: string): void;
  /** When what had arrived has become parts of the dataset. */
  onRotated?(): void;
  /** What people should know of a link that goes on, a sentence. */
  onRemark?(status: LinkStatus, remark: string): void;
}

/** The same, and nothing that is called throws. That one is left out is told to `onTrouble`, of that one itself by a warning. */
export function guarded(told: LookingOn): Required<LookingOn> {
  const out = new Set<keyof LookingOn>();
  const look = (name: keyof LookingOn, call: () => unknown): void => {
    if (out.has(name)) return;
    callBack(call, (error) => {
      if (out.has(name)) return;
      out.add(name);
      const why = `${name} has failed and is left out from now on: ${reasonIn(error)}`;
      if (name === "onTrouble") process.emitWarning(`witskit: ${why}`);
      else all.onTrouble(why);
    });
  };
  const all: Required<LookingOn> = {
    onLink: (status) => look("onLink", () => told.onLink?.(status)),
    onTrouble: (trouble) => look("onTrouble", () => told.onTrouble?.(trouble)),
    onHeld: (stream, why) => look("onHeld", () => told.onHeld?.(stream, why)),
    onDelivery: (target, trouble) => look("onDelivery", () => told.onDelivery?.(target, trouble)),
    onNote: (note) => look("onNote", () => told.onNote?.(note)),
    onRotated: () => look("onRotated", () => told.onRotated?.()),
    onRemark: (status, remark) => look("onRemark", () => told.onRemark?.(status, remark)),
  };
  return all;
}

export const reasonIn = (error: unknown): string => (error instanceof Error ? error.message : String(error));
