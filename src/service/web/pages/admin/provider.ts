/** A provider by which people sign in, as the server lists it. */
import type { Role } from "../../device/session.js";

/** A group of a provider, and what its members are here. */
export interface GroupPlace {
  readonly group: string;
  readonly role: Role;
  readonly client: string | null;
  readonly rigs: readonly string[] | null;
}

/** As `GET /sso-providers` lists it. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly kind: "entra" | "okta" | "other";
  readonly issuer: string;
  readonly client_id: string;
  readonly domains: readonly string[];
  readonly groups_claim: string;
  readonly group_map: readonly GroupPlace[];
  readonly directories: readonly string[];
  readonly strangers: "refused" | "pending" | "admitted";
  readonly audience: string | null;
  readonly active: boolean;
  readonly has_secret: boolean;
  readonly redirect_uri: string;
  readonly row_version: number;
}
