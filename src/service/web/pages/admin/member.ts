/** Somebody of the company, as the server lists them. */
import type { Role } from "../../device/session.js";

/** As `GET /accounts` lists them. */
export interface Member {
  readonly id: string;
  readonly email: string | null;
  readonly name: string;
  readonly role: Role;
  readonly client: string | null;
  readonly rigs: readonly string[] | null;
  readonly active: boolean;
  readonly second_factor: boolean;
  readonly invited: boolean;
  readonly sso: boolean;
  readonly sessions: number;
  readonly seen_at: string | null;
}
