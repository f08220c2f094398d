import { describe, expect, it } from 'vitest'
import { sampleSession } from '../../shared/contract/testing/sample-session.ts'
import { type Command, matchingCommands, sessionCommand } from './commands.ts'

const named = (name: string, hint = ''): Command => ({ id: name, name, hint, run: () => undefined })
const names = (commands: readonly Command[]) => commands.map(({ name }) => name)

describe('the commands that match', () => {
  it('are all of them in their order where nothing was typed', () => {
    expect(names(matchingCommands([named('b'), named('a')], ' '))).toEqual(['b', 'a'])
  })

  it('have every word in name or hint, whatever the case, and those that begin so come first', () => {
    const commands = [named('Use the dark theme'), named('Dark matter', 'theme'), named('Light', 'theme')]
    expect(names(matchingCommands(commands, 'DARK theme'))).toEqual(['Dark matter', 'Use the dark theme'])
  })

  it('are no more than a screen can show', () => {
    const many = Array.from({ length: 500 }, (_, index) => named(`session ${index}`))
    expect(matchingCommands(many, 'session').length).toBeLessThan(100)
  })
})

describe('a session among the commands', () => {
  it('is found by its title, its project and its state', () => {
    const command = sessionCommand(
      sampleSession({ title: 'Fix it', project: 'shop', state: 'waiting' }),
      () => undefined,
    )
    expect(matchingCommands([command], 'shop waiting fix')).toEqual([command])
  })
})
