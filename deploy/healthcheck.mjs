/**
 * Whether the program in this container is alive, by its own answer: 0 or 1. It asks where `WITS_MONITOR` says that the monitor listens, or the service
 * of shift reports by `WITS_PORT`; a container with neither, a conversion say, is alive while it runs.
 */
const address = process.env["WITS_MONITOR"] ?? process.env["WITS_PORT"] ?? "";
if (address === "") process.exit(0);

const [, port = "9464"] = /:?(\d+)$/.exec(address) ?? [];
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(4000) });
  const said = await answer.text();
  console.log(said.trim());
  process.exit(answer.ok && JSON.parse(said).status === "alive" ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
