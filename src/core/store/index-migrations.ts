import type { Migration } from './migrate.ts'

/** What surrounds transcripts: where they were looked for, and what was counted beside them. */
const SURROUNDINGS = `
  CREATE TABLE sources (
    provider TEXT NOT NULL,
    path TEXT NOT NULL,
    status TEXT NOT NULL,
    files INTEGER NOT NULL,
    problems TEXT NOT NULL,
    PRIMARY KEY (provider, path)
  ) WITHOUT ROWID;

  CREATE TABLE file_tokens (
    path TEXT PRIMARY KEY,
    mtime_ms REAL NOT NULL,
    size INTEGER NOT NULL,
    tokens INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`

/**
 * Schema of `index.db`: all of it can be rebuilt from the transcripts.
 * Instants are epoch milliseconds; JSON columns hold what only code reads, never what SQL filters by.
 */
export const indexMigrations: readonly Migration[] = [
  {
    version: 1,
    name: 'transcripts, responses, sessions',
    up(database) {
      database.exec(`
        CREATE TABLE files (
          id INTEGER PRIMARY KEY,
          path TEXT NOT NULL UNIQUE,
          provider TEXT NOT NULL,
          root TEXT NOT NULL,
          -- The session that the file counts with: for a sub-agent, the one that started it.
          session_id TEXT NOT NULL,
          is_subagent INTEGER NOT NULL,
          dev INTEGER NOT NULL,
          ino INTEGER NOT NULL,
          size INTEGER NOT NULL,
          mtime_ms REAL NOT NULL,
          -- Bytes whose lines are counted. Bytes behind it are an unfinished line.
          read_offset INTEGER NOT NULL,
          fingerprint TEXT NOT NULL,
          born_at INTEGER,
          lines INTEGER NOT NULL,
          lines_not_relevant INTEGER NOT NULL,
          lines_unknown INTEGER NOT NULL,
          lines_malformed INTEGER NOT NULL,
          lines_empty INTEGER NOT NULL,
          lines_too_long INTEGER NOT NULL,
          facts TEXT NOT NULL,
          parser_state TEXT NOT NULL
        );
        CREATE INDEX files_by_session ON files (provider, session_id);
        -- Holds all that is added up for each source: the rows themselves are large, and every list asks for it.
        CREATE INDEX files_by_root ON files (provider, root, lines, lines_not_relevant, lines_unknown,
          lines_malformed, lines_empty, lines_too_long);

        -- Files that hold many sessions, whose rows in 'files' are named path#session.
        CREATE TABLE documents (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;

        -- Files whose rows are written and whose sessions are not summed up yet. Survives a kill in between.
        CREATE TABLE pending_files (file_id INTEGER PRIMARY KEY);

        CREATE TABLE models (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        CREATE TABLE responses (
          file_id INTEGER NOT NULL,
          key TEXT NOT NULL,
          model_id INTEGER NOT NULL,
          at INTEGER NOT NULL,
          uncached_input INTEGER NOT NULL,
          cache_read INTEGER NOT NULL,
          cache_write INTEGER NOT NULL,
          cache_write_1h INTEGER NOT NULL,
          output INTEGER NOT NULL,
          reasoning INTEGER NOT NULL,
          context_used INTEGER,
          -- Responses of one model in one band have one price; see pricing.
          price_band INTEGER NOT NULL,
          sidechain INTEGER NOT NULL,
          -- 1 where another file owns this response and this row is a copy of it.
          inherited INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY (file_id, key)
        ) WITHOUT ROWID;
        CREATE INDEX responses_by_key ON responses (key);

        -- Not WITHOUT ROWID: a summary fills a good part of a page, and such a tree would leave most of each empty.
        CREATE TABLE sessions (
          id TEXT PRIMARY KEY,
          provider TEXT NOT NULL,
          started_at INTEGER,
          last_activity_at INTEGER,
          summary TEXT NOT NULL
        );
        CREATE INDEX sessions_by_activity ON sessions (last_activity_at);
      `)
      database.exec(SURROUNDINGS)
    },
  },
  {
    version: 2,
    name: 'which sessions changed last, and which are to be kept elsewhere',
    up(database) {
      database.exec(`
        -- One row a session: its last change. AUTOINCREMENT: a revision that was seen never comes again.
        CREATE TABLE session_changes (
          revision INTEGER PRIMARY KEY AUTOINCREMENT,
          session_id TEXT NOT NULL UNIQUE,
          removed INTEGER NOT NULL
        );

        -- Last summaries of sessions that are gone, until the person's own database has them.
        CREATE TABLE retiring_sessions (session_id TEXT PRIMARY KEY, summary TEXT NOT NULL) WITHOUT ROWID;
      `)
    },
  },
  {
    version: 3,
    name: 'responses in parts of a file',
    up(database) {
      database.exec(`
        DROP TABLE responses;
        DROP TABLE models;

        -- 'place' is that of the file's first part, and the part's number; see response-place.ts and response-codec.ts.
        CREATE TABLE responses (place INTEGER PRIMARY KEY, body BLOB NOT NULL);

        ALTER TABLE files ADD COLUMN touched_files TEXT NOT NULL DEFAULT '[]';

        -- All transcripts are read once more. Their sessions stay as they are until then.
        UPDATE files SET mtime_ms = -1, read_offset = 0, fingerprint = '';
        DELETE FROM documents;
      `)
    },
  },
]
