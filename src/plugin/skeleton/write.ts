/** The beginning of a plugin: a module with types, and a test that passes as it is. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unwritable } from "../../durable/unwritable.js";
import { Failure } from "../../failure/failure.js";
import { PLUGIN_API } from "../contract.js";
import { skeletons } from "./skeletons.js";

export const skeletonKinds = Object.keys(skeletons) as readonly (keyof typeof skeletons)[];

/** Into a new folder. Throws a `Failure` for a name that no plugin can have, and where something is there already. */
export async function writeSkeleton(
  kind: keyof typeof skeletons,
  name: string,
  folder: string,
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    throw new Failure(
      "bad-option",
      `a plugin cannot be called ${name}: it takes a-z, 0-9 and hyphens, a letter first`,
    );
  if (existsSync(folder))
    throw new Failure("output-exists", `${folder} is there already; name another folder with -o`, {
      place: { file: folder },
    });
  const { module, test } = skeletons[kind];
  const files = new Map([
    [`${name}.mjs`, filled(`${HEAD}${module}`, name)],
    [`${name}.test.mjs`, filled(test, name)],
    ["tsconfig.json", TSCONFIG],
  ]);
  try {
    await mkdir(folder, { recursive: true });
    for (const [file, text] of files) await writeFile(join(folder, file), text);
  } catch (error) {
    throw unwritable(folder, error);
  }
  return { folder, files: [...files.keys()].map((file) => join(folder, file)) };
}

const filled = (text: string, name: string): string =>
  text.replaceAll("NAME", name).replaceAll("API", String(PLUGIN_API)).trimStart();

const HEAD = `
// @ts-check
`;

/** An editor, and \`npx tsc -p .\`, then hold the module against the types of witskit. */
const TSCONFIG = `{
  "compilerOptions": {
    "module": "NodeNext",
    "target": "ES2023",
    "strict": true,
    "checkJs": true,
    "noEmit": true,
    "skipLibCheck": true
  },
  "include": ["*.mjs"]
}
`;
