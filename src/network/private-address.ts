/**
 * Addresses within: of this machine, of the network that it stands in, and those that stand for nobody. What is told or asked at a URL that
 * somebody has typed goes there only where that is allowed: who types it is often somebody else than who owns the network.
 */
import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** One for each kind: what stands for IPv4 within IPv6 would be all of IPv4. */
const [within4, within6] = [new BlockList(), new BlockList()];
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  within4.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  // Nobody and this machine; and IPv4 within IPv6, whatever that is.
  ["::", 96],
  ["::ffff:0:0", 96],
  ["::ffff:0:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  within6.addSubnet(net, bits, "ipv6");

/** Of an address, not of a name. */
export function isPrivate(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return within4.check(address, "ipv4");
  return kind === 0 || within6.check(address, "ipv6");
}

/** `allowed` says what would allow it. */
export const refusedAddress = (host: string, address: string, allowed: string): string =>
  `${host}${host === address ? "" : ` is ${address}, which`} is an address within a network, and is left alone; ${allowed} allows it`;

/**
 * Looks a name up, and refuses it where any of its addresses may not be: it is this answer that is connected to, so that a name that means
 * another address a moment later is of no use.
 */
export const lookupWhere =
  (mayBe: (address: string) => boolean, allowed: string): LookupFunction =>
  (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, [], 0);
        return;
      }
      const refused = addresses.find(({ address }) => !mayBe(address));
      const [first] = addresses;
      if (refused !== undefined || first === undefined)
        callback(new Error(refusedAddress(host, refused?.address ?? "nowhere", allowed)), [], 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

export const publicLookup = (allowed: string): LookupFunction =>
  lookupWhere((address) => !isPrivate(address), allowed);
