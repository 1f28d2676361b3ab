/** What the service has done, counted for `/metrics` in the text form of Prometheus. */

export interface Meter {
  answered(method: string, status: number, milliseconds: number): void;
  text(): string;
}

const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

export function meter(started: number): Meter {
  const answers = new Map<string, number>();
  const within = new Array<number>(BUCKETS.length).fill(0);
  let [count, sum] = [0, 0];
  return {
    answered(method, status, milliseconds) {
      const name = `method="${method}",status="${status}"`;
      answers.set(name, (answers.get(name) ?? 0) + 1);
      count++;
      sum += milliseconds / 1000;
      for (const [i, limit] of BUCKETS.entries()) if (milliseconds / 1000 <= limit) within[i]! += 1;
    },
    text: () =>
      [
        "# TYPE witskit_requests_total counter",
        ...[...answers].map(([labels, times]) => `witskit_requests_total{${labels}} ${times}`),
        "# TYPE witskit_request_seconds histogram",
        ...BUCKETS.map((limit, i) => `witskit_request_seconds_bucket{le="${limit}"} ${within[i]}`),
        `witskit_request_seconds_bucket{le="+Inf"} ${count}`,
        `witskit_request_seconds_sum ${sum}`,
        `witskit_request_seconds_count ${count}`,
        "# TYPE witskit_started_seconds gauge",
        `witskit_started_seconds ${Math.floor(started / 1000)}`,
        "# TYPE process_resident_memory_bytes gauge",
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
        "",
      ].join("\n"),
  };
}
