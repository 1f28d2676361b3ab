/**
 * Files of a report published to NATS, each to `PREFIX.STREAM.report` of every stream that its well has rows of: a stream of JetStream says
 * that it has them. One that went out twice has the same id, by which the server drops the second.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { tokenOf } from "../../input/link/transport/nats-message.js";
import { natsFailure } from "../../input/link/transport/nats-server.js";
import { type NatsPublishing, openJetStream } from "../delivery/nats.js";
import { mediaType } from "./media-type.js";
import type { ReportToSend } from "./way.js";

/** Bytes of a message that its headers may take. */
const HEADERS = 4096;

/** Throws what stood in the way. */
export async function publishReport(
  publishing: NatsPublishing,
  { day, path, streams }: ReportToSend,
  signal: AbortSignal,
): Promise<void> {
  const bytes = await readFile(path);
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 24);
  const opened = await openJetStream(publishing, bytes.length + HEADERS, signal);
  try {
    for (const stream of streams) {
      const token = tokenOf(stream);
      const headers = opened.headers();
      headers.set("Content-Type", mediaType(path));
      headers.set("Witskit-Day", day);
      headers.set("Witskit-File", encodeURIComponent(basename(path)));
      await opened.publish(`${publishing.prefix}.${token}.report`, bytes, {
        id: `report.${token}.${day}.${digest}`,
        headers,
        signal,
      });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw natsFailure(`${publishing.server.address} does not take the report`, error);
  } finally {
    await opened.close();
  }
}
