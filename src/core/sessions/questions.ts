import { closeSync, readSync } from 'node:fs'
import type { Session } from '../../shared/contract/session.ts'
import { openRegular } from '../files/open-regular.ts'
import type { Logger } from '../ports.ts'

/** Bytes at the end of a transcript in which the open call of a waiting session stands. */
const TAIL_BYTES = 256 << 10

interface Asked {
  /** Size and time of the transcript that was read. */
  readonly state: string
  readonly text: string | undefined
}

/** What waiting sessions ask, from the ends of their transcripts. A transcript is read once for each of its states. */
export class Questions {
  private readonly logger: Logger
  private asked: ReadonlyMap<string, Asked> = new Map()

  constructor(logger: Logger) {
    this.logger = logger
  }

  /** `undefined` where the transcript does not tell. */
  of(id: string): string | undefined {
    return this.asked.get(id)?.text
  }

  /** Reads what changed. Nothing is loaded where nobody waits. */
  async look(sessions: readonly Session[]): Promise<void> {
    const waiting = sessions.filter(({ state, transcript }) => state === 'waiting' && transcript !== null)
    const asked = new Map<string, Asked>()
    for (const session of waiting) {
      try {
        asked.set(session.id, await this.read(session))
      } catch (cause) {
        this.logger.error(`cannot read what ${session.id} asks`, cause)
      }
    }
    this.asked = asked
  }

  private async read({ id, provider, transcript }: Session): Promise<Asked> {
    const opened = openRegular(transcript ?? '')
    // A document has no end that could be read by itself.
    if (opened.kind === 'refused') return { state: '', text: undefined }
    try {
      const { size, mtimeMs } = opened.stat
      const state = `${size} ${mtimeMs}`
      const known = this.asked.get(id)
      if (known?.state === state) return known
      return { state, text: await questionIn(opened.fd, size, provider) }
    } finally {
      closeSync(opened.fd)
    }
  }
}

async function questionIn(fd: number, size: number, providerId: string): Promise<string | undefined> {
  const [{ findProvider }, { openQuestion }] = await Promise.all([
    import('../../providers/registry.ts'),
    import('../conversation/open-question.ts'),
  ])
  const format = await findProvider(providerId)?.conversation?.()
  if (!format?.lines) return undefined
  const from = Math.max(0, size - TAIL_BYTES)
  const tail = Buffer.alloc(size - from)
  const got = readSync(fd, tail, 0, tail.length, from)
  const lines = tail.toString('utf8', 0, got).split('\n')
  return openQuestion(from === 0 ? lines : lines.slice(1), format.lines)
}
