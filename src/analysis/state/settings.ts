/** What is told of a rig, and not found from its rows. */
import { Failure } from "../../failure/failure.js";

/** What is told of a rig, and not found from its rows. */
export interface RigSettings {
  /** Hookload below which the string is in slips, in the unit that is sent. */
  readonly slipsHookload?: number | undefined;
  /** Length of collars and tools below the drill pipe, in the unit of depth. */
  readonly assemblyLength?: number | undefined;
  /** Above these, in the units that are sent, pumps run and the string turns. The stroke rate is that of all pumps together. */
  readonly flowOn?: number | undefined;
  readonly strokeRateOn?: number | undefined;
  readonly pressureOn?: number | undefined;
  readonly rotarySpeedOn?: number | undefined;
  readonly torqueOn?: number | undefined;
  /** 1 where the bit goes deeper as the block's position falls, -1 where it goes deeper as it rises. */
  readonly blockSign?: 1 | -1 | undefined;
}

/** Throws `Failure("bad-option")`. */
export function checkRig(settings: RigSettings = {}): void {
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined && !Number.isFinite(value))
      throw new Failure("bad-option", `${name}: ${JSON.stringify(value)} is no number`);
  }
  const { blockSign } = settings;
  if (blockSign !== undefined && blockSign !== 1 && blockSign !== -1)
    throw new Failure("bad-option", `block-sign: ${blockSign} is neither 1 nor -1`);
}
