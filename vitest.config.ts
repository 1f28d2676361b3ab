import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

/**
 * Tests that start programs, listen on ports, wait for clocks, or take their time otherwise. All others are `npm run test:unit`,
 * which takes less than a minute.
 */
const slow = [
  "test/{bulk,cli,deploy,docs,drill,fuzz,live,notebooks,package,stream,view}/**/*.test.ts",
  "test/decode/{agreement,cases,limits,numbers}.test.ts",
  "test/durable/output.test.ts",
  "test/input/link/**/*.test.ts",
  "test/input/source/stdin.test.ts",
  "test/input/container/{containers,mixed-folder}.test.ts",
  "test/output/sql/**/*.test.ts",
  "test/object-store/**/*.test.ts",
  "test/service/{api,demo,store,web}/**/*.test.ts",
  "test/service/prefill/**/*.test.ts",
  "test/service/export/{everything,everything-served,random-bills}.test.ts",
  "test/samples/{examples,mock/lines,mock/rig,mock/faults,scenarios,shapes}.test.ts",
];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Vitest leaves one core to itself, and half of a machine of two idle: most of these tests wait for programs they started.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [...configDefaults.exclude, ...slow] },
      },
      { extends: true, test: { name: "slow", include: slow } },
    ],
  },
});
