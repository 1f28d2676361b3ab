/**
 * Which names a page of ours is asked for by. A page of somebody else's can make a browser ask a server of this machine by
 * a name of its own that it has turned to 127.0.0.1: so a name that nobody could mean is not answered.
 */
import { isIP } from "node:net";
import { hostname } from "node:os";

/** `header` is the request's `Host`; `bound` the address that was told. An address as such is nobody's own name. */
export function isOwnHost(header: string | undefined, bound: string): boolean {
  const [, bracketed, bare] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(header ?? "") ?? [];
  const host = (bracketed ?? bare ?? "").toLowerCase().replace(/\.$/, "");
  if (isIP(host) !== 0) return true;
  return host === "localhost" || host === bound.toLowerCase() || host === hostname().toLowerCase();
}
