import { cpus, totalmem } from 'node:os'
import { expect, it } from 'vitest'
import { describeMachine } from './machine.ts'

it('names the system and counts its processors and memory', async () => {
  const warnings: string[] = []
  const logger = { debug() {}, warn: (message: string) => void warnings.push(message), error() {} }
  const machine = await describeMachine(logger)
  expect(machine.cpus).toBe(cpus().length)
  expect(machine.memoryBytes).toBe(totalmem())
  expect(machine.system).not.toBe('')
  expect(machine.system).not.toContain('unknown')
  expect(warnings).toEqual([])
})
