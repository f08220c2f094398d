import { describe, expect, it } from 'vitest'
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
})
