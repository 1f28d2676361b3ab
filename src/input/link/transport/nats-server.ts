/** A NATS server as its URL tells it: `nats://host:4222`, `natss://` over TLS; who we are, by password, token, key or a file of credentials. */
import { readFile } from "node:fs/promises";
import type { Authenticator, NatsConnection, NodeConnectionOptions } from "@nats-io/transport-node";
import type { FailureCode } from "../../../failure/codes.js";
import { Failure, systemCode } from "../../../failure/failure.js";
import { addressText } from "../../../network/address.js";
import { type LinkUrl, text } from "../../../network/link-url.js";
import { abortable } from "../../bytes/abortable.js";
import { unreadable } from "../../bytes/unreadable.js";
import { passwordIn } from "../password.js";
import { secureCode, secureOptions, secureReason, type TlsOptions, tlsOptionsIn } from "./tls-options.js";

export interface NatsServer {
  readonly address: string;
  /** Connects once; a connection that breaks is not made anew by itself. Throws a Failure of the network, or of a file that cannot be read. */
  connect(signal: AbortSignal): Promise<NatsConnection>;
}

export interface NatsServerOptions {
  readonly tls?: TlsOptions | undefined;
  /** Milliseconds to wait for a connection. */
  readonly connectTimeout: number;
}

/** Milliseconds between two signs of life, of which two may be missing. */
const PING = 10_000;

/** Takes its parameters from the URL. Throws Failure("usage") for one that can never be. */
export function natsServer(url: LinkUrl, { tls: told, connectTimeout }: NatsServerOptions): NatsServer {
  if (url.host === "") throw url.failure("a server's host follows, such as nats://hub:4222");
  const address = addressText(url.host, url.port ?? 4222);
  const password = passwordIn(url);
  const identity = identityIn(url);
  const tls = url.scheme === "natss" ? tlsOptionsIn(url, told) : undefined;
  return {
    address,
    async connect(signal) {
      const [{ connect }, pass, authenticator] = await Promise.all([
        import("@nats-io/transport-node"),
        password(),
        identity(),
      ]);
      const options: NodeConnectionOptions = {
        servers: address,
        // Whether to connect again is for who uses it: what is under way is lost with a connection.
        reconnect: false,
        timeout: connectTimeout,
        pingInterval: PING,
        maxPingOut: 2,
        name: "witskit",
        ...(url.user !== undefined && { user: url.user }),
        ...(pass !== undefined && { pass }),
        ...(authenticator !== undefined && { authenticator }),
        ...(tls !== undefined && { tls: await secured(tls) }),
      };
      signal.throwIfAborted();
      const connecting = connect(options);
      try {
        return await abortable(signal, connecting);
      } catch (error) {
        connecting.then((late) => late.close()).catch(() => undefined);
        signal.throwIfAborted();
        throw natsFailure(`cannot connect to ${address}`, error, tls !== undefined && tls.cert === undefined);
      }
    },
  };
}

/** The client hands on all that it is told, and wants texts. */
async function secured(tls: TlsOptions): Promise<NonNullable<NodeConnectionOptions["tls"]>> {
  const { ca, cert, key, ...others } = await secureOptions(tls);
  const files = Object.entries({ ca, cert, key }).filter(([, file]) => file !== undefined);
  return { ...others, ...Object.fromEntries(files.map(([name, file]) => [name, String(file)])) };
}

/** A token, the seed of a key, or a file of credentials with both; each read anew, for they are renewed. */
function identityIn(url: LinkUrl): () => Promise<Authenticator | undefined> {
  const token = url.parameter("token", text);
  const tokenEnv = url.parameter("tokenEnv", text);
  const files = ["tokenFile", "nkeyFile", "credsFile"].map(
    (name) => [name, url.parameter(name, text)] as const,
  );
  const given = files.filter(([, path]) => path !== undefined);
  const ways = [token, tokenEnv, url.user].filter((one) => one !== undefined).length + given.length;
  if (ways > 1) throw url.failure("it says more than once who we are; leave all but one way out");
  if (tokenEnv !== undefined && process.env[tokenEnv] === undefined)
    throw url.failure(`tokenEnv: there is no variable ${tokenEnv} in the environment`);
  return async () => {
    const { credsAuthenticator, nkeyAuthenticator, tokenAuthenticator } = await import(
      "@nats-io/transport-node"
    );
    const known = token ?? (tokenEnv === undefined ? undefined : process.env[tokenEnv]);
    if (known !== undefined) return tokenAuthenticator(known);
    const [[what, path] = []] = given;
    if (path === undefined) return undefined;
    const content = await readFile(path).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    const bare = Buffer.from(content.toString("utf8").trim());
    if (what === "tokenFile") return tokenAuthenticator(bare.toString("utf8"));
    if (what === "nkeyFile") return nkeyAuthenticator(bare);
    return credsAuthenticator(content);
  };
}

/**
 * What the client throws, as a failure of the network: it has classes of its own, and no codes. A server that wants a certificate, and is shown none, says so
 * and closes: what we wrote meanwhile has the connection reset, at times before its word is read.
 */
export function natsFailure(what: string, error: unknown, showsNone = false): Failure {
  if (error instanceof Failure) return error;
  const isReset = showsNone && systemCode(rootOf(error)) === "ECONNRESET";
  const reason = isReset
    ? `${natsReason(error)}; if it wants a certificate of ours, name it with cert and key`
    : natsReason(error);
  return new Failure(natsCode(error), `${what}: ${reason}`, { cause: error });
}

/** The client wraps what the system says. */
const rootOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");

function natsCode(error: unknown): FailureCode {
  if (/Authorization|Authentication|Permission/.test(nameOf(error))) return "not-admitted";
  if (/TimeoutError/.test(nameOf(error))) return "no-answer";
  return secureCode(rootOf(error));
}

function natsReason(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  if (/Authorization|Authentication/.test(name))
    return "it does not admit us; check user, password, token or credentials";
  if (/PermissionViolation/.test(name))
    return `it does not allow that; check the rights of the user (${message})`;
  if (/TimeoutError/.test(name)) return "it did not answer in time; check that it speaks NATS there";
  if (/NoResponders|JetStreamNotEnabled/.test(name) || /no responders/i.test(message))
    return "it has no JetStream; start it with -js, or for this account";
  if (/does not support 'tls'/.test(message))
    return "it speaks no TLS; use nats://, or give the server a certificate";
  return secureReason(rootOf(error));
}
