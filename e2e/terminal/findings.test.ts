import { expect, it } from 'vitest'
import { listJson } from './answers.ts'
import { run } from './command.ts'
import { makeHome } from './home.ts'
import { recordings } from './recordings.ts'

it('health tells what a conversation shows, as show does, only where it is asked to', async () => {
  const home = makeHome()
  try {
    for (const recording of recordings()) recording.place(home)
    const { sessions } = await listJson(home)
    const compacted = sessions.find(
      ({ provider, compactions, transcript }) =>
        provider === 'claude-code' && compactions > 0 && transcript?.startsWith(home.path),
    )
    const id = compacted?.id ?? ''
    const { stdout } = await run(home, ['health', id, '--findings', '--json'])
    const shown = JSON.parse((await run(home, ['show', id, '--findings', '--json'])).stdout)
    expect(JSON.parse(stdout)).toMatchObject({ id, findings: shown.findings })
    expect(shown.findings.map(({ kind }: { kind: string }) => kind)).toContain('compacted')
    expect((await run(home, ['health', id, '--findings'])).stdout).toMatch(/\nFindings\n\S/)
    expect((await run(home, ['health', id])).stdout).not.toContain('Findings')
  } finally {
    home.remove()
  }
})
