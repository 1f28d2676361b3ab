/** Where points go: a file of line protocol, or InfluxDB by its HTTP interface, version 1 or 2. */
import { choice, integer, LinkUrl, text } from "../../../network/link-url.js";
import { isLocal, passwordOf } from "../address.js";

export const PRECISIONS = ["ns", "ms"] as const;
export type Precision = (typeof PRECISIONS)[number];

/** Interfaces of InfluxDB. */
const APIS = ["1", "2"] as const;

export interface InfluxServer {
  /** Without the secrets. */
  readonly shown: string;
  readonly precision: Precision;
  /** What points are posted to. */
  readonly write: URL;
  /** How points are deleted, or why they are not. */
  readonly forget:
    | { readonly how: "statement" | "predicate"; readonly url: URL }
    | { readonly how: "not"; readonly why: string };
  /** What must be there, and who makes it, for messages. */
  readonly wanted: string;
  /** The PEM of an authority that is trusted beside the system's. */
  readonly authority: string | undefined;
  /** Seconds that an answer may take. */
  readonly seconds: number;
  /** The header that admits us; undefined where nothing is told. */
  admission(): Promise<string | undefined>;
}

export type PointsPlace = InfluxServer | PointsFile;

export interface PointsFile {
  readonly path: string;
  readonly precision: Precision;
}

/** Throws `Failure("bad-link")` for what can never be opened. */
export function pointsPlace(address: string): PointsPlace {
  if (!/^influx:/i.test(address)) {
    if (!/^file:/i.test(address)) return { path: address, precision: "ns" };
    const url = new LinkUrl(address);
    const precision = url.parameter("precision", choice(PRECISIONS)) ?? "ns";
    url.checkParameters();
    return { path: url.path, precision };
  }
  const url = new LinkUrl(address);
  const host = url.host === "" ? "localhost" : url.host;
  const org = url.parameter("org", text);
  const api = url.parameter("api", choice(APIS)) ?? (org === undefined ? "1" : "2");
  const policy = url.parameter("rp", text);
  const precision = url.parameter("precision", choice(PRECISIONS)) ?? "ns";
  const tls = url.parameter("sslmode", choice(["disable", "verify-full"])) ?? defaultTls(host);
  const authority = url.parameter("sslrootcert", text);
  const seconds = url.parameter("timeout", integer(1, 3600)) ?? 60;
  const secret = passwordOf(url);
  url.checkParameters();
  const name = url.path.replace(/^\//, "");
  if (name === "")
    throw url.failure(
      api === "1"
        ? "it names no database; write it as influx://host:8086/database"
        : "it names no bucket; write it as influx://host:8086/bucket?org=ORG",
    );
  if (api === "2" && org === undefined)
    throw url.failure("api=2 wants the organisation too: influx://host:8086/bucket?org=ORG");
  if (api === "1" && org !== undefined) throw url.failure("api=1 has no org; leave one of them out");
  if (api === "2" && policy !== undefined) throw url.failure("rp is of api=1; a bucket has its own");
  const shownHost = host.includes(":") ? `[${host}]` : host;
  const place = (path: string, parameters: Readonly<Record<string, string | undefined>>): URL => {
    const asked = new URL(
      `${tls === "disable" ? "http" : "https"}://${shownHost}:${url.port ?? 8086}${path}`,
    );
    for (const [key, value] of Object.entries(parameters))
      if (value !== undefined) asked.searchParams.set(key, value);
    return asked;
  };
  return {
    shown: url.shown,
    precision,
    write:
      api === "1"
        ? place("/write", { db: name, rp: policy, precision })
        : place("/api/v2/write", { bucket: name, org, precision }),
    forget:
      api === "2"
        ? { how: "predicate", url: place("/api/v2/delete", { bucket: name, org }) }
        : policy === undefined
          ? { how: "statement", url: place("/query", { db: name }) }
          : {
              how: "not",
              why: "a statement would delete those of all retention policies, not of ?rp= alone",
            },
    wanted:
      api === "1"
        ? `there is no database ${name}${policy === undefined ? "" : ` with the retention policy ${policy}`}; CREATE DATABASE makes one`
        : `there is no bucket ${name} of ${org}; \`influx bucket create\` makes one`,
    authority,
    seconds,
    async admission() {
      const told = await secret();
      if (told === undefined) return undefined;
      if (api === "2" || url.user === undefined) return `Token ${told}`;
      return `Basic ${Buffer.from(`${url.user}:${told}`).toString("base64")}`;
    },
  };
}

const defaultTls = (host: string): "disable" | "verify-full" => (isLocal(host) ? "disable" : "verify-full");
