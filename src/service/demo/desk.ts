/** How people of the demo act: by the same doors as those who sign in, each under their own name and at their own time. */
import { decideOn } from "../api/deciding.js";
import { settingsFrom } from "../api/tenant-settings.js";
import type { ShiftContent } from "../shift/document.js";
import type { ShiftEvent } from "../shift/event.js";
import type { Transaction } from "../store/database.js";
import { newId } from "../store/identifier.js";
import { addComment } from "../store/repositories/comments.js";
import { putShift } from "../store/repositories/shift-put.js";
import { getShift } from "../store/repositories/shift-read.js";
import { actorOf, type Company, type DemoAccount, principalOf } from "./company.js";

/** Something that happened: at an instant, in a transaction that begins then. */
export interface Happening {
  readonly at: number;
  /** Work of the office and of clients, who have not come in yet today. */
  readonly isOffice: boolean;
  readonly happens: (transaction: Transaction) => Promise<void>;
}

export const inOffice = (at: number, happens: Happening["happens"]): Happening => ({
  ...{ at, isOffice: true, happens },
});
export const atRig = (at: number, happens: Happening["happens"]): Happening => ({
  ...{ at, isOffice: false, happens },
});

export interface Said {
  readonly comment?: string;
  readonly rows?: readonly string[];
  readonly onBehalf?: string;
}

/** Nothing is chosen. */
const SETTINGS = settingsFrom({});

export class Desk {
  readonly #company: Company;

  constructor(company: Company) {
    this.#company = company;
  }

  account(id: string): DemoAccount {
    const found = this.#company.accounts.find((account) => account.id === id);
    if (found === undefined) throw new RangeError(`${this.#company.name} has no account ${id}`);
    return found;
  }

  actor = (id: string) => actorOf(this.account(id));

  /** The manager that decides, the client of a client's name. */
  manager = (): string => this.#company.accounts.find(({ role }) => role === "manager")!.id;
  client = (client: string): string =>
    this.#company.accounts.find((account) => account.client === client)!.id;

  async write(transaction: Transaction, account: string, id: string, content: ShiftContent): Promise<void> {
    await putShift(transaction, { id, content, ifVersion: null, by: this.actor(account) });
  }

  async change(
    transaction: Transaction,
    account: string,
    id: string,
    changed: (content: ShiftContent) => ShiftContent,
  ): Promise<void> {
    const { document } = await getShift(transaction, id);
    const { id: _, state: _state, revision: _revision, rowVersion, ...content } = document;
    await putShift(transaction, {
      id,
      content: changed(content),
      ifVersion: rowVersion,
      by: this.actor(account),
    });
  }

  async decide(
    transaction: Transaction,
    account: string,
    event: ShiftEvent,
    shift: string,
    { comment = "", rows = [], onBehalf }: Said = {},
  ): Promise<void> {
    const { document } = await getShift(transaction, shift);
    const who = principalOf(this.#company.tenant, this.account(account));
    await decideOn(
      transaction,
      who,
      {
        ...{ event, shift, id: newId(transaction.now), ifVersion: document.rowVersion, comment, rows },
        ...{ by: this.actor(account), onBehalf: onBehalf ?? null },
      },
      SETTINGS,
    );
  }

  async say(
    transaction: Transaction,
    account: string,
    {
      shift,
      row,
      text,
      audience,
    }: { shift: string; row: string | null; text: string; audience: "staff" | "client" },
  ): Promise<void> {
    const by = this.actor(account);
    await addComment(transaction, { id: newId(transaction.now), shift, row, audience, text, by });
  }
}
