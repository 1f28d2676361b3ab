/** What the service does by itself, as the server says it; asked again while something runs. */
import { useEffect, useState } from "preact/hooks";
import { type Asked, useAnswer } from "../../device/answers.js";
import { type Sending, useSending } from "../../parts/form.js";
import { ask } from "../../server/request.js";

/** As `GET /jobs` lists it. */
export interface Job {
  readonly name: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly began_at: string | null;
  readonly ended_at: string | null;
  /** Null where it is done all the time. */
  readonly next_at: string | null;
  readonly result: string | null;
  readonly error: string | null;
}

/** Milliseconds between two looks at what runs. */
const LOOK_EVERY = 2000;

export function useJobs(): {
  readonly asked: Asked<{ readonly items: readonly Job[] }>;
  readonly sending: Sending;
  /** Whether it was begun. */
  run(name: string): Promise<boolean>;
} {
  const [version, again] = useState(0);
  const sending = useSending();
  const asked = useAnswer<{ readonly items: readonly Job[] }>("/jobs", version);
  const isRunning = asked.answer?.body.items.some(({ state }) => state === "running") ?? false;
  useEffect(() => {
    if (!isRunning || asked.asking) return;
    const timer = setTimeout(() => again((count) => count + 1), LOOK_EVERY);
    return () => clearTimeout(timer);
  }, [isRunning, asked]);
  return {
    asked,
    sending,
    async run(name) {
      const begun = await sending.send(() => ask(`/jobs/${name}/runs`, { method: "POST" }), []);
      again((count) => count + 1);
      return begun !== undefined;
    },
  };
}
