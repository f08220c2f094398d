import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createServerHost,
  type RunningServer,
  type ServerHost,
  type ServerHostOptions,
} from '../server-host.ts'
import type { Every } from '../timers.ts'
import { createFakeCore, type FakeCore } from './fake-core.ts'
import { createManualClock, createRecordingLogger, type RecordingLogger } from './recording-logger.ts'

export interface TestServer extends RunningServer {
  readonly core: FakeCore
  readonly logger: RecordingLogger
  readonly host: ServerHost
  /** Lets one interval of the ping timer pass. */
  tick(): void
  readonly stop: () => Promise<void>
}

/** Files of the page, by path below its folder. */
export const PAGE: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html><script type="module" src="/assets/app-1a2b.js"></script>',
  'assets/app-1a2b.js': 'export const answer = 42\n',
  'assets/app-1a2b.css': 'body { margin: 0 }\n',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
}

/** Starts a real server on a free port, with a page in a temporary folder and the fake core behind it. */
export async function startTestServer(
  options: Partial<Pick<ServerHostOptions, 'host' | 'port' | 'token'>> = {},
): Promise<TestServer> {
  const folder = await writePage()
  const core = createFakeCore()
  const logger = createRecordingLogger()
  const ticks = new Set<() => void>()
  const every: Every = (_intervalMs, action) => {
    ticks.add(action)
    return () => void ticks.delete(action)
  }
  const host = createServerHost({
    ...options,
    router: core.router,
    staticFolder: join(folder, 'page'),
    clock: createManualClock(),
    logger,
    randomBytes,
    every,
  })
  const stop = async (): Promise<void> => {
    await host.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return {
      ...(await host.start()),
      core,
      logger,
      host,
      tick: () => ticks.forEach((action) => action()),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A folder with the page in `page` and a file beside it that must stay out of reach. */
async function writePage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'server-host-'))
  await mkdir(join(folder, 'page', 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), OUTSIDE)
  for (const [path, text] of Object.entries(PAGE)) await writeFile(join(folder, 'page', path), text)
  return folder
}

/** What stands in the file beside the page. */
export const OUTSIDE = 'not part of the page'
