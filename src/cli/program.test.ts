import { describe, expect, it } from 'vitest'
import { EXAMPLES } from './examples.ts'
import { buildProgram } from './program.ts'
import type { Terminal } from './terminal.ts'

const quiet = () => {}
const terminal: Terminal = {
  out: quiet,
  raw: quiet,
  err: quiet,
  progress: quiet,
  paint: (_tone, text) => text,
  width: 80,
  isInteractive: false,
}

describe('the program', () => {
  const whole = buildProgram(terminal).commands

  it.each(whole.map((command) => [command.name(), command.helpGroup()]))(
    'describes for %s the commands of its group alone, as the whole program does',
    (name, group) => {
      const described = buildProgram(terminal, [name, '--help']).commands
      const inGroup = whole.filter((command) => command.helpGroup() === group)
      expect(described.map((command) => command.helpInformation())).toEqual(
        inGroup.map((command) => command.helpInformation()),
      )
    },
  )

  it.each([[], ['help'], ['--help'], ['lsit']])('describes all commands for %j', (...args) => {
    expect(buildProgram(terminal, args).commands).toHaveLength(whole.length)
  })

  it.each([
    ['--verbose', 'list'],
    ['list', '--verbose'],
  ])('has the log shown by %s %s', (...args) => {
    const program = buildProgram(terminal, args)
    const command = program.commands.find((one) => one.name() === 'list')
    let verbose: unknown
    command?.action((options: { readonly verbose?: boolean }) => void (verbose = options.verbose))
    program.parse(args, { from: 'user' })
    expect(verbose).toBe(true)
  })

  it('shows for every command how it is called, on pages that fit 80 columns', async () => {
    for (const command of whole) {
      const page = helpOf(command.name())
      await expect(page).toMatchFileSnapshot(`testing/help/${command.name()}.txt`)
      expect(page, command.name()).toContain('Examples:')
      expect(Math.max(...page.split('\n').map((line) => line.length)), command.name()).toBeLessThanOrEqual(80)
    }
  })

  it.each(Object.values(EXAMPLES).flatMap((examples) => examples.map(([call]) => call)))(
    'understands its example: %s',
    (call) => {
      const words = call.replace(/ [>|] .*$/, '').match(/"[^"]*"|\S+/g) ?? []
      const [name = '', ...rest] = words.map((word) => word.replaceAll('"', ''))
      const command = buildProgram(terminal, [name]).commands.find((one) => one.name() === name)
      expect(command, name).toBeDefined()
      let isCalled = false
      command?.action(() => void (isCalled = true)).exitOverride()
      command?.parse(rest, { from: 'user' })
      expect(isCalled).toBe(true)
    },
  )
})

function helpOf(name: string): string {
  const lines: string[] = []
  const writing: Terminal = { ...terminal, out: (...more) => void lines.push(...more) }
  expect(() => buildProgram(writing, [name]).parse([name, '--help'], { from: 'user' })).toThrow(
    '(outputHelp)',
  )
  return `${lines.join('\n')}\n`
}
