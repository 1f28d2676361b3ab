/** Who we are to a real NATS server, each way that a URL can say it: admitted when it is right, refused by name when not, and never shown. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nkeys } from "@nats-io/transport-node";
import { describe, expect, it, onTestFinished } from "vitest";
import { selfSigned } from "../../src/input/link/sending/self-signed.js";
import { natsPublishing, natsTarget } from "../../src/live/delivery/nats.js";
import { temporaryFolder } from "../input/source/folder.js";
import { hasNats, type NatsBroker, natsBroker } from "./nats-broker.js";

/** Paths of files with these contents, by their names. */
function files<Name extends string>(
  contents: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> {
  const folder = temporaryFolder();
  return Object.fromEntries(
    Object.entries<string>(contents).map(([name, content]) => {
      writeFileSync(join(folder, name), content, { mode: 0o600 });
      return [name, join(folder, name)];
    }),
  ) as Record<Name, string>;
}

async function started(settings: readonly string[]): Promise<NatsBroker> {
  const broker = await natsBroker(settings);
  await broker.start();
  return broker;
}

/** Opens JetStream there, as a stream does; what it says where it is not let in. */
async function opened(
  broker: NatsBroker,
  query: string,
  { user = "", scheme = "nats" } = {},
): Promise<string> {
  const target = natsTarget(natsPublishing(`${scheme}://${user}127.0.0.1:${broker.port}/rig?${query}`));
  try {
    await (await target.open(AbortSignal.timeout(20_000))).close();
    return "opened";
  } catch (error) {
    return (error as Error).message;
  }
}

/** A token of NATS, signed by one key about another: https://docs.nats.io/running-a-nats-service/configuration/securing_nats/jwt */
function jwt(by: nkeys.KeyPair, about: nkeys.KeyPair, name: string, nats: object): string {
  const part = (value: object | Uint8Array): string =>
    Buffer.from(value instanceof Uint8Array ? value : JSON.stringify(value)).toString("base64url");
  const told = {
    jti: name,
    iat: 1_700_000_000,
    iss: by.getPublicKey(),
    sub: about.getPublicKey(),
    name,
    nats,
  };
  const text = `${part({ typ: "JWT", alg: "ed25519-nkey" })}.${part(told)}`;
  return `${text}.${part(by.sign(Buffer.from(text)))}`;
}

const seedOf = (key: nkeys.KeyPair): string => Buffer.from(key.getSeed()).toString();

const NOT_ADMITTED = "it does not admit us; check user, password, token or credentials";

describe.skipIf(!hasNats)(`a server${hasNats ? "" : " (skipped: there is no nats-server)"} admits`, () => {
  it("a user by password, from a file, a variable or the URL", async () => {
    const broker = await started(['authorization { user: edge, password: "p4ss-w0rd" }']);
    const { right, wrong } = files({ right: "p4ss-w0rd\n", wrong: "another\n" });
    process.env["RIG_PASSWORD"] = "p4ss-w0rd";
    onTestFinished(() => void delete process.env["RIG_PASSWORD"]);
    expect(await opened(broker, `passwordFile=${right}`, { user: "edge@" })).toBe("opened");
    expect(await opened(broker, "passwordEnv=RIG_PASSWORD", { user: "edge@" })).toBe("opened");
    expect(await opened(broker, "", { user: "edge:p4ss-w0rd@" })).toBe("opened");
    for (const [query, user] of [
      [`passwordFile=${wrong}`, "edge@"],
      [`passwordFile=${right}`, "other@"],
      ["", "edge:wr0ng-one@"],
      ["", ""],
    ] as const) {
      const said = await opened(broker, query, { user });
      expect(said).toContain(NOT_ADMITTED);
      expect(said).not.toMatch(/p4ss|wr0ng/);
    }
  });

  it("who has its token", async () => {
    const broker = await started(['authorization { token: "s3cret-t0ken" }']);
    const { right, wrong } = files({ right: "s3cret-t0ken\n", wrong: "another\n" });
    expect(await opened(broker, `tokenFile=${right}`)).toBe("opened");
    expect(await opened(broker, "token=s3cret-t0ken")).toBe("opened");
    const said = await opened(broker, `tokenFile=${wrong}`);
    expect(said).toContain(NOT_ADMITTED);
    expect(said).not.toContain("another\n");
    expect(() => natsPublishing("nats://hub/rig?token=a&nkeyFile=b")).toThrow(/more than once who we are/);
  });

  it("who has the seed of a key that it knows", async () => {
    const [known, stranger] = [nkeys.createUser(), nkeys.createUser()];
    const broker = await started([`authorization { users: [ { nkey: ${known.getPublicKey()} } ] }`]);
    const { right, wrong } = files({ right: `${seedOf(known)}\n`, wrong: `${seedOf(stranger)}\n` });
    expect(await opened(broker, `nkeyFile=${right}`)).toBe("opened");
    const said = await opened(broker, `nkeyFile=${wrong}`);
    expect(said).toContain(NOT_ADMITTED);
    expect(said).not.toContain(seedOf(stranger));
    const broken = await opened(broker, `nkeyFile=${files({ broken: "SUNOSEED\n" }).broken}`);
    expect(broken).not.toBe("opened");
    expect(broken).not.toContain("SUNOSEED");
    expect(await opened(broker, "nkeyFile=/nowhere/key")).toContain("/nowhere/key");
  });

  it("who has credentials of an account, and not those of another operator's", async () => {
    const [operator, system, account] = [
      nkeys.createOperator(),
      nkeys.createAccount(),
      nkeys.createAccount(),
    ];
    const user = nkeys.createUser();
    const limits = {
      subs: -1,
      data: -1,
      payload: -1,
      imports: -1,
      exports: -1,
      wildcards: true,
      conn: -1,
      leaf: -1,
    };
    const stores = { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 };
    const rigs = jwt(operator, account, "rigs", {
      type: "account",
      version: 2,
      limits: { ...limits, ...stores },
    });
    const broker = await started([
      `operator: ${jwt(operator, operator, "operator", { type: "operator", version: 2, system_account: system.getPublicKey() })}`,
      "resolver: MEMORY",
      "resolver_preload {",
      `  ${system.getPublicKey()}: ${jwt(operator, system, "system", { type: "account", version: 2, limits })}`,
      `  ${account.getPublicKey()}: ${rigs}`,
      "}",
    ]);
    const credentials = (by: nkeys.KeyPair): string =>
      [
        "-----BEGIN NATS USER JWT-----",
        jwt(by, user, "edge", {
          type: "user",
          version: 2,
          subs: -1,
          data: -1,
          payload: -1,
          pub: {},
          sub: {},
        }),
        "------END NATS USER JWT------",
        "-----BEGIN USER NKEY SEED-----",
        seedOf(user),
        "------END USER NKEY SEED------",
        "",
      ].join("\n");
    const { right, wrong } = files({
      right: credentials(account),
      wrong: credentials(nkeys.createAccount()),
    });
    expect(await opened(broker, `credsFile=${right}`)).toBe("opened");
    const said = await opened(broker, `credsFile=${wrong}`);
    expect(said).toContain(NOT_ADMITTED);
    expect(said).not.toContain(seedOf(user));
  });

  it("over TLS whom it knows by certificate, and is taken only for who it says it is", async () => {
    const [server, client] = [await selfSigned(), await selfSigned({ names: ["rig-7"] })];
    const paths = files({
      "server.pem": server.cert,
      "server.key": server.key,
      "client.pem": client.cert,
      "client.key": client.key,
    });
    const broker = await started([
      `tls { cert_file: "${paths["server.pem"]}", key_file: "${paths["server.key"]}", ca_file: "${paths["client.pem"]}", verify: true }`,
    ]);
    const secured = { scheme: "natss" };
    const ca = `ca=${paths["server.pem"]}`;
    const own = `cert=${paths["client.pem"]}&key=${paths["client.key"]}`;
    expect(await opened(broker, `${ca}&${own}`, secured)).toBe("opened");
    expect(await opened(broker, ca, secured)).toMatch(/certificate/);
    expect(await opened(broker, own, secured)).toMatch(/signed by itself; name it with ca/);
    expect(await opened(broker, `${ca}&${own}&serverName=hub.example`, secured)).toMatch(/for another name/);
    const plain = await started([]);
    expect(await opened(plain, ca, secured)).toMatch(/it speaks no TLS; use nats:\/\//);
  });
});
