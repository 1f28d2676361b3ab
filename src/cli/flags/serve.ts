/** Flags of the service. */
import { isIP } from "node:net";
import { roles } from "../../service/identity/roles.js";
import { namedFolderIn } from "../../service/recorded/allowed.js";
import { flag, oneOf, toggle } from "./flag.js";
import { integerIn, listOf, some } from "./values.js";

/** Of `witskit serve`. */
export const SERVE_PORT = 8980;

export const serveTable = {
  demo: toggle(
    "three rigs with six weeks of work to look at, in a folder of their own: --data, or ./witskit-service-demo",
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
    // Nothing is what stands behind it where the list was left out.
    parse: (text): readonly string[] => (text === "" ? [proxyIn(text)] : listOf(text, proxyIn)),
  }),
  datasets: flag({
    value: "LIST",
    description:
      "recorded data that the service gives: a folder of datasets, or NAME=FOLDER for one, with TENANT/ before the name where it is not the first tenant's; TENANT/*=FOLDER for each in a folder",
    usual: "none",
    environment: true,
    parse: (text) => listOf(text, namedFolderIn),
  }),
  tenant: flag({
    value: "NAME",
    description:
      "whose people, keys and tenants these are: the tenant by its id, or by what it is called in addresses",
    usual: "the one that there is",
    parse: some,
  }),
  role: flag({
    value: "ROLE",
    description: `what somebody is in the tenant: ${roles.join(", ")}`,
    ...oneOf(roles, "role"),
  }),
  client: flag({
    value: "ID",
    description: "the client that somebody with the role client belongs to",
    parse: some,
  }),
  rigs: flag({
    value: "LIST",
    description: "the rigs that a supervisor writes reports of; all unless told",
    parse: (text): readonly string[] => listOf(text, some),
  }),
  account: flag({
    value: "EMAIL",
    description: "for whom a key acts, with no more rights than theirs",
    parse: some,
  }),
  permissions: flag({
    value: "LIST",
    description:
      "what a key may do, such as data:read,export:run; `witskit serve openapi` names what each route needs",
    parse: (text): readonly string[] => listOf(text, some),
  }),
  expires: flag({
    value: "DATE",
    description: "the day after which a key is void",
    usual: "never",
    parse: dayIn,
  }),
  date: flag({
    value: "DATE",
    description: "the day that a job is about, such as 2026-03-28",
    usual: "the one that is due",
    parse: dayIn,
  }),
} as const;

function dayIn(text: string): string {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(at) || !new Date(at).toISOString().startsWith(text))
    throw new Error(`"${text}" is no day such as 2026-03-28`);
  return text;
}

/** What is none is the next word of the command line, where the list was left out. */
function proxyIn(text: string): string {
  const [address = "", bits] = text.split("/");
  if (isIP(address) === 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)))
    throw new Error(
      `${text === "" ? "nothing" : text} is no address of a proxy, and no network such as 10.0.0.0/8`,
    );
  return text;
}
