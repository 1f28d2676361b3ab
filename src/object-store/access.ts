/** Where the store listens and with which keys: from the environment, as other programs of S3 have it. */
import { readFileSync } from "node:fs";
import { Failure, systemCode } from "../failure/failure.js";

export interface StoreAccess {
  /** The URL of the bucket, its name in the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly key: string;
  readonly secret: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws Failure("usage") where something is missing. */
export function storeAccess(bucket: string, environment: Environment = process.env): StoreAccess {
  const told = (...names: readonly string[]): string | undefined =>
    names.map((name) => environment[name] || contentOf(name, environment[`${name}_FILE`])).find(Boolean);
  if (told("AWS_SESSION_TOKEN") !== undefined)
    throw new Failure(
      "bad-config",
      "AWS_SESSION_TOKEN: keys that hold for a while only are not supported; give keys of a user of the store, and unset it",
    );
  const region = told("AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1";
  const place =
    told("WITS_S3_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") ??
    `https://s3.${region}.amazonaws.com`;
  if (!URL.canParse(place) || !/^https?:$/.test(new URL(place).protocol))
    throw new Failure(
      "bad-config",
      `WITS_S3_ENDPOINT: ${place} is no URL such as https://minio.example:9000`,
    );
  const needed = (name: string): string => {
    const value = told(name);
    if (value !== undefined) return value;
    throw new Failure(
      "missing-option",
      `nothing tells the keys of the object store: set ${name}, or ${name}_FILE to a file that has it`,
    );
  };
  return {
    endpoint: `${place.replace(/\/+$/, "")}/${bucket}`,
    region,
    key: needed("AWS_ACCESS_KEY_ID"),
    secret: needed("AWS_SECRET_ACCESS_KEY"),
  };
}

function contentOf(name: string, path: string | undefined): string | undefined {
  if (path === undefined || path === "") return undefined;
  try {
    return readFileSync(path, "utf8").trim() || undefined;
  } catch (cause) {
    throw new Failure(
      "bad-config",
      `${name}_FILE: cannot read ${path}: ${systemCode(cause) ?? String(cause)}`,
      {
        cause,
        place: { file: path },
      },
    );
  }
}
