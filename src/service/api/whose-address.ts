/**
 * Whose address a request has, and by which name and scheme it was asked. What proxies say of that is believed of those alone that the
 * settings name: anybody can send `X-Forwarded-For`.
 */
import { BlockList, isIP } from "node:net";
import { Failure } from "../../failure/failure.js";

export interface Proxies {
  /** Of an address of a socket. */
  trusts(address: string): boolean;
}

/** From addresses and networks: `10.0.0.0/8, ::1`. */
export function proxiesIn(texts: readonly string[]): Proxies {
  const list = new BlockList();
  for (const text of texts) {
    const [address = "", bits] = text.split("/");
    const kind = isIP(address);
    const most = kind === 4 ? 32 : 128;
    const length = bits === undefined ? most : Number(bits);
    if (kind === 0 || !Number.isInteger(length) || length < 0 || length > most)
      throw new Failure("bad-option", `${text} is no address of a proxy, and no network such as 10.0.0.0/8`);
    list.addSubnet(address, length, kind === 4 ? "ipv4" : "ipv6");
  }
  return { trusts: (address) => list.check(plain(address), isIP(plain(address)) === 6 ? "ipv6" : "ipv4") };
}

/** IPv4 as IPv6 sockets write it, as itself. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

export interface Hop {
  /** Of the socket. */
  readonly peer: string;
  readonly header: (name: string) => string | undefined;
  readonly tls: boolean;
}

/** The nearest address that is none of our proxies. */
export function addressOf({ peer, header }: Hop, proxies: Proxies): string {
  const nearest = plain(peer);
  if (!proxies.trusts(nearest)) return nearest;
  const said = (header("x-forwarded-for") ?? "").split(",").map((one) => plain(one.trim()));
  for (const address of said.reverse()) {
    if (isIP(address) === 0) break;
    if (!proxies.trusts(address)) return address;
  }
  return nearest;
}

/** `https://reports.example`, as whoever asked wrote it. */
export function originOf({ peer, header, tls }: Hop, proxies: Proxies): string {
  const trusted = proxies.trusts(plain(peer));
  const host = (trusted ? header("x-forwarded-host") : undefined) ?? header("host") ?? "";
  const scheme = (trusted ? header("x-forwarded-proto") : undefined) ?? (tls ? "https" : "http");
  return `${scheme === "https" ? "https" : "http"}://${host.toLowerCase()}`;
}
