import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { environmentLines, SIGNING_SECRETS, signingFor } from './signing.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const mac = Object.fromEntries(SIGNING_SECRETS.darwin.map((name) => [name, `the ${name}`]))

describe('the signing identity', () => {
  it('is none where no secret is set, also where they come as empty texts', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(signingFor(platform, {})).toEqual({ kind: 'unsigned' })
      expect(signingFor(platform, { MAC_CERTIFICATE: '', WINDOWS_CERTIFICATE: '' })).toEqual({
        kind: 'unsigned',
      })
    }
  })

  it('is given to electron-builder under its own names', () => {
    expect(signingFor('win32', { WINDOWS_CERTIFICATE: 'p12', WINDOWS_CERTIFICATE_PASSWORD: 'word' })).toEqual(
      {
        kind: 'signed',
        variables: { WIN_CSC_LINK: 'p12', WIN_CSC_KEY_PASSWORD: 'word' },
        keyFile: null,
      },
    )
    expect(signingFor('darwin', mac)).toEqual({
      kind: 'signed',
      variables: {
        CSC_LINK: 'the MAC_CERTIFICATE',
        CSC_KEY_PASSWORD: 'the MAC_CERTIFICATE_PASSWORD',
        APPLE_API_KEY_ID: 'the APPLE_API_KEY_ID',
        APPLE_API_ISSUER: 'the APPLE_API_ISSUER',
      },
      keyFile: 'the APPLE_API_KEY',
    })
  })

  it('is refused where it is half there: signed and not notarised, say', () => {
    const { APPLE_API_KEY: _, ...without } = mac
    expect(signingFor('darwin', without)).toEqual({ kind: 'incomplete', missing: ['APPLE_API_KEY'] })
  })

  it('is handed on line by line, whatever a secret holds', () => {
    expect(environmentLines({ A: 'one\ntwo', B: 'x=y' }, 'END')).toBe(
      'A<<END\none\ntwo\nEND\nB<<END\nx=y\nEND\n',
    )
  })
})

const stepSchema = z.object({
  run: z.string().optional(),
  uses: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
})
const workflowSchema = z.object({ jobs: z.record(z.string(), z.object({ steps: z.array(stepSchema) })) })

describe('the release workflow', () => {
  const text = readFileSync(resolve(ROOT, '.github/workflows/package.yml'), 'utf8')
  const { jobs } = workflowSchema.parse(parse(text))
  const steps = jobs['package']?.steps ?? []
  const place = (command: string) => steps.findIndex(({ run }) => run?.includes(command) === true)

  it('checks Electron, prepares the signing, packs, verifies and then uploads, in this order', () => {
    const places = [
      place('scripts/packaging/check-electron.ts'),
      place('scripts/packaging/prepare-signing.ts'),
      place('npm run package'),
      place('scripts/packaging/verify-packages.ts'),
      steps.findIndex(({ uses }) => uses?.startsWith('actions/upload-artifact') === true),
    ]
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('gives each secret to the one step that judges it, and none to the step that packs', () => {
    const given = Object.entries(steps[place('prepare-signing.ts')]?.env ?? {})
    const secrets: readonly string[] = [...SIGNING_SECRETS.darwin, ...SIGNING_SECRETS.win32]
    expect(given).toEqual(secrets.map((name) => [name, `\${{ secrets.${name} }}`]))
    expect(JSON.stringify(steps[place('npm run package')])).not.toContain('secrets.')
  })

  it('publishes nothing by itself, and packs nothing that could fetch an update', () => {
    const builder = z
      .object({ publish: z.null() })
      .loose()
      .parse(parse(readFileSync(resolve(ROOT, 'electron-builder.yml'), 'utf8')))
    expect(builder.publish).toBeNull()
    expect(text).toContain('--draft')
    const manifest = z
      .object({
        dependencies: z.record(z.string(), z.string()),
        devDependencies: z.record(z.string(), z.string()),
      })
      .parse(JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')))
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(names.filter((name) => /updat/.test(name))).toEqual([])
  })
})
