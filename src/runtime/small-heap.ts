/**
 * Keeps what V8 sets aside for young objects as small as it begins. It grows it sixteenfold for programs that make many,
 * which a command that moves bytes from sockets to a disk for months gains nothing from: at 256 links and 100 MB/s
 * together it was 40 MB of 200. Of WITSML it was 25 MB of 212.
 */
import { setFlagsFromString } from "node:v8";

let wanted = false;

/** For the whole process, from now on. Whenever a thread starts V8 forgets it, so threads call it again. */
export function keepHeapSmall(): void {
  wanted = true;
  setFlagsFromString("--semi-space-growth-factor=1");
}

/**
 * Has the old objects of this process collected before the heap has grown to a multiple of them, as V8 does on a machine with little memory. A service
 * that is asked now and then holds 25 MB and had 60 to 140 more set aside, mostly of papers that were made and gone.
 */
export function keepHeapTight(): void {
  keepHeapSmall();
  setFlagsFromString("--optimize-for-size");
}

/** As V8 does by itself, from now on. */
export function letHeapGrow(): void {
  wanted = false;
  setFlagsFromString("--semi-space-growth-factor=2");
}

/** Whether somebody wants that: what a thread is told when it starts. */
export const isHeapKeptSmall = (): boolean => wanted;
