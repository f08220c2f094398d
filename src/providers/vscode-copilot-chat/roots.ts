import { posix } from 'node:path'
import { pathsOf, settingsFolder } from '../paths.ts'
import type { ProviderEnvironment, SourceRoot, TranscriptRef } from '../provider.ts'

/** Folders that the editions of the editor keep their data in. */
const EDITIONS = ['Code', 'Code - Insiders', 'Code - OSS', 'VSCodium', 'VSCodium - Insiders']
/** Folders of the part of the editor that runs on the machine a person connected to. */
const SERVERS = ['.vscode-server', '.vscode-server-insiders', '.vscodium-server']

/** Chats lie with the workspace they were held in, or together where no folder was open. */
export function chatRoots(environment: ProviderEnvironment): readonly SourceRoot[] {
  const paths = pathsOf(environment)
  const settings = settingsFolder(environment)
  const users = [
    ...EDITIONS.map((edition) => paths.join(settings, edition, 'User')),
    ...SERVERS.map((server) => paths.join(environment.home, server, 'data', 'User')),
  ]
  return users.flatMap((user) => [
    { path: paths.join(user, 'workspaceStorage'), maxDepth: 2 },
    { path: paths.join(user, 'globalStorage', 'emptyWindowChatSessions'), maxDepth: 0 },
  ])
}

const IN_WORKSPACE = /^[^/]+\/chatSessions\/[^/]+\.jsonl?$/
const IN_EMPTY_WINDOW = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.jsonl?$/i

/** A chat, as one object (`.json`) or, in newer versions, as a journal of its changes (`.jsonl`). */
export function chatTranscript(path: string): TranscriptRef | undefined {
  return IN_WORKSPACE.test(path) || IN_EMPTY_WINDOW.test(path)
    ? { sessionId: chatIdOf(path), subagentOf: undefined, form: 'document' }
    : undefined
}

/** The editor names the file of a chat by its id. */
export function chatIdOf(path: string): string {
  return posix.basename(path).replace(/\.jsonl?$/, '')
}
