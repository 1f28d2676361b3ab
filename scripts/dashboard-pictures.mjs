/**
 * Takes the pictures of the dashboard that the documentation shows, of rigs that are none: `docs/dashboard-terminal.png` by
 * tmux and Chromium, `docs/dashboard-web.png` by Chromium. Takes a minute and a half.
 */
import "./node-version.mjs";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { root } from "./step.mjs";
import { terminalPage } from "./terminal-page.mjs";

await install();
await build();
/** @type {typeof import("../src/index.js")} */
const { startMockRig } = await import(new URL("../dist/index.js", import.meta.url).href);
const { default: puppeteer } = await import("puppeteer-core");

const MAIN = join(root, "dist/cli/main.js");
const COLUMNS = 80;
const ROWS = 24;

const executablePath = ["chromium", "chromium-browser", "google-chrome"]
  .map((name) => spawnSync("which", [name], { encoding: "utf8" }).stdout.trim())
  .find((path) => path !== "");
if (executablePath === undefined) throw new Error("there is no Chromium here to take pictures with");
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
const rigs = [
  await startMockRig({ data: "connection_sequence", speed: 45, seed: 3 }),
  await startMockRig({ data: "basic_drilling", speed: 10 }),
];
const links = [`rig-7=${rigs[0]?.url}`, `rig-8=${rigs[1]?.url}`, "rig-9=tcp://127.0.0.1:9"];
try {
  await Promise.all([terminalPicture(), webPicture()]);
} finally {
  await browser.close();
  for (const rig of rigs) await rig.close();
}

async function terminalPicture() {
  const folder = mkdtempSync(join(tmpdir(), "witskit-"));
  /** @param {string[]} words */
  const tmux = (...words) =>
    spawnSync("tmux", ["-S", join(folder, "socket"), ...words], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C.UTF-8" },
    }).stdout;
  const line = `env LC_ALL=C.UTF-8 ${process.execPath} ${MAIN} dashboard ${links.join(" ")} --units metric`;
  tmux("-f", "/dev/null", "new-session", "-d", "-x", `${COLUMNS}`, "-y", `${ROWS}`, line);
  try {
    await delay(75_000);
    const page = await browser.newPage();
    await page.setContent(terminalPage(tmux("capture-pane", "-e", "-p"), COLUMNS));
    await (await page.$("body"))?.screenshot({ path: join(root, "docs/dashboard-terminal.png") });
  } finally {
    tmux("kill-server");
    rmSync(folder, { recursive: true, force: true });
  }
}

async function webPicture() {
  const child = spawn(process.execPath, [MAIN, "dashboard", ...links, "--web", "0", "--units", "metric"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [address] = await once(child.stdout, "data");
    const page = await browser.newPage();
    await page.setViewport({ width: 1440, height: 860 });
    await page.goto(String(address).trim());
    await delay(75_000);
    await page.screenshot({ path: join(root, "docs/dashboard-web.png") });
  } finally {
    child.kill();
  }
}
