/**
 * Where words of shifts are looked for. What a word is, `repositories/search-words.ts` decides for both engines alike; here they only
 * lie: with their places in a `tsvector`, or in a table of FTS5, whose rows are numbered by `shift_search`.
 */
import type { Engine } from "../../schema/lock.js";

export function searchStatements(engine: Engine, tenant = ""): string[] {
  if (engine === "sqlite")
    return [
      // A number of its own: what SQLite numbers rows by may change when a file is copied.
      `CREATE TABLE shift_search (
  number INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL CHECK (tenant_id = '${tenant.replaceAll("'", "''")}'),
  shift_id TEXT NOT NULL UNIQUE,
  words TEXT NOT NULL,
  FOREIGN KEY (tenant_id, shift_id) REFERENCES shift (tenant_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
) STRICT`,
      `CREATE VIRTUAL TABLE shift_words USING fts5(words, content='shift_search', content_rowid='number', tokenize="unicode61 remove_diacritics 0")`,
      `CREATE TRIGGER shift_search_added AFTER INSERT ON shift_search BEGIN INSERT INTO shift_words (rowid, words) VALUES (NEW.number, NEW.words); END`,
      `CREATE TRIGGER shift_search_gone AFTER DELETE ON shift_search BEGIN INSERT INTO shift_words (shift_words, rowid, words) VALUES ('delete', OLD.number, OLD.words); END`,
      `CREATE TRIGGER shift_search_changed AFTER UPDATE ON shift_search BEGIN INSERT INTO shift_words (shift_words, rowid, words) VALUES ('delete', OLD.number, OLD.words); INSERT INTO shift_words (rowid, words) VALUES (NEW.number, NEW.words); END`,
    ];
  return [
    `CREATE TABLE shift_search (
  tenant_id text COLLATE "C" NOT NULL,
  shift_id text COLLATE "C" NOT NULL,
  words tsvector NOT NULL,
  PRIMARY KEY (tenant_id, shift_id),
  FOREIGN KEY (tenant_id, shift_id) REFERENCES shift (tenant_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)`,
    "CREATE INDEX shift_search_words_index ON shift_search USING gin (words)",
  ];
}
