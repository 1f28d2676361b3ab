/** What a tenant is called: part of a file's name, and of every key. */
import { said } from "../words/refusal.js";
import { Refusal } from "./refusal.js";

/** Lower case alone: file systems of some machines know no other. */
const SHAPE = /^[0-9a-z][0-9a-z-]{0,63}$/;

export function checkTenant(tenant: string): string {
  if (!SHAPE.test(tenant)) throw tenantNotFound();
  return tenant;
}

export const tenantNotFound = (): Refusal => new Refusal("not-found", said("no-such", { what: "tenant" }));
