/**
 * What TLS is told: files of certificates, read anew for each connection, so that one that was renewed is taken without a
 * restart. Certificates and server names are checked unless that is forbidden by name.
 */

import { readFile } from "node:fs/promises";
import type { FailureCode } from "../../../failure/codes.js";
import { Failure, systemCode } from "../../../failure/failure.js";
import { type LinkUrl, text, truth } from "../../../network/link-url.js";
import { networkCode, networkReason } from "../../../network/unreachable.js";
import { unreadable } from "../../bytes/unreadable.js";

/** What TLS is told: certificates to trust and to show, by their files. */
export interface TlsOptions {
  /** Path of the certificates to trust, PEM, instead of those that Node trusts. */
  readonly ca?: string | undefined;
  /** Paths of our own certificate, with those that signed it, and of its key; PEM. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Path of a file with the key's passphrase. */
  readonly passphraseFile?: string | undefined;
  /** The name that the certificate must be for; the host of the URL unless told. */
  readonly serverName?: string | undefined;
  /** Talk to whoever answers: anybody between can read and change what is sent. */
  readonly insecure?: boolean | undefined;
}

/** The parameters of a URL go before the options. */
export function tlsOptionsIn(url: LinkUrl, told: TlsOptions = {}): TlsOptions {
  const options: TlsOptions = {
    ca: url.parameter("ca", text) ?? told.ca,
    cert: url.parameter("cert", text) ?? told.cert,
    key: url.parameter("key", text) ?? told.key,
    passphraseFile: url.parameter("passphraseFile", text) ?? told.passphraseFile,
    serverName: url.parameter("serverName", text) ?? told.serverName,
    insecure: url.parameter("insecure", truth) ?? told.insecure,
  };
  if ((options.cert === undefined) !== (options.key === undefined)) {
    throw url.failure("a certificate of ours needs both cert and key");
  }
  if (options.insecure) warnInsecure(url);
  return options;
}

const warned = new Set<string>();

function warnInsecure(url: LinkUrl): void {
  if (warned.has(url.shown)) return;
  warned.add(url.shown);
  process.emitWarning(
    `${url.shown} is not checked (insecure): anybody on the way can read and change what it sends`,
    "InsecureLink",
  );
}

/** What `tls.connect` and the client of a broker take alike. Throws Failure("input") for a file that cannot be read. */
export async function secureOptions(options: TlsOptions) {
  const { ca, cert, key, passphraseFile, serverName, insecure = false } = options;
  const read = async (path: string | undefined): Promise<Buffer | undefined> =>
    path === undefined
      ? undefined
      : readFile(path).catch((error: unknown) => {
          throw unreadable(path, error);
        });
  const files = {
    ca: await read(ca),
    cert: await read(cert),
    key: await read(key),
    passphrase: (await read(passphraseFile))?.toString("utf8").trimEnd(),
    servername: serverName,
  };
  const given = Object.fromEntries(Object.entries(files).filter(([, value]) => value !== undefined));
  return {
    ...(given as { ca?: Buffer; cert?: Buffer; key?: Buffer; passphrase?: string; servername?: string }),
    rejectUnauthorized: !insecure,
  };
}

const REASONS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "its certificate has expired; have it renewed, and check this machine's clock",
  CERT_NOT_YET_VALID: "its certificate is not valid yet; check this machine's clock",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself; name it with ca if you trust it",
  SELF_SIGNED_CERT_IN_CHAIN:
    "its certificate is signed by one that is not trusted here; name that one with ca if you trust it",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "nobody who is trusted here signed its certificate; name who did with ca",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "nobody who is trusted here signed its certificate; name who did with ca",
  UNABLE_TO_GET_ISSUER_CERT: "the one who signed its certificate is not known; name it with ca",
  CERT_SIGNATURE_FAILURE: "its certificate is not signed by who it says",
  CERT_REVOKED: "its certificate was revoked",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS there; check the port, or use the scheme without TLS",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "it wants a certificate of ours; name it with cert and key",
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "it does not trust who signed our certificate; check cert",
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "it refuses our certificate; check cert",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: "our certificate has expired; have it renewed",
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: "the two share no protocol, or it wants a certificate of ours",
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: "the key is not that of the certificate; check cert and key",
  ERR_OSSL_BAD_DECRYPT: "the passphrase is not that of the key",
};

/** What an error of TLS or of the socket beneath means, for a person. */
export function secureReason(error: unknown): string {
  const code = systemCode(error) ?? "";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    const { reason = "" } = error as { reason?: string };
    return `its certificate is for another name: ${reason.replace(/\.$/, "")}; serverName says which one to expect`;
  }
  return REASONS[code] ?? networkReason(error);
}

export const secureCode = (error: unknown): FailureCode =>
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_)/.test(systemCode(error) ?? "") ||
  REASONS[systemCode(error) ?? ""] !== undefined
    ? "not-admitted"
    : networkCode(error);

export const insecurePeer = (what: string, error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure(secureCode(error), `${what}: ${secureReason(error)}`, { cause: error });
