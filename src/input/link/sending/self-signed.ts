/**
 * A certificate made on the spot, for a mock rig that speaks TLS: signed with its own key, on the curve P-256. The library that
 * makes it is loaded then, and brings a polyfill that must come before it.
 */
import { webcrypto } from "node:crypto";
import { isIP } from "node:net";

export interface Certificate {
  /** Both in PEM. */
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** Host names and addresses that it is good for; default `localhost` and `127.0.0.1`. */
  readonly names?: readonly string[] | undefined;
  /** Default from an hour ago for a year. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** Clients trust it by having it among their authorities. */
export async function selfSigned({
  names = ["localhost", "127.0.0.1"],
  from,
  until,
}: CertificateOptions = {}): Promise<Certificate> {
  await import("reflect-metadata");
  const { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } = await import(
    "@peculiar/x509"
  );
  const notBefore = from ?? new Date(Date.now() - HOUR);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: "CN=witskit mock rig",
    notBefore,
    notAfter: until ?? new Date(notBefore.getTime() + YEAR),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value })),
      ),
    ],
  });
  const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { cert: certificate.toString("pem"), key: PemConverter.encode(key, "PRIVATE KEY") };
}
