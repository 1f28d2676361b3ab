/** `witskit mock-server`: a rig to test against, which sends what a rig sends and fails as lines fail. */

import { openFileOutput } from "../../durable/file-output.js";
import { commitOutputs } from "../../durable/output.js";
import { Failure } from "../../failure/failure.js";
import type { MockEvent, MockRig } from "../../samples/mock/rig.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { print } from "../page/print.js";
import { say } from "../page/say.js";
import { bytesText, counted } from "../page/wording.js";

const USUAL_URL = "tcp-listen://127.0.0.1:9872";

export const mockServerCommand: Command = {
  name: "mock-server",
  summary: "Send WITS as a rig does, by TCP, TLS, UDP or serial line, with faults on demand.",
  examples: [
    { line: "witskit mock-server", does: "a rig that drills, second by second, on 127.0.0.1:9872" },
    {
      line: "witskit mock-server tcp-listen://127.0.0.1:0 --data log.wits --speed 10",
      does: "a log, ten times as fast",
    },
    {
      line: "witskit mock-server --data rig --rate 100 --loop",
      does: "generated frames, a hundred a second",
    },
    { line: "witskit mock-server --pason half", does: "silent until it is spoken to" },
    { line: "witskit mock-server --fault drop:1%,stall:5s:@200,garbage", does: "a bad line" },
    { line: "witskit mock-server tls-listen://127.0.0.1:9873 --write-cert ca.pem", does: "TLS" },
    { line: "witskit mock-server udp://127.0.0.1:8001", does: "a packet a frame, to who listens there" },
  ],
  arguments: [
    {
      name: "URL",
      description: `where it listens or sends: tcp-listen://, tls-listen://, tcp://, udp://, serial:// (default ${USUAL_URL})`,
      optional: true,
    },
  ],
  flags: [
    "data",
    "rate",
    "speed",
    "loop",
    "hold",
    "fault",
    "pason",
    "echo",
    "clients",
    "seed",
    "hours",
    "units",
    "writeCert",
    "force",
    "quiet",
    "verbose",
  ],
  run: mockServer,
};

async function mockServer({ arguments: [url = USUAL_URL], flags, signal }: Invocation): Promise<ExitCode> {
  const { startMockRig } = await import("../../samples/mock/rig.js");
  const { units, quiet, fault: faults, writeCert, force, ...rest } = flags;
  if (units === "fps-uk")
    throw new Failure("bad-option", "--units: a mock rig sends metric or fps, not fps-uk");
  const rig = await startMockRig({ ...rest, url, units, faults, onEvent: quiet ? undefined : tell });
  try {
    if (writeCert !== undefined) await keepCertificate(rig, writeCert, force ?? false);
    await print(rig.url);
    if (!quiet) say(`sends    ${rig.shown}, ${paceText(flags)}`);
    await Promise.race([rig.done, aborted(signal)]);
  } finally {
    await rig.close();
  }
  const { clients, frames, bytes, faults: struck } = rig.sent;
  const faultsText = Object.entries(struck)
    .filter(([, times]) => times > 0)
    .map(([kind, times]) => `, ${kind} ${times}`);
  if (!quiet) {
    say(
      `sent     ${counted(frames, "frame")}, ${bytesText(bytes)}, to ${counted(clients, "client")}${faultsText.join("")}`,
    );
  }
  return ExitCode.done;
}

async function keepCertificate({ certificate }: MockRig, path: string, force: boolean): Promise<void> {
  if (certificate === undefined) {
    throw new Failure("option-not-kept", "--write-cert: there is a certificate with tls-listen:// alone");
  }
  const output = await openFileOutput(path, { force });
  await output.write(Buffer.from(certificate));
  await commitOutputs([output]);
}

function tell(event: MockEvent): void {
  if (event.kind === "waiting") {
    say(`${event.why}. It is tried again`);
    return;
  }
  const who = `client ${event.client}`;
  switch (event.kind) {
    case "came":
      say(`${who} came: ${event.peer}`);
      break;
    case "fault":
      say(`${who} ${event.fault} at frame ${event.frame}`);
      break;
    case "left": {
      const why = event.complete ? "has all" : "left";
      say(`${who} ${why}: ${counted(event.frames, "frame")}, ${bytesText(event.bytes)}`);
    }
  }
}

function paceText({ rate, speed = 1 }: Invocation["flags"]): string {
  if (rate !== undefined) return `${counted(rate, "frame")} a second`;
  if (speed === "max") return "as fast as they are taken";
  return speed === 1 ? "by their own clock" : `${speed} times as fast as their own clock`;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
