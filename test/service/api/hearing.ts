/** Server-sent events, each as it comes. */

export interface Told {
  readonly id: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect there
  readonly data: any;
}

/** Adds what is told to `heard`, until it is over or the test has heard enough. */
export async function hear(response: Response, heard: Told[]): Promise<void> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const piece of response.body!) {
      text += decoder.decode(piece as Uint8Array, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop()!;
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
        if (field("event") !== "")
          heard.push({ id: field("id"), event: field("event"), data: JSON.parse(field("data")) });
      }
    }
  } catch {
    // Whoever listened has gone.
  }
}
