/**
 * People, keys, deputies, the audit chain, settings and one's own account, as an admin has them before them: by keyboard and pointer, at a desk and on
 * a telephone, with names that somebody has written scripts into; and the sign-in by a provider as a browser goes it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, faultsOf, startBrowser } from "../../browser.js";
import { admin, person } from "../api/people.js";
import { type LocalProvider, localProvider } from "../api/provider.js";
import { company, ids, put, report } from "../api/rigs.js";
import { ask, PASSWORD, type Served, start } from "../api/serving.js";
import { faultsOfPage } from "./faults.js";
import { tabTo } from "./keyboard.js";

const DESK = { width: 1440, height: 900 };
const TABLET = { width: 820, height: 1180 };
const TELEPHONE = { width: 360, height: 740 };

/** What would be seen on `window` if a page ran it. */
const HOSTILE = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>"'>{{1}}`;

describe.skipIf(chromium === undefined)(
  `who comes in, in ${chromium ?? "Chromium, which is not here"}`,
  () => {
    const backups = mkdtempSync(join(tmpdir(), "witskit-backups-"));
    let served: Served;
    let local: LocalProvider;
    let browser: Browser;
    let page: Page;
    let thrown: readonly string[];

    beforeAll(async () => {
      served = await start(undefined, {
        ssoAllowPrivate: true,
        backup: { folder: backups, keep: 2 },
      });
      const cookie = await admin(served);
      await company(served, { cookie });
      local = await localProvider(`${served.url}/api/v1/sso/callback`);
      await put(served, "/people/hostile", { name: HOSTILE, role: HOSTILE }, { cookie });
      await put(served, "/rigs/rig-x", { name: HOSTILE, zone: "UTC", slots: SLOTS, wits: null }, { cookie });
      await put(served, "/clients/client-x", { name: HOSTILE, contacts: [] }, { cookie });
      const max = await person(served, cookie, "max", "manager");
      await put(served, `/shifts/${ids.ours}`, report(), { cookie: max.cookie });
      for (const [email, name, role, more] of [
        ["hostile@rig.example", HOSTILE, "supervisor", { rigs: ["rig-x"] }],
        ["formula@rig.example", '=HYPERLINK("http://evil.example")', "client", { client: "client-x" }],
      ] as const)
        await ask(served, "POST /accounts", { cookie, body: { email, name, role, ...more } });
      const key = { name: HOSTILE, permissions: ["data:read", "export:run"] };
      await ask(served, "POST /api-keys", { cookie, body: key });
      const provider = {
        name: HOSTILE,
        kind: "other",
        issuer: local.issuer,
        client_id: "reports",
        client_secret: local.secret,
        domains: [],
        groups_claim: "groups",
        group_map: [{ group: "crew", role: "viewer", client: null, rigs: null }],
        directories: [],
        strangers: "admitted",
        audience: null,
        active: true,
      };
      await put(served, "/sso-providers/hostile", provider, { cookie });
      browser = await startBrowser();
      page = await browser.newPage();
      thrown = faultsOf(page, (url) => url.startsWith(served.url));
      await page.setViewport(DESK);
      await page.goto(served.url);
      await page.waitForSelector(".providers a");
    });
    afterAll(async () => {
      await browser?.close();
      await local?.end();
      await served?.end();
      rmSync(backups, { recursive: true, force: true });
    });

    const go = async (at: string, shows: string): Promise<void> => {
      await page.goto(`${served.url}${at}`);
      await says("main", shows);
    };
    const says = (selector: string, text: string) =>
      page.waitForFunction(
        (wanted, words) =>
          [...document.querySelectorAll(wanted)].some((one) => one.textContent?.includes(words) === true),
        {},
        selector,
        text,
      );
    /** Presses the last of what says that, in what is open. */
    const press = async (text: string, within = "main"): Promise<void> => {
      await page.waitForFunction(
        (words, where) =>
          [...document.querySelectorAll(`${where} button, ${where} a`)].some(
            (one) => one.textContent?.trim() === words || one.getAttribute("aria-label") === words,
          ),
        {},
        text,
        within,
      );
      await page.evaluate(
        (words, where) => {
          const all = [...document.querySelectorAll<HTMLElement>(`${where} button, ${where} a`)];
          all
            .filter((one) => one.textContent?.trim() === words || one.getAttribute("aria-label") === words)
            .at(-1)
            ?.click();
        },
        text,
        within,
      );
    };
    /** Looked at by day and by night, at a desk, on a tablet and on a telephone. */
    const isFine = async (): Promise<void> => {
      for (const scheme of ["light", "dark"]) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        for (const size of scheme === "light" ? [DESK, TABLET, TELEPHONE] : [TELEPHONE]) {
          await page.setViewport(size);
          expect([page.url(), size.width, scheme, await faultsOfPage(page)]).toEqual([
            page.url(),
            size.width,
            scheme,
            [],
          ]);
        }
      }
      await page.setViewport(DESK);
      expect(await page.evaluate(() => (globalThis as unknown as { pwned?: number }).pwned)).toBeUndefined();
    };

    it("shows providers on the sign-in page, and why one refused", async () => {
      await says(".providers a", `Sign in with ${HOSTILE}`);
      await isFine();
      await page.goto(`${served.url}/sign-in?sso=group-overage`);
      await says("[role=alert]", "use app roles");
      await page.goto(`${served.url}/sign-in?sso=<script>`);
      await says("[role=alert]", "The provider did not answer");
    });

    it("lets somebody in by their provider, as their groups say, and out again for another", async () => {
      local.person = { id: "vera", claims: { name: "Vera", groups: ["crew"] } };
      await page.goto(`${served.url}/shifts`);
      await press(`Sign in with ${HOSTILE}`, ".providers");
      await page.waitForSelector(".bar");
      expect(page.url()).toBe(`${served.url}/shifts`);
      await go("/account", "Vera");
      await says("main", "Viewer");
      // Another person at the same device, by password.
      await page.evaluate(() => fetch("/api/v1/session", { method: "DELETE" }));
      await page.goto(`${served.url}/sign-in`);
      await page.type("#sign-in-email", "admin@rig.example");
      await page.type("#sign-in-password", PASSWORD);
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector("#sign-in-email") === null);
      await go("/account", "admin@rig.example");
    });

    it("invites people, gives them roles and rigs, and says what stands against it under the field", async () => {
      await go("/access", HOSTILE);
      await isFine();
      await press("+ Invite somebody");
      await page.waitForSelector("#member-email");
      await press("Invite somebody", "dialog");
      await says("#member-name-says", "This is missing");
      await tabTo(page, "#member-name");
      await page.keyboard.type("Siri Dahl");
      await page.keyboard.press("Tab");
      await page.keyboard.type("max@rig.example");
      await page.select("#member-role", "client");
      await page.waitForSelector("#member-client");
      await press("Invite somebody", "dialog");
      await says("#member-client-says", "belongs to a client");
      await isFine();
      await page.select("#member-role", "supervisor");
      await press("Invite somebody", "dialog");
      await says("dialog [role=alert]", "Somebody with that address is in this tenant");
      await page.$eval("#member-email", (field) => {
        (field as HTMLInputElement).select();
      });
      await page.type("#member-email", "kari@rig.example");
      await press("Invite somebody", "dialog");
      await says(".copied code", `${served.url}/password/`);
      await press("OK", "dialog");
      await says("tr", "Siri Dahl");
      await press("Change max");
      await says("dialog", "A change of the role signs them out");
      await isFine();
      await page.select("#member-role", "viewer");
      await press("Save", "dialog");
      await says("tr", "Viewer");
    });

    it("makes a key that is shown once, and makes it void", async () => {
      await go("/access/keys", HOSTILE);
      await press("+ Make a key");
      await page.waitForSelector("#key-name");
      await isFine();
      await page.type("#key-name", "the dashboard");
      await press("Make a key", "dialog");
      await says(".copied code", "wk_");
      const key = await page.$eval(".copied code", (code) => code.textContent ?? "");
      expect((await ask(served, "GET /shifts", { key })).status).toBe(200);
      await press("OK", "dialog");
      await press("Make void the dashboard");
      // Between the press and the answer the link goes.
      await page.evaluate(() => {
        const asking = globalThis.fetch;
        globalThis.fetch = (what, how) => {
          if (how?.method !== "DELETE") return asking(what, how);
          globalThis.fetch = asking;
          return Promise.reject(new TypeError("the link is gone"));
        };
      });
      await press("Make void", "dialog");
      await says("dialog [role=alert]", "There is no link to the server");
      expect((await ask(served, "GET /shifts", { key })).status).toBe(200);
      await press("Make void", "dialog");
      // It closes when the server has answered; the row's own button says the word too.
      await page.waitForFunction(() => document.querySelector("dialog") === null);
      expect((await ask(served, "GET /shifts", { key })).status).toBe(401);
      await says("tr", "void");
      await isFine();
    });

    it("names a deputy for days, the last of them with it", async () => {
      await go("/access/deputies", "Nobody acts");
      await press("+ Name a deputy");
      await page.waitForSelector("#deputy-to option:nth-child(3)");
      await press("Save", "dialog");
      await says("#deputy-to-says", "This is missing");
      await page.$eval("#deputy-to", (field) => {
        const select = field as HTMLSelectElement;
        select.value = [...select.options].find(({ text }) => text === "max")!.value;
        select.dispatchEvent(new Event("change"));
      });
      await isFine();
      await page.$eval("#deputy-until", (field) => {
        const input = field as HTMLInputElement;
        input.value = (document.querySelector("#deputy-from") as HTMLInputElement).value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
      await press("Save", "dialog");
      await says(".list .line", "Admin → max");
      await press("End it: max");
      await press("End it", "dialog");
      await says("main", "Nobody acts");
    });

    it("shows what was changed by filters that stand in the address, verifies it, and erases a name", async () => {
      await go("/audit", "person.created");
      await isFine();
      await page.select("#filter-action", "account");
      await page.waitForFunction(() => location.search === "?action=account");
      await says("tr", "account.invited");
      await page.waitForFunction(
        () => document.querySelector("main")?.textContent?.includes("person.created") === false,
      );
      await page.reload();
      await says("tr", "account.invited");
      await press("Verify the chain");
      await says("[role=status]", "The chain is whole");
      await page.select("#erase-person", "person-1");
      await press("Erase");
      await says("dialog", "Erase the name Kari Berg?");
      await press("Erase", "dialog");
      await says("[role=status]", "It is erased");
      await page.select("#filter-action", "person");
      await says("tr", "person.erased");
      expect(await page.$eval("main", (main) => main.textContent)).not.toContain("Kari Berg");
    });

    it("keeps limits of alerts, and says which number cannot be", async () => {
      await go("/settings", "Alerts");
      await page.type("#set-recovery_percent", "850");
      await press("Save");
      await says("#set-recovery_percent-says", "from 0 to 100");
      await isFine();
      await page.focus("#set-recovery_percent");
      await page.keyboard.press("End");
      await page.keyboard.press("Backspace");
      await press("Save");
      await says("[role=status]", "It is saved");
      await page.reload();
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>("#set-recovery_percent")?.value === "85",
      );
    });

    it("keeps by which clock days begin, when people are reminded and on which day bills are issued", async () => {
      await go("/settings", "What it does by itself");
      await page.type("#set-issue_day", "31");
      await page.type("#set-daily_at", "7.30");
      await press("Save");
      await says("#set-issue_day-says", "from 0 to 28");
      await says("#set-daily_at-says", "07:00");
      await isFine();
      const write = async (name: string, text: string): Promise<void> => {
        await page.$eval(`#set-${name}`, (field) => (field as HTMLInputElement).select());
        await page.type(`#set-${name}`, text);
      };
      await write("issue_day", "5");
      await write("daily_at", "06:30");
      await write("time_zone", "Mars/North");
      await press("Save");
      await says("#set-time_zone-says", "no time zone Mars/North");
      await write("time_zone", "America/Santiago");
      await write("escalate_hours", "36");
      await press("Save");
      await says("[role=status]", "It is saved");
      await page.reload();
      await page.waitForSelector("#set-issue_day");
      const kept = await page.$$eval(
        "#set-issue_day, #set-daily_at, #set-time_zone, #set-escalate_hours",
        (all) => all.map((field) => (field as HTMLInputElement).value),
      );
      expect(kept.toSorted()).toEqual(["06:30", "36", "5", "America/Santiago"]);
    });

    it("looks whether a provider works, and shows what it would make of somebody", async () => {
      await go("/settings/sso", HOSTILE);
      await isFine();
      await press("+ Add a provider");
      await page.type("#provider-name", "Entra");
      await page.type("#provider-issuer", "https://login.microsoftonline.com/common/v2.0");
      await page.type("#provider-client_id", "x");
      await press("+ Add a group", "dialog");
      await page.waitForSelector("#group-0-role");
      await page.type("#group-0", "crew");
      await isFine();
      await press("Save", "dialog");
      await says("#provider-issuer-says", "Name one directory");
      await press("Cancel", "dialog");
      await press("Try it");
      await says(".result", `It answers, as ${local.issuer}`);
      local.person = { id: "nora", claims: { name: "Nora", groups: ["else"] } };
      await press("Sign in there, to see what comes back");
      await says(".result", "None of your groups has a role here");
      await says(".result", "nora");
      await isFine();
      await go("/account", "admin@rig.example");
    });

    it("adds a webhook, whose secret is shown once, and says that no mail is sent", async () => {
      await go("/settings/messages", "Nothing is posted anywhere");
      await says("main", "No mail is sent");
      await press("+ Add a webhook");
      await page.waitForSelector("#hook-url");
      await page.type("#hook-name", HOSTILE);
      await page.type("#hook-url", "https://127.0.0.1:9/");
      await press("Save", "dialog");
      await says("dialog .checks", "This is missing");
      await page.click(".checks input");
      await press("Save", "dialog");
      await says("#hook-url-says", "127.0.0.1");
      await isFine();
      await page.$eval("#hook-url", (field) => (field as HTMLInputElement).select());
      await page.type("#hook-url", "https://hooks.invalid/x");
      await press("Save", "dialog");
      await says("dialog", "It is shown here once");
      await press("OK", "dialog");
      await says(".list", HOSTILE);
      await press("Last deliveries");
      await says("main", "Nothing was posted yet");
      await isFine();
    });

    it("does a job and a backup for whoever runs the service, and says how they ended", async () => {
      await go("/service", "Back up all that the service keeps");
      await press("Do it now: Forget what is of no more use");
      await says("main", "row forgotten");
      await isFine();
      await go("/service/backups", "There is no backup yet");
      await press("Back up now");
      await says("main", "The last backup is of");
      await says("main code", "witskit serve restore");
      await isFine();
    });

    it("sets a second factor by its QR code, shows recovery codes once, and signs in with it", async () => {
      await go("/account", "Second factor");
      await isFine();
      await press("Set one up");
      await says("#factor-password-says", "is missing");
      await page.type("#factor-password", "another password of somebody");
      await press("Set one up");
      await says("#factor-password-says", "The password is another");
      await page.$eval("#factor-password", (field) => (field as HTMLInputElement).select());
      await page.type("#factor-password", PASSWORD);
      await press("Set one up");
      await page.waitForFunction(
        () => (document.querySelector<HTMLImageElement>("img.qr")?.naturalWidth ?? 0) > 0,
      );
      await isFine();
      const secret = await page.$eval(".copied code", (code) => code.textContent ?? "");
      const totp = new TOTP({ secret: Secret.fromBase32(secret) });
      await page.type("#factor-code", "000000");
      await press("Confirm");
      await says("#factor-code-says", "The code does not fit");
      await page.$eval("#factor-code", (field) => (field as HTMLInputElement).select());
      await page.type("#factor-code", totp.generate());
      await press("Confirm");
      await says("main", "Each works once");
      expect(await page.$$(".codes li")).toHaveLength(10);
      await isFine();
      await press("I have written them down");
      await says("main", "A second factor is set");
      await says("main", "here");
    });

    it("has thrown nothing, had nothing refused by its policy, and loaded nothing of elsewhere but the provider", () => {
      const faults = thrown.filter(
        (fault) =>
          /^(thrown|dialog): |Content Security Policy/.test(fault) ||
          (fault.startsWith("request: ") && !fault.startsWith(`request: ${local.issuer}`)),
      );
      expect(faults).toEqual([]);
    });
  },
);

const SLOTS = [{ name: "day", starts: "06:00", ends: "18:00" }];
