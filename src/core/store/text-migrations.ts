import type { Migration } from './migrate.ts'

/** Schema of `text.db`: which words stand in which messages. All of it can be rebuilt from the transcripts. */
export const textMigrations: readonly Migration[] = [
  {
    version: 1,
    name: 'words of messages',
    up(database) {
      database.exec(`
        CREATE TABLE transcripts (
          id INTEGER PRIMARY KEY,
          path TEXT NOT NULL UNIQUE,
          root TEXT NOT NULL,
          provider TEXT NOT NULL,
          -- The session's id in the contract.
          session_id TEXT NOT NULL,
          is_subagent INTEGER NOT NULL,
          -- The file as it was when its words were taken.
          stamp TEXT NOT NULL
        ) STRICT;
        CREATE INDEX transcripts_by_session ON transcripts (session_id);

        CREATE TABLE messages (
          -- Grows with the time of the message, so that the newest come first: see text-store.ts.
          id INTEGER PRIMARY KEY,
          transcript_id INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
          kind TEXT NOT NULL,
          -- Epoch milliseconds, where the transcript tells.
          at INTEGER,
          -- Where its record stands: the text itself is read from there.
          record_offset INTEGER NOT NULL,
          record_bytes INTEGER NOT NULL,
          nth INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX messages_by_transcript ON messages (transcript_id, id);

        CREATE VIRTUAL TABLE words USING fts5 (
          text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
        );
      `)
    },
  },
]
