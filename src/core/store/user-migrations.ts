import type { Migration } from './migrate.ts'

/**
 * Schema of `user.db`: what people said about their sessions and what no transcript holds any more.
 * It cannot be rebuilt. Session ids are those of the contract (`claude-code:…`); instants are epoch milliseconds.
 */
export const userMigrations: readonly Migration[] = [
  {
    version: 1,
    name: 'tags, notes, projects, memories, settings, history, retired sessions',
    up(database) {
      database.exec(`
        CREATE TABLE tags (
          session_id TEXT NOT NULL,
          tag TEXT NOT NULL,
          PRIMARY KEY (session_id, tag)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE notes (
          session_id TEXT PRIMARY KEY,
          text TEXT NOT NULL,
          updated_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE projects (
          session_id TEXT PRIMARY KEY,
          name TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- AUTOINCREMENT: the id of a memory that was removed never names another one.
        CREATE TABLE memories (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          session_id TEXT,
          project TEXT,
          text TEXT NOT NULL,
          created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX memories_by_session ON memories (session_id);
        CREATE INDEX memories_by_project ON memories (project);

        CREATE TABLE settings (
          key TEXT PRIMARY KEY,
          json TEXT NOT NULL CHECK (json_valid(json))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE session_history (
          session_id TEXT NOT NULL,
          -- Whole minutes since the epoch: at most one row in each.
          minute INTEGER NOT NULL,
          at INTEGER NOT NULL,
          tokens_total INTEGER,
          context_used INTEGER,
          context_limit INTEGER,
          health_score INTEGER,
          PRIMARY KEY (session_id, minute)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE retired_sessions (
          session_id TEXT PRIMARY KEY,
          retired_at INTEGER NOT NULL,
          summary TEXT NOT NULL CHECK (json_valid(summary))
        ) STRICT, WITHOUT ROWID;
      `)
    },
  },
  {
    version: 2,
    name: 'labels that went from one session to the next',
    up(database) {
      database.exec(`
        -- Sessions that were given the labels of the one they go on from: it is done once, so that a label that is
        -- taken off stays off.
        CREATE TABLE inherited_labels (session_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      `)
    },
  },
  {
    version: 3,
    name: 'imported contexts',
    up(database) {
      database.exec(`
        CREATE TABLE contexts (
          -- Made from the content: the same context is never there twice.
          id TEXT PRIMARY KEY,
          -- The session it was exported from, which need not be known here.
          session_id TEXT NOT NULL,
          -- The session here that a person attached it to.
          attached_to TEXT,
          title TEXT,
          imported_at INTEGER NOT NULL,
          content TEXT NOT NULL CHECK (json_valid(content))
        ) STRICT;
        CREATE INDEX contexts_by_attachment ON contexts (attached_to);
      `)
    },
  },
  {
    version: 4,
    name: 'sessions that a template began',
    up(database) {
      database.exec(`
        -- Sessions that are to begin soon, and the labels that they get then. Whoever finds one removes its row.
        CREATE TABLE expected_sessions (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          provider TEXT NOT NULL,
          folder TEXT NOT NULL,
          expected_at INTEGER NOT NULL,
          labels TEXT NOT NULL CHECK (json_valid(labels))
        ) STRICT;
      `)
    },
  },
]
