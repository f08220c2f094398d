import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { redactHomes } from './redact-homes.ts'
import { redactSecrets } from './redact.ts'
import { secretCorpus } from './testing/secret-corpus.ts'

const SOURCES = resolve(import.meta.dirname, '../..')

/** Lines of real transcripts and of our own code, which speaks of tokens all the time. */
function realLines(): { file: string; line: string }[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:jsonl|json|md|tsx?|css)$/.test(file) && !file.includes('redaction'))
    .flatMap((file) =>
      readFileSync(join(SOURCES, file), 'utf8')
        .split('\n')
        .map((line) => ({ file, line })),
    )
}

describe('redaction', () => {
  it('finds at least 99 of 100 secrets, in whatever they are wrapped', () => {
    const samples = secretCorpus(500, 7)
    const missed = samples.filter(({ text, secret }) => redactSecrets(text).text.includes(secret))
    expect(
      missed.map(({ kind, encoding, text }) => `${kind}, ${encoding}: ${text.slice(0, 160)}`),
    ).toHaveLength(0)
  })

  it('takes at most one in 1,000 real lines for a secret', () => {
    const lines = realLines()
    expect(lines.length).toBeGreaterThan(20_000)
    const wrong = lines.filter(({ line }) => redactSecrets(line).counts.size > 0)
    const shown = wrong.map(({ file, line }) => `${file}: ${redactSecrets(line).text.slice(0, 200)}`)
    expect(shown.length, shown.join('\n')).toBeLessThanOrEqual(lines.length / 1000)
  })

  it.each([
    'max_tokens: 200000',
    'const token = await readToken(path)',
    'password: z.string().min(8)',
    '"token": "<your token>"',
    'TOKEN=$GITHUB_TOKEN npm publish',
    'secret = process.env.SECRET_KEY',
    'Authorization: Bearer ${token}',
    'see https://example.org:8080/users@home',
    'commit 3f2a8c1d9e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b',
    'sha512-z9Xk2mQ0f7G1h3J5l8N0pRt+Vw==',
    'id 01a1fb7f-0000-7000-8000-00000000000a',
    'the password is checked by checkPassword()',
  ])('leaves alone: %s', (text) => {
    expect(redactSecrets(text).text).toBe(text)
  })

  it('takes a private key out as a whole', () => {
    const text = `before\n-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNza\n'.repeat(20)}-----END OPENSSH PRIVATE KEY-----\nafter`
    expect(redactSecrets(text)).toEqual({
      text: 'before\n[redacted private-key]\nafter',
      counts: new Map([['private-key', 1]]),
    })
  })

  it('counts what it took out by kind, and changes nothing when it is done again', () => {
    const once = redactSecrets(`a ghp_${'a1B2'.repeat(9)} b ghp_${'c3D4'.repeat(9)} c AKIAABCDEFGHIJKLMNOP`)
    expect(once.text).toBe('a [redacted github-token] b [redacted github-token] c [redacted aws-access-key]')
    expect(once.counts).toEqual(
      new Map([
        ['github-token', 2],
        ['aws-access-key', 1],
      ]),
    )
    expect(redactSecrets(once.text)).toEqual({ text: once.text, counts: new Map() })
  })
})

describe('home folders', () => {
  it.each([
    ['/home/ada/shop/a.ts and /home/ada', '~/shop/a.ts and ~', 2],
    ['/home/adalbert/shop', '~/shop', 1],
    ['"/Users/grace/Library/x"', '"~/Library/x"', 1],
    ['C:\\Users\\Grace\\x', '~\\x', 1],
    ['{"path":"C:\\\\Users\\\\Grace\\\\x"}', '{"path":"~\\\\x"}', 1],
    ['/Users/Shared/x and /srv/home/x', '/Users/Shared/x and /srv/home/x', 0],
    ['https://example.org/home/news', 'https://example.org/home/news', 0],
  ])('%s', (text, expected, count) => {
    expect(redactHomes(text, '/home/ada')).toEqual({ text: expected, count })
  })
})
