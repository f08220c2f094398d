import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createProcessTable } from '../../core/discovery/process-table/create-process-table.ts'
import { dataFolder } from '../../core/folders.ts'
import type { HostReach } from '../../core/hosts/host-notes.ts'
import { runningHosts } from '../../core/hosts/running-hosts.ts'
import { PLACE_FRAGMENT_KEY } from '../../shared/contract/transport.ts'
import { SHOW_SESSION } from '../../shared/domain/show-session.ts'
import { CommandError, EXIT } from '../exit-codes.ts'
import { findSession } from '../find-session.ts'
import type { GlobalOptions } from '../global-options.ts'
import { printableJson } from '../output/json.ts'
import { homeFolder, knownPlatform } from '../settings-path.ts'
import type { Terminal } from '../terminal.ts'
import { askService } from '../with-service.ts'

export interface OpenOptions extends GlobalOptions {
  readonly json?: boolean
}

/** Brings the window of the desktop app that runs to the front, with a session where one is named; else says where a server is. */
export async function open(terminal: Terminal, id: string | undefined, options: OpenOptions): Promise<void> {
  const sessionId = id === undefined ? undefined : await wholeId(terminal, id, options)
  const hosts = await runningHosts(ownFolder(), createProcessTable(knownPlatform()))
  const desktop = hosts.find((host) => host.kind === 'desktop')
  const server = hosts.find((host) => host.kind === 'server')
  if (desktop) {
    await show(desktop, sessionId)
    if (options.json)
      terminal.out(printableJson({ shown: 'desktop', url: null, sessionId: sessionId ?? null }))
    else terminal.out('The window is in front.')
  } else if (server) {
    const url = addressOf(server.url, sessionId)
    if (options.json) terminal.out(printableJson({ shown: null, url, sessionId: sessionId ?? null }))
    else terminal.out(`Open ${terminal.paint('info', url)}`)
  } else {
    throw new CommandError(
      'no window is open, and no server runs.',
      EXIT.failed,
      'llm-session start opens the window; llm-session serve serves it in your browser.',
    )
  }
}

async function wholeId(terminal: Terminal, id: string, options: OpenOptions): Promise<string> {
  let found = id
  await askService(terminal, options, (service) => {
    found = findSession(service, id)
  })
  return found
}

/** Starts the app once more: it finds the one that runs, tells it what to show, and ends. */
async function show(
  { command: [program, ...args] }: Extract<HostReach, { kind: 'desktop' }>,
  sessionId: string | undefined,
): Promise<void> {
  const wanted = sessionId === undefined ? [] : [`${SHOW_SESSION}${sessionId}`]
  const child = spawn(program, [...args, ...wanted], { stdio: 'ignore' })
  try {
    await once(child, 'exit')
  } catch (cause) {
    throw notShown(cause instanceof Error ? cause.message : String(cause))
  }
  if (child.exitCode !== 0) throw notShown(`it ended with ${child.exitCode ?? 'a signal'}`)
}

function notShown(reason: string): CommandError {
  return new CommandError(
    `the window that runs could not be brought to the front: ${reason}.`,
    EXIT.failed,
    'Its picture in the tray opens it, too.',
  )
}

function addressOf(url: string, sessionId: string | undefined): string {
  if (sessionId === undefined) return url
  return `${url}&${PLACE_FRAGMENT_KEY}=${encodeURIComponent(`/session/${encodeURIComponent(sessionId)}`)}`
}

function ownFolder(): string {
  return dataFolder({ platform: knownPlatform(), home: homeFolder(), env: process.env })
}
