/**
 * A certificate made on the spot, for a mock rig that speaks TLS: X.509 in DER, as RFC 5280 has it, signed with
 * its own key on the curve P-256. Node signs; it has no call that writes certificates.
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

export interface Certificate {
  /** Both in PEM. */
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** Host names and IPv4 addresses that it is good for; default `localhost` and `127.0.0.1`. */
  readonly names?: readonly string[] | undefined;
  /** Default from an hour ago for a year. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** Clients trust it by having it among their authorities. */
export function selfSigned({
  names = ["localhost", "127.0.0.1"],
  from,
  until,
}: CertificateOptions = {}): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const notBefore = from ?? new Date(Date.now() - HOUR);
  const notAfter = until ?? new Date(notBefore.getTime() + YEAR);
  const name = sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from("witskit mock rig")))));
  const toBeSigned = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extension(SUBJECT_ALTERNATIVE_NAME, sequence(...names.map(alternative))))),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  const certificate = sequence(toBeSigned, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
  return {
    cert: pem("CERTIFICATE", certificate),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const set = (...parts: readonly Uint8Array[]): Buffer => der(0x31, ...parts);
const integer = (bytes: Uint8Array): Buffer => der(0x02, bytes);
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const extension = (id: Uint8Array, value: Uint8Array): Buffer => sequence(id, der(0x04, value));

const COMMON_NAME = identifier("550403");
const SUBJECT_ALTERNATIVE_NAME = identifier("551d11");
const ECDSA_WITH_SHA256 = sequence(identifier("2a8648ce3d040302"));

/** UTCTime up to 2049, which RFC 5280 asks for: YYMMDDHHMMSSZ. */
const time = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/\D/g, "")}Z`));

const alternative = (name: string): Buffer =>
  isIP(name) === 4 ? der(0x87, Buffer.from(name.split(".").map(Number))) : der(0x82, Buffer.from(name));

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString("base64").replace(/.{64}/g, "$&\n").trimEnd()}\n-----END ${label}-----\n`;
