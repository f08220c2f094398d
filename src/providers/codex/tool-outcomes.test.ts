import { describe, expect, it } from 'vitest'
import { outcomeOfOutput } from './tool-outcomes.ts'

describe("a tool's output", () => {
  it.each([
    ['Exit code: 0\nWall time: 1 seconds\nOutput:\nExit code: 1', 'ok'],
    ['Exit code: 127\nWall time: 1 seconds\nOutput:\n', 'error'],
    ['Exit code: -1\nWall time: 1 seconds\nOutput:\n', 'error'],
    ['Chunk ID: d8d878\nWall time: 4.8583 seconds\nProcess exited with code 0\nOutput:\nok', 'ok'],
    ['Chunk ID: d8d878\nWall time: 4.8583 seconds\nProcess exited with code 2\nOutput:\nno', 'error'],
    ['Wall time: 0.008 seconds\nProcess exited with code 3\nOutput:\n', 'error'],
    ['Chunk ID: d8d878\nWall time: 1.0 seconds\nProcess running with session ID 7\nOutput:\n', 'ok'],
    [JSON.stringify({ output: 'hi', metadata: { exit_code: 0, duration_seconds: 0.1 } }), 'ok'],
    [JSON.stringify({ output: 'no', metadata: { exit_code: 1, duration_seconds: 0.1 } }), 'error'],
    [JSON.stringify({ output: ',"metadata":{"exit_code":1', metadata: { exit_code: 0 } }), 'ok'],
    [JSON.stringify({ task_name: '/root/sub1' }), 'ok'],
    ['unsupported call: spawn_agent', 'error'],
    ['failed to parse function arguments: missing field `cmd`', 'error'],
    ['exec_command failed for `rm`: Rejected("rejected by user")', 'rejected'],
    ['aborted by user after 12.4s', 'rejected'],
    ['Plan updated', 'ok'],
    ['', 'ok'],
  ])('%j is %s', (output, outcome) => {
    const text = JSON.stringify(output)
    expect(outcomeOfOutput(text, () => text)).toBe(outcome)
  })

  it('is known from the end of a long record, whose metadata stands behind all output', () => {
    const output = JSON.stringify({
      output: 'x'.repeat(10_000),
      metadata: { exit_code: 1, duration_seconds: 2 },
    })
    const text = JSON.stringify(output)
    expect(outcomeOfOutput(text.slice(0, 240), () => text.slice(-400))).toBe('error')
  })
})
