/** What this device holds, what of it is not on the server and why, and how it is set. */
import { useEffect } from "preact/hooks";
import { useCell } from "../../cell.js";
import { lookAtRoom } from "../../device/storage.js";
import { useTitle } from "../../parts/title.js";
import { spoken } from "../../words/language.js";
import { useWords } from "../../words/words.js";
import { OwnTabs } from "../admin/tabs.js";
import { Account } from "./account.js";
import { Look } from "./look.js";
import { Mails } from "./mails.js";
import { Pin } from "./pin.js";
import { Queue } from "./queue.js";
import { Storage } from "./storage.js";

export function DevicePage() {
  useCell(spoken);
  const words = useWords();
  useTitle(words.device.title);
  useEffect(() => void lookAtRoom(), []);
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.device.title}</h1>
      <OwnTabs />
      <Queue />
      <div class="in-columns">
        <Storage />
        <Pin />
        <Look />
        <Account />
        <Mails />
      </div>
    </main>
  );
}
