/** The frame of all pages: who is here, where one is, whether all is on the server, and what every page must say. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { ErrorBoundary, LocationProvider, lazy, Route, Router, useLocation } from "preact-iso";
import { durationText } from "../shift/clock.js";
import { useCell } from "./cell.js";
import { clockOff } from "./device/device-clock.js";
import { link } from "./device/link.js";
import { notKept, unreadable } from "./device/reports.js";
import { lock } from "./device/seal.js";
import { me } from "./device/session.js";
import { session } from "./device/standing.js";
import { isNearlyFull, room } from "./device/storage.js";
import { firstPage, isAt, pagesFor } from "./menu.js";
import { AccountPage } from "./pages/account.js";
import { AccessPage } from "./pages/admin/access.js";
import { AuditPage } from "./pages/admin/audit.js";
import { ServicePage } from "./pages/admin/service.js";
import { SettingsPage } from "./pages/admin/settings.js";
import { DevicePage } from "./pages/device/device-page.js";
import { Nowhere } from "./pages/nowhere.js";
import { AnalyticsPage } from "./pages/office/analytics.js";
import { DayPage } from "./pages/office/day.js";
import { HolePage } from "./pages/office/hole.js";
import { HolesPage } from "./pages/office/holes.js";
import { InboxPage } from "./pages/office/inbox.js";
import { ListsPage } from "./pages/office/lists.js";
import { StockPage } from "./pages/office/stock.js";
import { OneReport } from "./pages/one-report.js";
import { PinPage } from "./pages/pin.js";
import { PortalPage } from "./pages/portal.js";
import { RigPage, RigsPage } from "./pages/rig.js";
import { ShiftsPage } from "./pages/shifts.js";
import { SignInPage } from "./pages/sign-in.js";
import { TodayPage } from "./pages/today/today-page.js";
import { FittingNav } from "./parts/fitting-nav.js";
import { Standing } from "./parts/standing.js";
import { notOpen } from "./start.js";
import { spoken } from "./words/language.js";
import { momentText, useWords, words } from "./words/words.js";

/** What the office looks at is fetched when it is looked at: a rig's tablet starts without it. */
const BoqPage = lazy(() => import("./pages/office/boq/boq-page.js").then(({ BoqPage: page }) => page));
const ContractsPage = lazy(() =>
  import("./pages/office/contracts/contracts-page.js").then(({ ContractsPage: page }) => page),
);
const ContractPage = lazy(() =>
  import("./pages/office/contracts/contract-page.js").then(({ ContractPage: page }) => page),
);

export function App() {
  const opened = useCell(lock);
  const who = useCell(me);
  const closed = useCell(notOpen);
  if (closed !== null) return <Bare>{<NotOpen why={closed} />}</Bare>;
  if (opened === "locked") return <Bare>{<PinPage />}</Bare>;
  if (who === undefined || opened === "unknown")
    return (
      <Bare>
        <p class="empty soon">{words().app.loading}</p>
      </Bare>
    );
  return (
    <LocationProvider>
      {who === null ? (
        <Bare>
          <SignInPage />
        </Bare>
      ) : (
        <Framed />
      )}
    </LocationProvider>
  );
}

const Bare = ({ children }: { readonly children: ComponentChildren }) => (
  <main id="content" class="narrow">
    {children}
  </main>
);

function NotOpen({ why }: { readonly why: string }) {
  const words = useWords();
  return (
    <div class="card" role="alert">
      <h1 tabIndex={-1}>{words.app.notOpen}</h1>
      <p>{words.app.notOpenWhy(why)}</p>
    </div>
  );
}

function Framed() {
  const { path } = useLocation();
  useCell(spoken);
  useEffect(() => {
    // Whoever goes by keyboard or hears the page begins at its heading.
    const heading = document.querySelector<HTMLElement>("h1");
    if (document.activeElement === document.body) heading?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [path]);
  return (
    <div
      id="frame"
      class={/^\/(shifts|contracts)\//.test(path) ? "alone" : ""}
      style={{ display: "contents" }}
    >
      <a class="skip" href="#content">
        {useWords().app.skip}
      </a>
      <Bar />
      <Notices />
      <ErrorBoundary>
        <Router>
          <Route path="/" component={First} />
          <Route path="/inbox" component={InboxPage} />
          <Route path="/day" component={DayPage} />
          <Route path="/day/:date" component={DayPage} />
          <Route path="/analytics" component={AnalyticsPage} />
          <Route path="/holes" component={HolesPage} />
          <Route path="/holes/:id" component={HolePage} />
          <Route path="/stock" component={StockPage} />
          <Route path="/portal" component={PortalPage} />
          <Route path="/sign-in" component={SignInAgain} />
          <Route path="/shifts" component={ShiftsPage} />
          <Route path="/shifts/:id" component={OneReport} />
          <Route path="/rigs" component={RigsPage} />
          <Route path="/rigs/:id" component={RigPage} />
          <Route path="/boq" component={BoqPage} />
          <Route path="/contracts" component={ContractsPage} />
          <Route path="/contracts/:id" component={ContractPage} />
          <Route path="/lists" component={ListsPage} />
          <Route path="/lists/:kind" component={ListsPage} />
          <Route path="/access" component={AccessPage} />
          <Route path="/access/:part" component={AccessPage} />
          <Route path="/audit" component={AuditPage} />
          <Route path="/settings" component={SettingsPage} />
          <Route path="/settings/:part" component={SettingsPage} />
          <Route path="/service" component={ServicePage} />
          <Route path="/service/:part" component={ServicePage} />
          <Route path="/account" component={AccountPage} />
          <Route path="/device" component={DevicePage} />
          <Route default component={Nowhere} />
        </Router>
      </ErrorBoundary>
    </div>
  );
}

/** Each role begins where its work is. */
function First() {
  const { route } = useLocation();
  const to = firstPage();
  useEffect(() => {
    if (to !== "/") route(to, true);
  }, [to]);
  return to === "/" ? <TodayPage /> : null;
}

const SignInAgain = () => (
  <main id="content" class="narrow">
    <SignInPage />
  </main>
);

function Bar() {
  const words = useWords();
  const { path } = useLocation();
  useCell(me);
  const entries = pagesFor().map((entry) => ({
    at: entry.at,
    name: words.pages[entry.name],
    isOpen: isAt(entry, path),
  }));
  return (
    <header class="bar">
      <Back />
      <a class="mark" href="/" aria-label="witskit">
        <img src="/icon.svg" alt="" />
      </a>
      <FittingNav label={words.app.menu} entries={entries} />
      <Standing />
    </header>
  );
}

/** On a telephone a report takes the room of the menu; an app that was installed has no other way back. */
function Back() {
  const words = useWords();
  const { path } = useLocation();
  const entries = pagesFor();
  const from = path.startsWith("/shifts/") ? entries[0] : entries.find((entry) => isAt(entry, path));
  return from === undefined ? null : (
    <a class="back" href={from.at}>
      ‹ {words.pages[from.name]}
    </a>
  );
}

/** What is said above every page. */
function Notices() {
  const words = useWords();
  const standing = useCell(session);
  const { up, since } = useCell(link);
  const full = useCell(notKept);
  const lost = useCell(unreadable);
  const off = useCell(clockOff);
  const space = useCell(room);
  return (
    <div role="status" id="notices">
      {full !== null && <p class="notice bad">{words.app.notKept(full)}</p>}
      {full === null && isNearlyFull(space) && <p class="notice bad">{words.device.nearlyFull}</p>}
      {lost > 0 && <p class="notice bad">{words.app.unreadable(lost)}</p>}
      {off !== 0 && <p class="notice bad">{words.app.clockOff(durationText(off), off > 0)}</p>}
      {standing === "ended" && (
        <p class="notice">
          {words.app.ended} <a href="/sign-in">{words.app.signIn}</a>
        </p>
      )}
      {!up && <p class="notice">{words.app.offline(momentText(since))}</p>}
    </div>
  );
}
