import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runAsOrdinaryUser } from './testing/ordinary-user.ts'
import { type TranscriptWalk, walkTranscripts } from './walk-transcripts.ts'

const onUnix = process.platform !== 'win32'
const source = join(import.meta.dirname, 'walk-transcripts.ts')
let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'walk-')))
  chmodSync(root, 0o755)
})
afterEach(() => {
  if (onUnix) execFileSync('chmod', ['-R', 'u+rwX', root])
  rmSync(root, { recursive: true, force: true })
})

function write(relativePath: string, text = ''): string {
  const path = join(root, relativePath)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

function walk(maxDepth = 3, isTranscript = (path: string) => path.endsWith('.jsonl')): TranscriptWalk {
  return walkTranscripts({ path: root, maxDepth }, isTranscript)
}

function names(found: TranscriptWalk): readonly string[] {
  return found.files.map((file) => file.relativePath)
}

function listenOn(path: string): Promise<Server> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(path, () => resolve(server))
  })
}

describe('walkTranscripts', () => {
  it('finds the transcripts in one order and leaves the rest alone', () => {
    for (const path of ['b/2.jsonl', 'b/10.jsonl', 'a/x.jsonl', 'z.jsonl', 'a/notes.md', 'É/e.jsonl'])
      write(path)
    const found = walk()
    expect(names(found)).toEqual(['a/x.jsonl', 'b/10.jsonl', 'b/2.jsonl', 'z.jsonl', 'É/e.jsonl'])
    expect(found).toMatchObject({ status: 'ok', realRoot: root, problems: [] })
    expect(found.folders.map(({ path }) => path)).toEqual([
      root,
      join(root, 'a'),
      join(root, 'b'),
      join(root, 'É'),
    ])
  })

  it('tells size, identity and times of each', () => {
    const path = write('a.jsonl', 'hello')
    const [file] = walk().files
    expect(file).toMatchObject({ path, relativePath: 'a.jsonl', sizeBytes: 5 })
    expect(file?.ino).toBeGreaterThan(0)
    expect(Math.abs((file?.mtimeMs ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  it('asks with the path below the root', () => {
    write('a/b/c.jsonl')
    const asked: string[] = []
    walk(2, (path) => asked.push(path) > 0)
    expect(asked).toEqual(['a/b/c.jsonl'])
  })

  it('looks only as deep as the root says', () => {
    for (const path of ['0.jsonl', '1/1.jsonl', '1/2/2.jsonl']) write(path)
    expect(names(walk(0))).toEqual(['0.jsonl'])
    expect(names(walk(1))).toEqual(['0.jsonl', '1/1.jsonl'])
    expect(names(walk(2))).toEqual(['0.jsonl', '1/1.jsonl', '1/2/2.jsonl'])
  })

  it('tells an absent root from an empty one and from one that is no folder', () => {
    expect(walk()).toMatchObject({ status: 'ok', files: [], problems: [] })
    const file = write('file')
    const below = (path: string) => walkTranscripts({ path, maxDepth: 1 }, () => true)
    expect(below(join(root, 'none'))).toMatchObject({ status: 'absent', realRoot: undefined, problems: [] })
    expect(below(join(file, 'none'))).toMatchObject({ status: 'absent', problems: [] })
    expect(below(file)).toMatchObject({
      status: 'unreadable',
      problems: [{ path: file, reason: 'not a folder' }],
    })
  })

  it('does not notice what vanishes before it is looked at', () => {
    const gone = write('a.jsonl')
    write('b.jsonl')
    const found = walk(1, (path) => {
      if (path === 'a.jsonl') unlinkSync(gone)
      return true
    })
    expect(names(found)).toEqual(['b.jsonl'])
    expect(found).toMatchObject({ status: 'ok', problems: [] })
  })

  it('lists a file with two names once', () => {
    linkSync(write('a.jsonl'), join(root, 'b.jsonl'))
    expect(names(walk())).toEqual(['a.jsonl'])
  })
})

describe.runIf(onUnix)('walkTranscripts among links', () => {
  it('follows the root itself', () => {
    write('real/a.jsonl')
    symlinkSync(join(root, 'real'), join(root, 'link'))
    const found = walkTranscripts({ path: join(root, 'link'), maxDepth: 1 }, () => true)
    expect(found.realRoot).toBe(join(root, 'real'))
    expect(found.files.map((file) => file.path)).toEqual([join(root, 'real', 'a.jsonl')])
  })

  it('says that a root is a loop', () => {
    const loop = join(root, 'loop')
    symlinkSync(loop, loop)
    const found = walkTranscripts({ path: loop, maxDepth: 1 }, () => true)
    expect(found).toMatchObject({ status: 'unreadable', problems: [{ path: loop, reason: 'symbolic link' }] })
  })

  it('neither runs in a loop nor leaves the root, and names the links that could hide something', () => {
    write('a/x.jsonl')
    symlinkSync('..', join(root, 'a', 'loop'))
    symlinkSync('/etc', join(root, 'escape'))
    symlinkSync('/etc/passwd', join(root, 'stolen.jsonl'))
    const found = walk(8)
    expect(names(found)).toEqual(['a/x.jsonl'])
    expect(found.status).toBe('partial')
    expect(found.problems).toEqual([
      { path: join(root, 'a', 'loop'), reason: 'symbolic link' },
      { path: join(root, 'escape'), reason: 'symbolic link' },
      { path: join(root, 'stolen.jsonl'), reason: 'symbolic link' },
    ])
  })

  it('says nothing of links that hide no transcript', () => {
    write('a.jsonl')
    symlinkSync('/etc/passwd', join(root, 'notes'))
    symlinkSync('nowhere', join(root, 'broken'))
    symlinkSync('self', join(root, 'self'))
    expect(walk()).toMatchObject({ status: 'ok', problems: [] })
  })

  it('does not enter a folder that became a link after it was listed', () => {
    write('a.jsonl')
    write('b/x.jsonl')
    const found = walk(2, (path) => {
      if (path === 'a.jsonl') {
        renameSync(join(root, 'b'), join(root, 'moved'))
        symlinkSync('/etc', join(root, 'b'))
      }
      return true
    })
    expect(names(found)).toEqual(['a.jsonl'])
    expect(found.problems).toEqual([{ path: join(root, 'b'), reason: 'symbolic link' }])
  })
})

describe.runIf(onUnix)('walkTranscripts among things that are no files', () => {
  it('opens neither pipes nor sockets and names those that look like a transcript', async () => {
    write('a.jsonl')
    execFileSync('mkfifo', [join(root, 'pipe.jsonl'), join(root, 'other-pipe')])
    const server = await listenOn(join(root, 'socket.jsonl'))
    const found = walk()
    server.close()
    expect(names(found)).toEqual(['a.jsonl'])
    expect(found.status).toBe('partial')
    expect(found.problems).toEqual([
      { path: join(root, 'pipe.jsonl'), reason: 'not a regular file' },
      { path: join(root, 'socket.jsonl'), reason: 'not a regular file' },
    ])
  })

  it.runIf(process.platform === 'linux')('names what it cannot find because its name is no text', () => {
    execFileSync('sh', ['-c', `: > "$0/$(printf '\\377').jsonl"`, root])
    expect(walk().problems).toEqual([
      { path: join(root, '\u{FFFD}.jsonl'), reason: 'name is not valid UTF-8' },
    ])
  })
})

describe.runIf(onUnix)('walkTranscripts without permission', () => {
  function walkAsOrdinaryUser(): unknown {
    const body = `
      const walk = module.walkTranscripts({ path: args[0], maxDepth: 3 }, (path) => path.endsWith('.jsonl'))
      return [walk.status, walk.files.map((file) => file.relativePath), walk.problems]`
    return runAsOrdinaryUser(source, body, root)
  }

  it('goes on after a folder that may not be read, and names it', () => {
    write('a/x.jsonl')
    write('b/y.jsonl')
    write('c/z.jsonl')
    chmodSync(join(root, 'b'), 0o000)
    expect(walkAsOrdinaryUser()).toEqual([
      'partial',
      ['a/x.jsonl', 'c/z.jsonl'],
      [{ path: join(root, 'b'), reason: 'permission denied' }],
    ])
  })

  it('lists a transcript that may not be read: that is for its reader to find out', () => {
    chmodSync(write('a.jsonl'), 0o000)
    expect(walkAsOrdinaryUser()).toEqual(['ok', ['a.jsonl'], []])
  })

  it('says that the root may not be read', () => {
    write('a.jsonl')
    chmodSync(root, 0o000)
    expect(walkAsOrdinaryUser()).toEqual(['unreadable', [], [{ path: root, reason: 'permission denied' }]])
  })
})
