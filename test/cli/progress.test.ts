import { describe, expect, it } from "vitest";
import { progressText } from "../../src/cli/page/progress.js";

const progress = { bytes: 2e9, total: 10e9, rejects: 0, source: 3, sources: 40 };

describe("progress", () => {
  it("tells bytes, rate, time left and the source", () => {
    expect(progressText(progress, 10)).toBe("2000 MB of about 10.0 GB, 200 MB/s, 40 s left, source 3 of 40");
  });

  it("tells minutes and hours when there are some, and rejects", () => {
    expect(progressText({ ...progress, rejects: 1234, sources: 1 }, 100)).toBe(
      "2000 MB of about 10.0 GB, 20 MB/s, 7 min left, 1,234 rejects",
    );
    expect(progressText(progress, 3600)).toContain("4 h 0 min left");
  });

  it("of a stream tells only what has come", () => {
    expect(progressText({ ...progress, total: undefined, sources: 1 }, 10)).toBe("2000 MB, 200 MB/s");
  });
});
