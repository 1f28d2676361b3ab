/** The column that the rows of a log go by: its time or its depth. */
import { type ChannelName, itemsOfChannel } from "../wits/catalog/channel.js";
import type { Column } from "../wits/catalog/table.js";

/** The column of a channel, the surest first, where a table has one: its name is the mnemonic. */
export const columnOfChannel = (name: ChannelName, columns: readonly Column[]): Column | undefined =>
  itemsOfChannel(
    name,
    columns.map((column) => ({ column, code: column.code, mnemonic: column.name })),
  )[0]?.column;
