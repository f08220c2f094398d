import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { ModelServer, Provider, ProviderEnvironment, SmallFileReader } from '../provider.ts'
import { damagedLine } from './damaged-lines.ts'
import { HOSTILE_PATHS } from './hostile-paths.ts'
import { seededRandom } from './seeded-random.ts'

const DAMAGED_ANSWERS = 5_000
const ENVIRONMENT = { platform: 'linux', home: '/home/dev', env: {} } as const
const NO_FILES: SmallFileReader = {
  list: () => undefined,
  read: () => undefined,
  modifiedAt: () => undefined,
}
const LOOPBACK = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/
const HOSTS: readonly string[] = [
  '',
  'localhost',
  '127.0.0.1:1',
  '127.0.0.1.example.com',
  '127.0.0.1@example.com',
  'example.com:80#127.0.0.1',
  '10.0.0.1',
  '169.254.169.254',
  '[::ffff:10.0.0.1]:80',
  'http://example.com/127.0.0.1',
  'https://127.0.0.1',
  'unix:///run/server.sock',
  '2130706433',
  '0x7f000001',
  '::1%eth0',
  '127.0.0.1:99999999',
  '127.0.0.1:-1',
  '\u0000',
  ...HOSTILE_PATHS,
]

const count = z.int().nonnegative()
const modelsSchema = z.strictObject({
  malformed: count,
  models: z.array(
    z.strictObject({
      id: z.string().min(1),
      model: z.string().min(1),
      contextTokens: z.int().positive().optional(),
      sizeBytes: count.optional(),
      graphicsBytes: count.optional(),
      unloadsAt: z.date().optional(),
    }),
  ),
})

/** What holds for a program that is asked over HTTP. */
export function describeModelServer(provider: Provider, server: ModelServer): void {
  const answers = recordedAnswers(provider)

  it('is asked on this machine alone, whatever the environment and its files say', () => {
    expect(server.address(ENVIRONMENT, NO_FILES).kind).toBe('loopback')
    const files = (text: string): SmallFileReader => ({ ...NO_FILES, read: () => text })
    for (const host of HOSTS) {
      const env = new Proxy<ProviderEnvironment['env']>({}, { get: () => host })
      for (const text of [host, JSON.stringify({ host, port: host, url: host, networkInterface: host })]) {
        const address = server.address({ ...ENVIRONMENT, env }, files(text))
        if (address.kind === 'not asked') continue
        expect(address.host, host).toMatch(LOOPBACK)
        expect(Number.isInteger(address.port) && address.port > 0 && address.port < 65_536, host).toBe(true)
      }
    }
  })

  it('is asked for paths alone', () => {
    expect(server.paths.length).toBeGreaterThan(0)
    for (const path of server.paths) expect(path).toMatch(/^\/[\w/]+$/)
  })

  it('tells the models of its recorded answers, each by an id of its own', () => {
    expect(answers.length).toBeGreaterThan(0)
    for (const answer of answers) {
      const { models, malformed } = modelsSchema.parse(server.read(JSON.parse(answer.toString('utf8'))))
      expect(models.length).toBeGreaterThan(0)
      expect(malformed).toBe(0)
      expect(new Set(models.map(({ id }) => id)).size).toBe(models.length)
    }
  })

  it(`tells possible models, counts what is none, or refuses, in ${DAMAGED_ANSWERS} damaged answers`, () => {
    const random = seededRandom(DAMAGED_ANSWERS)
    let told = 0
    for (let number = 0; number < DAMAGED_ANSWERS; number++) {
      const answer = parsed(damagedLine(random.pick(answers), random.pick(answers), random))
      if (answer === undefined) continue
      const read = attempt(() => server.read(answer.value))
      if (read) modelsSchema.parse(read)
      if (read) told++
    }
    expect(told).toBeGreaterThan(DAMAGED_ANSWERS / 10)
  })
}

function recordedAnswers(provider: Provider): readonly Buffer[] {
  const folder = resolve(import.meta.dirname, '..', provider.manifest.id, 'fixtures')
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names.map((name) => readFileSync(join(folder, name)))
}

function parsed(text: Buffer): { readonly value: unknown } | undefined {
  return attempt(() => ({ value: JSON.parse(text.toString('utf8')) as unknown }))
}

/** A refusal is an `Error` with a sentence; anything else that is thrown is a bug. */
function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action()
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    expect(cause).toMatchObject({ message: 'not a list of models' })
    return undefined
  }
}
