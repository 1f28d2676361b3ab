/** The command lines of the documentation. Those of the examples run beside the examples' files: test/samples/examples.test.ts. */
import { describe } from "vitest";
import { exampleOf, pagesWith } from "./page.js";
import { runCommandsOf } from "./run-commands.js";

describe.each(pagesWith("sh", "console").filter((page) => exampleOf(page) === undefined))("$path", (page) =>
  runCommandsOf(page),
);
