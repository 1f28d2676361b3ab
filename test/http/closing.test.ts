/** How a server ends: what is being answered may come to its end, for as long as it is told. */
import type { ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { listen } from "../../src/http/listen.js";

async function asked(patience?: number) {
  let answer: (response: ServerResponse) => void = () => {};
  const under = new Promise<ServerResponse>((resolve) => {
    answer = resolve;
  });
  const { url, close } = await listen((_request, response) => answer(response), {
    what: "a test",
    host: "127.0.0.1",
    port: 0,
    ...(patience !== undefined && { patience }),
  });
  const text = fetch(url).then(
    (response) => response.text(),
    () => "cut",
  );
  return { text, response: await under, close };
}

it("waits for what is being answered, lets nobody in, and is ended once", async () => {
  const { text, response, close } = await asked(60_000);
  const closing = close();
  response.end("whole");
  expect(await text).toBe("whole");
  await closing;
  await close();
});

it("cuts what is still under way when patience is over, or where none is told", async () => {
  for (const patience of [20, undefined]) {
    const { text, close } = await asked(patience);
    await close();
    expect(await text).toBe("cut");
  }
});
