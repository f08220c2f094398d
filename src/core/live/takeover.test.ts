import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startProgram } from '../store/testing/child-process.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { growingTranscript } from './testing/growing-transcript.ts'

const HOST = join(import.meta.dirname, 'testing', 'host-child.ts')

/** A host in a process of its own, and all that it said so far. */
function startHost(home: string, data: string) {
  const child = startProgram(HOST, [home, data])
  const said: string[] = []
  let news: () => void = () => {}
  child.lines.on('line', (line) => {
    said.push(line)
    news()
  })
  void child.ended.then(() => news())
  return {
    child,
    said,
    /** Waits until it says so, and forgets what it said until then. */
    async says(text: string): Promise<void> {
      while (!said.includes(text)) {
        await new Promise<void>((resolve) => {
          news = resolve
        })
        if (child.process.exitCode !== null) throw new Error((await child.ended).errors)
      }
      said.splice(0, said.indexOf(text) + 1)
    },
  }
}

describe('two servers on one machine', () => {
  it('keep one index: the second shows what the first reads, and goes on when that is killed', {
    timeout: 60_000,
  }, async () => {
    const home = temporaryFolder()
    const data = temporaryFolder()
    const session = growingTranscript(home, 1)
    session.begin()
    const first = startHost(home, data)
    await first.says('keeps')
    const second = startHost(home, data)
    await second.says('reads')

    session.grow(1)
    await second.says(`changed ${session.id}`)

    first.child.process.kill('SIGKILL')
    await first.child.ended
    // Nobody keeps the index now: what is written here is found by the one that takes over.
    session.grow(2)
    await second.says(`changed ${session.id}`)
    second.child.process.stdin?.write('?\n')
    await second.says('keeps')
    session.grow(3)
    await second.says(`changed ${session.id}`)
    expect(second.child.process.exitCode).toBeNull()
  })
})
