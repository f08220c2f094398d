import { appendFileSync, closeSync, openSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Provider } from '../../providers/provider.ts'
import { findProvider } from '../../providers/registry.ts'
import type { IndexedFile } from '../store/index-types.ts'
import { temporaryFolder } from '../store/testing/temporary-folder.ts'
import { LineReader } from './read-lines.ts'
import { readTranscript, type TranscriptReading } from './read-transcript.ts'

const claude = knownProvider('claude-code')

const prompt = (text: string) =>
  `${JSON.stringify({ type: 'user', sessionId: 's1', uuid: text, timestamp: '2026-11-20T10:00:00.000Z', message: { role: 'user', content: text } })}\n`

/** A transcript in the making: reads it as it is now, going on from what was read last. */
function growingTranscript() {
  const path = join(temporaryFolder(), 's1.jsonl')
  let known: IndexedFile | undefined
  return {
    path,
    read(duringIt: () => void = () => {}): TranscriptReading {
      const fd = openSync(path, 'r')
      try {
        const { dev, ino, size } = statSync(path)
        const ref = { sessionId: 's1', subagentOf: undefined }
        const file = { fd, dev, ino, sizeBytes: size, provider: interrupted(duringIt), ref, known }
        const counting = { counter: undefined, fileTokens: new Map() }
        const reading = readTranscript(file, new LineReader(), counting)
        known = indexed(reading, { path, dev, ino, size })
        return reading
      } finally {
        closeSync(fd)
      }
    },
  }
}

function knownProvider(id: string): Provider {
  const provider = findProvider(id)
  if (!provider) throw new Error(`there is no ${id}`)
  return provider
}

/** Claude Code's provider, whose parser is interrupted once, before its first line. */
function interrupted(work: () => void): Provider {
  let isDone = false
  return {
    ...claude,
    parser(...given) {
      const parser = claude.parser(...given)
      return {
        line(...line) {
          if (!isDone) work()
          isDone = true
          return parser.line(...line)
        },
        checkpoint: () => parser.checkpoint(),
      }
    },
  }
}

function indexed(
  { readOffset, fingerprint, lines, skipped, facts, touchedFiles, parserState }: TranscriptReading,
  stat: Pick<IndexedFile, 'path' | 'dev' | 'ino' | 'size'>,
): IndexedFile {
  return {
    ...stat,
    id: 1,
    provider: 'claude-code',
    root: '',
    sessionId: 's1',
    isSubagent: false,
    mtimeMs: 0,
    bornAt: 0,
    readOffset,
    fingerprint,
    lines,
    skipped,
    facts: JSON.stringify(facts),
    touchedFiles,
    parserState,
  }
}

describe('a transcript that is read again', () => {
  it('goes on where it ended, if lines were added', () => {
    const transcript = growingTranscript()
    writeFileSync(transcript.path, prompt('one'))
    expect(transcript.read()).toMatchObject({ fresh: true, lines: 1 })
    appendFileSync(transcript.path, prompt('two'))
    expect(transcript.read()).toMatchObject({ fresh: false, lines: 2, bytesRead: prompt('two').length })
  })

  it('is read whole if it was rewritten, also into a longer one', () => {
    const transcript = growingTranscript()
    writeFileSync(transcript.path, prompt('one'))
    transcript.read()
    writeFileSync(transcript.path, prompt('uno') + prompt('due') + prompt('tre'))
    expect(transcript.read()).toMatchObject({
      fresh: true,
      lines: 3,
      facts: { prompts: 3, firstPrompt: 'uno' },
    })
  })

  it('is read whole the next time if it was rewritten while it was read for the first time', () => {
    const transcript = growingTranscript()
    writeFileSync(transcript.path, prompt('one'))
    transcript.read(() => writeFileSync(transcript.path, prompt('uno')))
    appendFileSync(transcript.path, prompt('due'))
    expect(transcript.read()).toMatchObject({ fresh: true, lines: 2, facts: { firstPrompt: 'uno' } })
  })

  it('is read whole at once if it was rewritten while its addition was read', () => {
    const transcript = growingTranscript()
    writeFileSync(transcript.path, prompt('one'))
    transcript.read()
    appendFileSync(transcript.path, prompt('two'))
    const reading = transcript.read(() => writeFileSync(transcript.path, prompt('uno') + prompt('due')))
    expect(reading).toMatchObject({ fresh: true, lines: 2, facts: { firstPrompt: 'uno' } })
  })

  it('is read whole if a record that was counted before its line ended goes on in that line', () => {
    const transcript = growingTranscript()
    writeFileSync(transcript.path, prompt('one').trimEnd())
    expect(transcript.read()).toMatchObject({ lines: 1 })
    appendFileSync(transcript.path, `{${prompt('two')}`)
    expect(transcript.read()).toMatchObject({ fresh: true, lines: 1 })
  })
})
