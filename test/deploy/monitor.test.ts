/** The dashboard, the rules and the health check of `deploy/`, held against the monitor of a recorder that runs. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hearWitskit, SAMPLES } from "../cli/binary.js";
import { ROOT } from "../docs/page.js";
import { until } from "../until.js";
import { DEPLOY, documentsOf, textOf } from "./files.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
let recorder: ReturnType<typeof hearWitskit>;
let url = "";
/** By its name, the labels that its samples have. */
const metrics = new Map<string, Set<string>>();

beforeAll(async () => {
  // Rejects and a gap, too; it is followed, so that the recorder goes on.
  cpSync(join(SAMPLES, "noise.wits"), join(cwd, "rig.wits"));
  const line = `stream rig-7=file://${cwd}/rig.wits?follow -o rig/ --rotate-every 1s --compact --report reports/ --units metric`;
  recorder = hearWitskit(`${line} --monitor 127.0.0.1:0 --log json`, cwd);
  url = await until(() => /"url":"(http:[^"]+)"/.exec(recorder.said.err)?.[1]);
  // What counts the dataset is there when a part is.
  const text = await until(async () => {
    const answer = await (await fetch(`${url}/metrics`)).text();
    return /^witskit_dataset_rejects_total\{/m.test(answer) && answer;
  });
  for (const [, name] of text.matchAll(/^# TYPE (\S+) /gm)) metrics.set(name!, new Set());
  for (const [, name, labels = ""] of text.matchAll(/^(\w+)(?:\{(.*)\})? /gm))
    for (const [, label] of labels.matchAll(/(\w+)="/g)) metrics.get(name!)?.add(label!);
  // What has no sample while all is well: its labels stand in the documentation.
  const told = readFileSync(join(ROOT, "docs/monitoring.md"), "utf8");
  for (const [, name, labels] of told.matchAll(/`(witskit_\w+)\{([\w,]+)\}`/g))
    for (const label of labels!.split(",")) metrics.get(name!)?.add(label);
});
afterAll(async () => {
  recorder.child.kill();
  await recorder.ended;
  rmSync(cwd, { recursive: true, force: true });
});

/** What Prometheus itself makes of each target. */
const OF_PROMETHEUS = new Map([["up", new Set<string>()]]);
const OF_TARGETS = ["instance", "job"];

/** Where an expression is about what the monitor does not have. */
function faultsIn(expression: string): string[] {
  const told = expression.replaceAll(/\$\w+/g, "1m");
  const names = told.replaceAll(/"[^"]*"|\{[^}]*\}|\[[^\]]*\]|\b(?:by|without|on|ignoring) ?\([^)]*\)/g, " ");
  const used = [...names.matchAll(/\b(?:witskit|process|nodejs|up)(?:_\w+)?\b/g)].map(([name]) => name);
  const faults = used.filter((name) => !metrics.has(name) && !OF_PROMETHEUS.has(name));
  if (used.length === 0) faults.push(`no metric in ${expression}`);
  const asked = [...told.matchAll(/(\w+)\{([^}]*)\}/g)].flatMap(([, name, labels]) =>
    [...labels!.matchAll(/(\w+) ?(?:=~|!~|!=|=)/g)].map(([, label]) => [name!, label!] as const),
  );
  const grouped = [...told.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels]) =>
    labels!.split(/, ?/).map((label) => [used[0]!, label] as const),
  );
  for (const [name, label] of [...asked, ...grouped])
    if (!OF_TARGETS.includes(label) && !metrics.get(name)?.has(label))
      faults.push(`${name} has no label ${label}`);
  return faults;
}

/** Of labels that are shown: `{{link}}`, `$labels.link`. */
const shownIn = (text: string): string[] =>
  [...text.matchAll(/\{\{ ?(?:\$labels\.)?(\w+) ?\}\}/g)].map(([, name]) => name!);

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly {
    readonly expr: string;
    readonly legendFormat: string;
    readonly refId: string;
  }[];
}
const dashboard = JSON.parse(textOf("grafana/witskit.json")) as {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly query: string | { readonly query: string } }[];
  };
};
const rules = (
  documentsOf("prometheus/alerts.yml")[0] as {
    groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
  }
).groups.flatMap((group) => group.rules);

describe("the dashboard", () => {
  it("asks for what the monitor has", () => {
    const targets = dashboard.panels.flatMap(({ title, targets = [] }) =>
      targets.map((target) => ({ title, ...target })),
    );
    expect(targets.length).toBeGreaterThan(15);
    for (const { title, expr, legendFormat } of targets) {
      expect(faultsIn(expr), title).toEqual([]);
      const [name] = expr.match(/(?:witskit|process|nodejs)_\w+/) ?? [];
      for (const label of shownIn(legendFormat))
        if (!OF_TARGETS.includes(label))
          expect([...(metrics.get(name!) ?? [])], `${title}: ${label}`).toContain(label);
    }
  });

  it("shows every metric of ours, or the rules watch it", () => {
    const all = JSON.stringify([dashboard, rules]);
    // Counts that say how often, where a trouble says that it fails.
    const left = ["witskit_link_echoed_bytes_total", "witskit_compactions_total", "witskit_reports_total"];
    const own = [...metrics.keys()].filter((name) => name.startsWith("witskit_") && !left.includes(name));
    expect(own.filter((name) => !all.includes(name))).toEqual([]);
  });

  it("has variables that are filled from the monitor, and panels that do not lie on each other", () => {
    for (const { name, query } of dashboard.templating.list) {
      const [, metric, label] =
        /^label_values\((\w+).*, (\w+)\)$/.exec(typeof query === "string" ? query : query.query) ?? [];
      if (metric === undefined) continue;
      expect(metrics.has(metric), name).toBe(true);
      expect([...OF_TARGETS, ...metrics.get(metric)!], name).toContain(label);
    }
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const [i, { gridPos: a, title }] of panels.entries()) {
      expect(a.x + a.w, title).toBeLessThanOrEqual(24);
      for (const { gridPos: b, title: other } of panels.slice(i + 1))
        expect(
          a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y,
          `${title}, ${other}`,
        ).toBe(true);
    }
  });
});

it.each(rules.map((rule) => [rule.alert, rule] as const))(
  "the rule %s is about what the monitor has",
  (_name, rule) => {
    expect(faultsIn(rule.expr)).toEqual([]);
    const [name = "up"] = rule.expr.match(/witskit_\w+/) ?? [];
    for (const label of Object.values(rule.annotations)
      .flatMap(shownIn)
      .filter((one) => !one.startsWith("value")))
      expect([...OF_TARGETS, ...(metrics.get(name) ?? [])], label).toContain(label);
  },
);

describe("the health check", () => {
  const check = (monitor: string): Promise<number | null> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join(DEPLOY, "healthcheck.mjs")], {
        env: { ...process.env, WITS_MONITOR: monitor },
        stdio: "ignore",
      });
      child.once("close", resolve);
    });

  it("is well while the recorder lives", async () => {
    expect(await check(`0.0.0.0:${new URL(url).port}`)).toBe(0);
    expect(await check(new URL(url).port)).toBe(0);
  });

  it("is not where nobody answers", async () => expect(await check("127.0.0.1:1")).toBe(1));

  it("has nothing to ask where there is no monitor", async () => expect(await check("")).toBe(0));
});
