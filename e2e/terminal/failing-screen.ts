import { holdTerminal } from '../../src/cli/monitor/held-terminal.ts'

/** Takes the terminal, and at the first key fails in the way that its argument names. */
const [, , how] = process.argv

function fail(): void {
  if (how === 'exit') process.exit(7)
  const error = new Error('the screen failed')
  if (how === 'throw') throw error
  void Promise.reject(error)
}

const held = await holdTerminal(process, { onInput: fail, onResize: () => undefined })
held.draw({ above: [], main: ['Press a key.'], beside: null, below: [], pageLength: 0 })
