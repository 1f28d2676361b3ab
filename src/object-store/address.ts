/** `s3://bucket/prefix/`: where a dataset is in an object store. */
import { Failure } from "../failure/failure.js";

const SCHEME = /^s3:\/\//i;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** What every store takes in a name without a question, and a `=` of partitions. */
const SEGMENT = /^[\p{L}\p{N}!_.*'()=+ -]+$/u;

export interface StoreAddress {
  readonly bucket: string;
  /** Ends in `/`; empty where the dataset is the whole bucket. */
  readonly prefix: string;
  /** As it is shown, one form of all that mean the same. */
  readonly shown: string;
}

export const isStoreAddress = (text: string | undefined): text is string =>
  text !== undefined && SCHEME.test(text);

/** Throws Failure("usage") of what is no address of a dataset. */
export function storeAddress(text: string): StoreAddress {
  const wrong = (why: string): Failure =>
    new Failure("bad-option", `${text}: ${why}; a dataset in an object store is s3://bucket/prefix/`);
  const [bucket = "", ...segments] = text.replace(SCHEME, "").replace(/\/$/, "").split("/");
  if (bucket.includes("@"))
    throw wrong("keys do not stand in the address; they are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  if (!BUCKET.test(bucket))
    throw wrong(bucket === "" ? "it names no bucket" : `no bucket can be called ${bucket}`);
  const odd = segments.find((segment) => !SEGMENT.test(segment) || /^\.+$/.test(segment));
  if (odd !== undefined)
    throw wrong(odd === "" ? "a part of its prefix is empty" : `${odd} cannot be in its prefix`);
  const prefix = segments.map((segment) => `${segment}/`).join("");
  return { bucket, prefix, shown: `s3://${bucket}/${prefix}` };
}
