/** Flags of the service. */
import { namedFolderIn } from "../../service/recorded/allowed.js";
import { flag, toggle } from "./flag.js";
import { integerIn, listOf, some } from "./values.js";

/** Of `witskit serve`. */
export const SERVE_PORT = 8980;

export const serveTable = {
  demo: toggle(
    "three rigs with six weeks of work to look at, in a folder of their own: --data, or ./witskit-demo",
  ),
  port: flag({
    value: "N",
    description: "the port that the service listens on; 0 for any that is free",
    usual: `${SERVE_PORT}, or one that is free`,
    environment: true,
    parse: (text): number => integerIn(text, 0, 65_535),
  }),
  host: flag({
    value: "ADDRESS",
    description:
      "the address that the service listens on; beyond this machine only with --tls-cert and --tls-key, or --behind-proxy",
    usual: "127.0.0.1",
    environment: true,
    parse: some,
  }),
  behindProxy: flag({
    value: "LIST",
    optional: "127.0.0.1,::1",
    description:
      "a proxy that speaks TLS stands before the service: its addresses or networks, whose X-Forwarded headers are believed",
    usual: "127.0.0.1,::1",
    environment: true,
    parse: (text): readonly string[] => listOf(text, some),
  }),
  datasets: flag({
    value: "LIST",
    description:
      "recorded data that the service gives: a folder of datasets, or NAME=FOLDER for one, with TENANT/ before the name where it is not the first tenant's; TENANT/*=FOLDER for each in a folder",
    usual: "none",
    environment: true,
    parse: (text) => listOf(text, namedFolderIn),
  }),
} as const;
