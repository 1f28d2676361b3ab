/** What transports are told besides their URLs. */
import type { LinkUrl } from "../../../network/link-url.js";
import type { TlsOptions } from "./tls-options.js";
import type { Transport } from "./transport.js";

/** Transports beside ours, as plugins bring them. */
export interface AddedTransports {
  readonly schemes: readonly string[];
  /** Checks the parameters too. Undefined where none of them has the scheme. */
  transportOf(url: LinkUrl, options: TransportOptions): Promise<Transport> | undefined;
}

/** What a transport is told besides its URL. */
export interface TransportOptions {
  /** Milliseconds to wait for a connection; 10,000 unless told. A parameter of the URL goes before it. */
  readonly connectTimeout?: number | undefined;
  /** Whoever reads it takes frames as they are: a file is refused whose first lines show that something wraps them. */
  readonly unwrapped?: boolean | undefined;
  /** What is read is kept: who keeps it for us until then may forget it. */
  readonly kept?: boolean | undefined;
  /** Of tls://, tls-listen://, mqtts:// and natss://. */
  readonly tls?: TlsOptions | undefined;
  readonly added?: AddedTransports | undefined;
}
