import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type ConnectionOptions, connect, createServer, type TLSSocket, type TlsOptions } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Certificate, selfSigned } from "../../../src/input/link/sending/self-signed.js";
import { until } from "../../until.js";
import { temporaryFolder } from "../source/folder.js";
import { frame, freePort, type Running, run, serve } from "./rig.js";

const HOUR = 3_600_000;

async function serveTls(
  options: TlsOptions,
  onSocket = (socket: TLSSocket) => void socket.write(frame(1)),
  port = 0,
) {
  const server = createServer(options, (socket) => {
    socket.on("error", () => {});
    onSocket(socket);
  });
  server.on("tlsClientError", () => {});
  onTestFinished(() => void server.close());
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

/** The path of a certificate or key, in a folder of its own. */
function file(content: string, name = "ca.pem"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

const trouble = async (running: Running): Promise<string> => {
  await until(() => running.link.status.failures > 0);
  await running.stop();
  return running.link.status.trouble!;
};

describe("a link over TLS", () => {
  it("gives what is sent when the certificate is trusted and for the host", async () => {
    const certificate = await selfSigned();
    const { port } = await serveTls(certificate);
    const running = await run(`tls://127.0.0.1:${port}?ca=${file(certificate.cert)}`);
    await until(() => running.text() === frame(1));
    const named = await run(`tls://127.0.0.1:${port}?serverName=localhost`, {
      tls: { ca: file(certificate.cert) },
    });
    await until(() => named.text() === frame(1));
  });

  it("is refused, and says why, when the certificate is wrong", async () => {
    const refused = async (certificate: Certificate, query = ""): Promise<string> => {
      const { port } = await serveTls(certificate);
      return trouble(await run(`tls://127.0.0.1:${port}?ca=${file(certificate.cert)}${query}`));
    };
    const now = Date.now();
    const expired = await selfSigned({ from: new Date(now - 2 * HOUR), until: new Date(now - HOUR) });
    expect(await refused(expired)).toMatch(/has expired/);
    expect(await refused(await selfSigned({ from: new Date(now + HOUR) }))).toMatch(/not valid yet/);
    expect(await refused(await selfSigned({ names: ["other.example"] }))).toMatch(
      /for another name.*serverName/,
    );
    expect(await refused(await selfSigned(), "&serverName=rig.example")).toMatch(
      /for another name.*rig\.example/,
    );
    const { port } = await serveTls(await selfSigned());
    expect(await trouble(await run(`tls://127.0.0.1:${port}`))).toMatch(/signed by itself; name it with ca/);
    const other = file((await selfSigned()).cert);
    expect(await trouble(await run(`tls://127.0.0.1:${port}?ca=${other}`))).toMatch(/sign/);
  });

  it("comes up by itself when the certificate was renewed", async () => {
    const expired = await selfSigned({
      from: new Date(Date.now() - 2 * HOUR),
      until: new Date(Date.now() - HOUR),
    });
    const { server, port } = await serveTls(expired);
    const ca = file(expired.cert);
    const running = await run(`tls://127.0.0.1:${port}?ca=${ca}`);
    await until(() => running.link.status.failures > 0);
    const renewed = await selfSigned();
    server.setSecureContext(renewed);
    writeFileSync(ca, renewed.cert);
    await until(() => running.text() === frame(1));
  });

  it("shows a certificate of ours where one is wanted, and says so where it is missing", async () => {
    const [certificate, ours] = [await selfSigned(), await selfSigned()];
    const { port } = await serveTls({
      ...certificate,
      ca: ours.cert,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const url = `tls://127.0.0.1:${port}?ca=${file(certificate.cert)}`;
    const without = await run(url);
    await until(() => without.link.status.trouble !== undefined);
    expect(without.link.status.trouble).toMatch(/certificate of ours|reset/);
    await without.stop();
    const running = await run(`${url}&cert=${file(ours.cert)}&key=${file(ours.key)}`);
    await until(() => running.text() === frame(1));
    await expect(run(`${url}&cert=${file(ours.cert)}`)).rejects.toThrow(/needs both cert and key/);
  });

  it("checks nothing only when told so by name, and warns", async () => {
    const { port } = await serveTls(await selfSigned({ names: ["other.example"] }));
    const warning = once(process, "warning");
    const running = await run(`tls://127.0.0.1:${port}?insecure`);
    await until(() => running.text() === frame(1));
    expect(String((await warning)[0])).toMatch(/is not checked \(insecure\)/);
  });

  it("says when nothing there speaks TLS, or nothing speaks at all", async () => {
    const plain = await serve((socket) => socket.end("&&\r\n01081\r\n!!\r\n"));
    expect(await trouble(await run(`tls://127.0.0.1:${plain.port}`))).toMatch(/does not speak TLS/);
    const silent = await serve(() => {});
    expect(await trouble(await run(`tls://127.0.0.1:${silent.port}?connectTimeout=50ms`))).toMatch(
      /no secure connection within 50 ms/,
    );
    expect(await trouble(await run(`tls://127.0.0.1:${await freePort()}`))).toMatch(/nobody listens there/);
  });

  it("ends with a usage that cannot be mended: a file that is not there", async () => {
    const running = await run("tls://127.0.0.1:1?ca=/no/such/ca.pem");
    expect(await running.ended).toMatchObject({
      kind: "input",
      message: expect.stringContaining("/no/such/ca.pem"),
    });
  });
});

describe("a link that listens over TLS", () => {
  const listening = async (query: string): Promise<{ running: Running; port: number }> => {
    const running = await run(`tls-listen://127.0.0.1:0?${query}`);
    await until(() => running.link.status.state === "open");
    return { running, port: Number(/:(\d+)/.exec(running.link.status.url)![1]) };
  };
  const dial = (options: ConnectionOptions): TLSSocket => {
    const socket = connect({ host: "127.0.0.1", ...options }, () => socket.write(frame(5)));
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
    return socket;
  };

  it("takes senders that trust it, and those that it trusts where it asks them", async () => {
    const [own, sender] = [await selfSigned(), await selfSigned()];
    const query = `cert=${file(own.cert)}&key=${file(own.key)}`;
    const open = await listening(query);
    dial({ port: open.port, ca: own.cert });
    await until(() => open.running.text("127.0.0.1") === frame(5));
    const asking = await listening(`${query}&ca=${file(sender.cert)}`);
    const refused = dial({ port: asking.port, ca: own.cert });
    await new Promise((resolve) => refused.once("close", resolve));
    dial({ port: asking.port, ca: own.cert, cert: sender.cert, key: sender.key });
    await until(() => asking.running.text() === frame(5));
    expect(asking.running.link.status.connections).toBe(1);
  });

  it("shows a certificate, which it must have", async () => {
    await expect(run("tls-listen://127.0.0.1:0")).rejects.toThrow(/name it with cert and key/);
  });
});
