/** What transports are told besides their URLs. */
import type { TlsOptions } from "./tls-options.js";

export interface TransportOptions {
  /** Milliseconds to wait for a connection; 10,000 unless told. A parameter of the URL goes before it. */
  readonly connectTimeout?: number | undefined;
  /** Whoever reads it takes frames as they are: a file is refused whose first lines show that something wraps them. */
  readonly unwrapped?: boolean | undefined;
  /** Of tls://, tls-listen:// and mqtts://. */
  readonly tls?: TlsOptions | undefined;
}
