/** A server of mail, for the time of a test. */
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";

export interface PostOffice {
  readonly url: string;
  /** Mails as they came, and whom each was for. */
  readonly mails: string[];
  readonly to: string[];
  /** What it does with the next ones: takes them, says that it is closed, or that nobody lives there. */
  mood: "takes" | "is closed" | "knows nobody";
  close(): Promise<void>;
}

export async function openPostOffice(): Promise<PostOffice> {
  const office: PostOffice = {
    url: "",
    mails: [],
    to: [],
    mood: "takes",
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
  const said = (text: string, responseCode: number): Error =>
    Object.assign(new Error(text), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onConnect: (_session, done) => done(office.mood === "is closed" ? said("closed", 421) : null),
    onRcptTo: (_address, _session, done) =>
      done(office.mood === "knows nobody" ? said("nobody lives there", 550) : null),
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (piece: Buffer) => {
        text += piece.toString();
      });
      stream.on("end", () => {
        office.mails.push(text);
        office.to.push(session.envelope.rcptTo.map(({ address }) => address).join());
        done();
      });
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await new Promise((resolve) => listening.once("listening", resolve));
  const { port } = listening.address() as AddressInfo;
  return Object.assign(office, { url: `smtp://127.0.0.1:${port}?from=rig@example.com` });
}

/** Refuses so many mails, and keeps the others. */
export async function postOffice(refuses = 0): Promise<{ url: string; mails: string[] }> {
  const mails: string[] = [];
  let left = refuses;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _, done) {
      let text = "";
      stream.on("data", (piece: Buffer) => {
        text += piece.toString();
      });
      stream.on("end", () => {
        if (left-- > 0) done(new Error("the office is closed"));
        else {
          mails.push(text);
          done();
        }
      });
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await new Promise((resolve) => listening.once("listening", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = listening.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}?from=rig@example.com`, mails };
}
