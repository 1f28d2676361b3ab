/** What is said between the program and the thread of a plugin. All of it can be copied from one to the other. */
import type { MessagePort } from "node:worker_threads";
import type { Cuts } from "../input/container/container.js";
import type { PluginSettings } from "./contract.js";

/** What a thread is begun with. */
export interface ThreadData {
  /** A path, or the name of a package; looked up from this file's folder, a URL. */
  readonly module: string;
  readonly from: string;
  readonly settings: Readonly<Record<string, PluginSettings>>;
  /** Where answers go that somebody waits for with all else at rest, and what wakes him. */
  readonly answers: MessagePort;
  readonly flag: Int32Array;
}

export interface Request {
  readonly id: number;
  readonly method: string;
  readonly words: readonly unknown[];
  /** Who asks waits with all else at rest. */
  readonly now: boolean;
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: Fault };

/** What was thrown, as it crosses threads. */
export interface Fault {
  readonly message: string;
  /** Of the system or of a `Failure`, where it has one. */
  readonly code?: string | undefined;
}

/** What a thread says by itself. */
export interface Told {
  readonly told: "print" | "remark";
  /** The transport that remarks something. */
  readonly of?: number;
  readonly text: string;
}

/** What a plugin says of itself when it is loaded. */
export interface Described {
  readonly name: string;
  readonly version: string;
  readonly transports: readonly string[];
  readonly containers: readonly DescribedContainer[];
  readonly sinks: readonly string[];
  readonly exporters: readonly DescribedExporter[];
  readonly measures: readonly string[];
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
  readonly notifiers: readonly string[];
}

export interface DescribedContainer {
  readonly name: string;
  readonly words: string;
  readonly cuts: Cuts;
}

export interface DescribedExporter {
  readonly name: string;
  readonly endings: readonly string[];
  readonly oneWell: boolean;
}
