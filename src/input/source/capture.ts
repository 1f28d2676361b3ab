/**
 * Captures of a network's packets, which are refused: a number may be cut at the end of a packet, packets may come twice and out of
 * order, and what puts them together is at hand wherever they are captured.
 */

/** Of pcap, in both orders of bytes, to the microsecond and to the nanosecond. */
const PCAP = ["\xd4\xc3\xb2\xa1", "\xa1\xb2\xc3\xd4", "\x4d\x3c\xb2\xa1", "\xa1\xb2\x3c\x4d"];
/** Of pcapng: the type of its first block, and the order of bytes behind the block's length. */
const PCAPNG = { mark: "\n\r\r\n", at: 8, orders: ["\x1a\x2b\x3c\x4d", "\x4d\x3c\x2b\x1a"] };

/** A packet as `tcpdump` writes it, with `-A`, `-x` or `-X` or none of them. */
const TCPDUMP =
  /^(?:\d{4}-\d{2}-\d{2} )?\d{2}:\d{2}:\d{2}\.\d+ (?:[\w.]+ {1,2}(?:In|Out) )?IP6? [^\r\n]+ > [^\r\n]+: /m;
/** Its bytes. */
const TCPDUMP_BYTES = /^\s+0x0000: {1,2}[0-9a-f]{2}/m;
/** A packet with the heads of its layers, as `tshark -x` writes it: the first line is that of Ethernet, or of IP. */
const TSHARK = /^0000 {2,3}(?:(?:[0-9a-f]{2} ){12,14}08 00 {1,2}45|45 [0-9a-f]{2} )/m;

const FOLLOW =
  "put its streams together with tcpflow -r FILE -o flows/, and convert flows/*-*; or with " +
  "tshark -r FILE -q -z follow,tcp,hex,0 > stream.txt, which is read";

/** Says what the bytes of a capture are, and what to do; undefined for any others. */
export function captureIn(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  if (PCAP.some((mark) => text.startsWith(mark))) return `it is a capture of packets (pcap); ${FOLLOW}`;
  const order = text.slice(PCAPNG.at, PCAPNG.at + 4);
  if (text.startsWith(PCAPNG.mark) && PCAPNG.orders.includes(order))
    return `it is a capture of packets (pcapng); ${FOLLOW}`;
  const isText = TCPDUMP.test(text) || TCPDUMP_BYTES.test(text) || TSHARK.test(text);
  if (!isText) return undefined;
  return (
    "it is packets as text, the heads of their layers among the bytes; capture with tcpdump -w FILE, then " +
    `${FOLLOW}. docs/containers.md tells how a dump with -X becomes a capture`
  );
}
