/** The flags of links as their settings; what a URL says goes before them. */
import type { LinkSettings } from "../../input/link/links.js";
import type { FlagValues } from "../flags/flags.js";

export function linkSettings(flags: FlagValues): LinkSettings {
  const { connectTimeout, idleTimeout, staleAfter, handshake, handshakeInterval, handshakeMode } = flags;
  const { tlsCa: ca, tlsCert: cert, tlsKey: key, tlsServerName: serverName, tlsInsecure: insecure } = flags;
  return {
    connectTimeout,
    idleTimeout,
    staleAfter,
    handshake,
    handshakeInterval,
    handshakeMode,
    tls:
      (ca ?? cert ?? key ?? serverName ?? insecure) === undefined
        ? undefined
        : { ca, cert, key, serverName, insecure },
  };
}
