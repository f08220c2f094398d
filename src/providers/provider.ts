import type { ConversationEntry, EntryPlace } from '../shared/domain/conversation.ts'
import type { ProcessInfo } from '../shared/domain/process.ts'
import type { NamedLimit } from '../shared/domain/named-limit.ts'
import type { ProviderId } from '../shared/domain/provider-id.ts'
import type { LineOutcome, TranscriptSink } from '../shared/domain/transcript.ts'
import type { JsonScanner } from './json-scan/json-scanner.ts'

/** How well a provider knows something, and from where. Shown in docs and in the window. */
export interface Knowledge {
  readonly level: 'exact' | 'partial' | 'none'
  /** One short phrase: the file or record that tells. */
  readonly from: string
}

export interface ProviderManifest {
  readonly id: ProviderId
  readonly name: string
  readonly vendor: string
  /** CSS colour for the assistant's mark. */
  readonly color: string
  /** One or two letters, shown where no picture fits. */
  readonly monogram: string
  /** The named limit of the settings that stands where nothing better is known of the context's size. */
  readonly namedLimit?: NamedLimit
  readonly knows: Readonly<Record<'tokens' | 'context' | 'cost' | 'errors' | 'state' | 'files', Knowledge>>
}

/** What a provider may know of the machine. The host gives it, so that any folder can be looked at. */
export interface ProviderEnvironment {
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A program and its arguments; no shell reads them. */
export interface StartCommand {
  readonly program: string
  readonly args: readonly string[]
}

/** A folder that may hold transcripts. */
export interface SourceRoot {
  readonly path: string
  /** How many folders below `path` a transcript may lie. */
  readonly maxDepth: number
}

/** A file below a root that is a transcript. */
export interface TranscriptRef {
  /** The session that the path names, where it does. */
  readonly sessionId: string | undefined
  /** Set for a sub-agent's transcript whose path names the session that started it. */
  readonly subagentOf: string | undefined
  /** `lines` (the default): it grows line by line. `document`: it is written anew as a whole, or is a database. */
  readonly form?: 'lines' | 'document'
}

/** A document as its reader sees it. Both ways of reading throw where the content is not of that kind. */
export interface DocumentFile {
  /** Path below the root, with `/` on every system. */
  readonly path: string
  /** Absolute path of the folder that the file really lies in. */
  readonly folder: string
  /**
   * Text of a file of at most 1 MiB, by its path from `folder`; `undefined` where it is not there. Throws where it cannot
   * be read.
   */
  readonly textNear: (path: string) => string | undefined
  /** Names of the plain files in a folder, by its path from `folder`; `undefined` and errors as above. */
  readonly namesNear: (path: string) => readonly string[] | undefined
  /** When the file was made and when it (or its database's log) was last written, in epoch milliseconds: for documents that hold no times. */
  readonly madeAt: number
  readonly writtenAt: number
  /** The whole content, at most 256 MiB. */
  readonly bytes: () => Buffer
  /** Rows that a query answers, from a database that is only read and never locked. */
  readonly rows: (
    sql: string,
    ...parameters: readonly (string | number)[]
  ) => readonly Readonly<Record<string, unknown>>[]
}

/** One session in a document. */
export interface DocumentSession {
  /** The assistant's own full id. */
  readonly sessionId: string
  /** Set for a sub-agent's session: the one that started it. */
  readonly subagentOf: string | undefined
  /** Changes whenever anything of the session does; a session whose stamp is the same is not read again. */
  readonly stamp: string
}

/** Reads transcripts that are documents. */
export interface DocumentReader {
  /** The sessions that a file holds: one, or all of a database. Throws where the file is not what its name says. */
  sessions(file: DocumentFile): readonly DocumentSession[]
  /** Tells the sink all of one session. Answers how many records there were, by what became of them. */
  read(
    file: DocumentFile,
    session: DocumentSession,
    sink: TranscriptSink,
  ): Readonly<Partial<Record<LineOutcome, number>>>
}

/** What files beside a transcript tell of its session. The transcript's own word wins, except over a person's title. */
export interface BesideFacts {
  readonly cwd?: string
  readonly branch?: string
  readonly model?: string
  /** A title that the person gave. */
  readonly personTitle?: string
}

/** Reads a transcript's complete lines, in order. Holds what must be known from earlier lines, and nothing else. */
export interface LineParser {
  /**
   * Reads the line `block[start, end)`, without its line feed, and tells the sink what it says.
   * Must not throw and must not keep `block`: it is reused.
   */
  line(block: Buffer, start: number, end: number): LineOutcome
  /** Plain JSON from which a later parser goes on at the next line with the same results. */
  checkpoint(): unknown
}

/** An entry of a conversation with its place in the transcript. */
export interface PlacedEntry<E extends ConversationEntry = ConversationEntry> {
  readonly entry: E
  readonly place: EntryPlace
}

/** Decides which entries of a transcript count, in file order. */
export interface EntrySelection<E extends ConversationEntry = ConversationEntry> {
  /** The entries that count now: the given one, or none, or earlier ones that were held back. */
  take(placed: PlacedEntry<E>): readonly PlacedEntry<E>[]
}

/** Reads the conversation in transcripts that grow line by line. */
export interface LineConversation<E extends ConversationEntry = ConversationEntry> {
  /** What a line adds, in order. Pure: a line gives the same wherever and whenever it is read. Must not throw. */
  entries(line: string): readonly E[]
  /** For a format that says things twice or copies history; begun anew for each transcript. Without it, all count. */
  selection?(ref: TranscriptRef): EntrySelection<E>
}

/** Reads the conversation of one session in a document, in order. Throws where the document is not what its name says. */
export type DocumentConversation = (
  file: DocumentFile,
  session: DocumentSession,
) => readonly ConversationEntry[]

/** How an assistant's conversations are read: by lines, from documents, or both. */
export interface ConversationFormat {
  readonly lines?: LineConversation
  readonly document?: DocumentConversation
}

/** What a process of this assistant is. */
export type ProcessRole =
  /** Runs one session. */
  | 'session'
  /** Starts the real one and waits: not a session of its own. */
  | 'wrapper'
  /** Hosts many sessions (a daemon, a server). */
  | 'host'

export interface ProcessMatch {
  readonly role: ProcessRole
  /** The session that the arguments name. A hint: a running program may have moved on. */
  readonly sessionHint: string | undefined
  /** True for a host that keeps sessions open for a while after the windows they were used in are closed. */
  readonly outlivesWindows?: boolean
}

/** A session that the assistant itself says is open, from its own small state files. */
export interface LiveClaim {
  readonly sessionId: string
  readonly pid: number
  /** Start of the process in the system's spelling, where the assistant wrote it: guards against a reused pid. */
  readonly startToken: string | undefined
  readonly cwd: string | undefined
  readonly title: string | undefined
  readonly status: 'working' | 'waiting' | 'idle' | undefined
  /** What it waits for, in the assistant's words. */
  readonly waitingFor: string | undefined
  readonly statusSince: Date | undefined
}

/** A small file that a provider may read; the host opens it safely and bounds its size. */
export interface SmallFileReader {
  /** Names of the plain files in a folder; `undefined` where the folder is not there. */
  list(folder: string): readonly string[] | undefined
  /** Text of a plain file of at most 1 MiB; `undefined` where it is gone, larger or not a plain file. */
  read(path: string): string | undefined
  /** Last change; `undefined` where it is gone. */
  modifiedAt(path: string): Date | undefined
}

/** Context window of a model, in tokens. */
export interface ModelWindow {
  readonly tokens: number
  /** True where the window is deduced, not listed. */
  readonly inferred: boolean
}

/** One exchange of a made-up session: a prompt, what the model did, and its answer. */
export interface SampleTurn {
  readonly at: Date
  readonly prompt: string
  readonly answer: string
  readonly tools: readonly {
    readonly kind: 'read' | 'write' | 'command'
    readonly target: string
    readonly failed: boolean
  }[]
  /** Tokens of the prompt as the model saw it: the context after this turn. */
  readonly contextTokens: number
  readonly outputTokens: number
  /** How the turn ends: `open` leaves a tool call without its result. */
  readonly ending: 'answered' | 'open' | 'quota'
}

/** A made-up session, for people who want to see the product before they trust it with their own. */
export interface SampleStory {
  readonly sessionId: string
  readonly title: string
  readonly cwd: string
  readonly branch: string
  readonly model: string
  readonly startedAt: Date
}

/** What made-up sessions of an assistant have in common, whatever it keeps them in. */
export interface SampleCast {
  /** Models that the stories choose from, the usual one first. */
  readonly models: readonly string[]
  /** How a turn may end, as far as the assistant's files tell it; every way where this is not there. */
  readonly endings?: readonly SampleTurn['ending'][]
  /** Absolute path of the transcript below the environment's home. */
  transcriptPath(environment: ProviderEnvironment, story: SampleStory): string
  /** The argument vector and program of the process that would run the session. */
  process(story: SampleStory): { readonly exe: string; readonly argv: readonly string[] }
  /** The state file that a live session keeps, where the assistant has one. */
  liveClaim?(
    environment: ProviderEnvironment,
    story: SampleStory,
    claim: LiveClaim,
  ): { readonly path: string; readonly content: string }
}

/** Writes transcripts and state files as the assistant would, for sample data and for tests of the whole. */
export interface SampleWriter extends SampleCast {
  /** Lines that begin a transcript, each with its line feed. */
  opening(story: SampleStory): string
  /** Lines of one turn, each with its line feed. `index` counts the turns from 0. */
  turn(story: SampleStory, turn: SampleTurn, index: number): string
}

/** A row of a made-up database. All rows of a table have the same columns; the first one names the row. */
export interface SampleRow {
  readonly table: string
  readonly values: Readonly<Record<string, string | number | null>>
}

/** Makes up sessions of an assistant that keeps them in a database. */
export interface SampleDatabase extends SampleCast {
  /**
   * All rows of a session after its turns so far: they take the place of those that have their names. What an
   * assistant rewrites with each turn can be told only from all of them.
   */
  rows(story: SampleStory, turns: readonly SampleTurn[]): readonly SampleRow[]
}

/** Where a program that runs models answers over HTTP; or why it is not to be asked, as a sentence's end. */
export type ModelServerAddress =
  /** `host`: an address of loopback in digits, so that no name has to be looked up. */
  | { readonly kind: 'loopback'; readonly host: string; readonly port: number }
  | { readonly kind: 'not asked'; readonly reason: string }

/** A model that is loaded, and may be used by anybody on the machine. What it says and costs is told to its callers alone. */
export interface LoadedModel {
  /** Names it as long as it is loaded. */
  readonly id: string
  readonly model: string
  /** Size of the context that was allocated for it, in tokens. How much of it is in use is not told. */
  readonly contextTokens: number | undefined
  /** Memory that it takes with its context, and how much of that on graphics cards. */
  readonly sizeBytes: number | undefined
  readonly graphicsBytes: number | undefined
  /** When it will be given up unless somebody uses it. */
  readonly unloadsAt: Date | undefined
}

/** What a model server answered. */
export interface LoadedModels {
  readonly models: readonly LoadedModel[]
  /** Entries that could not be read. */
  readonly malformed: number
}

/** A program that loads models and tells over HTTP on this machine which. */
export interface ModelServer {
  address(environment: ProviderEnvironment, files: SmallFileReader): ModelServerAddress
  /** What it is asked, by GET and without a body, in this order until it knows one: versions have their own. */
  readonly paths: readonly string[]
  /**
   * Reads the JSON of an answer; `undefined` where it says that the server does not know what it was asked. Throws
   * where it is no answer of such a server.
   */
  read(answer: unknown): LoadedModels | undefined
}

/**
 * What is asked of an assistant where no transcript is read: its name, where its transcripts lie, its processes, its open
 * sessions, the windows of its models. A command that reads none loads nothing else, so this half imports no parser and no schema.
 * A capability that an assistant does not have is a method that is not there.
 */
export interface Presence {
  readonly manifest: ProviderManifest
  /** Folders that may hold transcripts; none for a model server. They need not exist; two may be one through a link. */
  roots(environment: ProviderEnvironment): readonly SourceRoot[]
  /**
   * Names of transcripts that the assistant keeps in the folders people work in. They are looked for by name in folders
   * that are known from sessions and processes of any assistant; such a folder is a root then.
   */
  readonly projectFiles?: readonly string[]
  /** Window of a model by its id. `largestUsed` is the highest occupancy seen: a window is never smaller. */
  modelWindow(model: string, largestUsed: number): ModelWindow | undefined
  /** Tells what a process is to this assistant; `undefined` for a process that has nothing to do with it. */
  matchProcess?(process: ProcessInfo, parent: ProcessInfo | undefined): ProcessMatch | undefined
  /** Sessions that the assistant's own state files call open. Dead claims are the caller's to find out. */
  liveClaims?(environment: ProviderEnvironment, files: SmallFileReader): readonly LiveClaim[]
  /** The session whose transcript this open file is, where an owner keeps its transcript open. */
  sessionOfOpenFile?(path: string): string | undefined
  /** Asks a program that runs models; its process is a `host`. Each model is a row, and there are no transcripts. */
  readonly modelServer?: ModelServer
  /** The command that begins a session of it in a terminal, with a prompt. */
  readonly start?: (prompt: string) => StartCommand
}

/**
 * One assistant, with its transcripts.
 * Everything is pure or reads through what it is given: no provider touches the disk, the clock or the environment.
 */
export interface Provider extends Presence {
  /** Tells what a file below a root is. `path` is relative to the root, with `/` on every system. */
  transcript(path: string): TranscriptRef | undefined
  /**
   * A parser from the first line on, or from a checkpoint of an earlier one. Throws on a checkpoint that is not its own.
   * Never called for a transcript whose form is `document`. Lines that lie in the scanner's memory need not be copied there.
   */
  parser(ref: TranscriptRef, sink: TranscriptSink, checkpoint?: unknown, scanner?: JsonScanner): LineParser
  /** Reads transcripts whose form is `document`. */
  readonly documents?: DocumentReader
  /** Reads what was said and done. Loaded when it is asked for: most commands never are. */
  conversation?(): Promise<ConversationFormat>
  /** What the files beside a transcript tell; `path` is the transcript's absolute path. */
  beside?(path: string, files: SmallFileReader): BesideFacts
  /** Makes sample data of this assistant. */
  readonly sample?: SampleWriter
  /** Makes sample data of an assistant that keeps its sessions in a database. */
  readonly sampleDatabase?: SampleDatabase
}
