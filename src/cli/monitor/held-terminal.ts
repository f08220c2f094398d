import type { Frame } from './frame.ts'
import { type Input, readInputs } from './input.ts'
import type { Screen } from './screen.ts'

export interface HeldTerminalEvents {
  readonly onInput: (input: Input) => void
  readonly onResize: (columns: number, lines: number) => void
}

export interface TerminalStreams {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
}

/** A terminal tells a key that begins with an escape in one piece; over a slow line its end may come this much later. */
const ESCAPE_WAIT_MS = 40
/**
 * The other screen begins where the cursor was. Long lines are cut where they end, pasted text is told from typed, and
 * clicks come with places beyond column 223.
 */
const MODES_ON = '\u001b[H\u001b[?7l\u001b[?2004h'
const MODES_OFF = '\u001b[?2004l\u001b[?7h'
const MOUSE_ON = '\u001b[?1000h\u001b[?1006h'
const MOUSE_OFF = '\u001b[?1006l\u001b[?1000l'
/** All programs of this job: whoever started this one is to stop with it. */
const WHOLE_JOB = 0
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Windows has no such signal. */
const CAN_STOP = process.platform !== 'win32'

/** Takes the terminal. Whatever ends the program, a crash too, gives it back. */
export async function holdTerminal(
  streams: TerminalStreams,
  events: HeldTerminalEvents,
): Promise<HeldTerminal> {
  const { openScreen } = await import('./screen.ts')
  return new HeldTerminal(streams, events, () => openScreen(streams))
}

/** The terminal while the monitor has it: its other screen, its keys and its mouse. */
export class HeldTerminal {
  /** Resolves when the terminal is gone, or a signal asks the program to end. */
  readonly ended: Promise<void>
  private readonly streams: TerminalStreams
  private readonly events: HeldTerminalEvents
  private readonly openScreen: () => Screen
  private readonly keys: KeyReader
  private readonly forgetEnd: () => void
  private screen: Screen | undefined
  private lastFrame: Frame | undefined
  private takesMouse = true

  constructor(streams: TerminalStreams, events: HeldTerminalEvents, openScreen: () => Screen) {
    this.streams = streams
    this.events = events
    this.openScreen = openScreen
    this.keys = new KeyReader(events.onInput)
    const { ended, forget } = endOf(streams.stdin)
    this.ended = ended
    this.forgetEnd = forget
    this.enter()
    streams.stdout.on('resize', this.resized)
    if (CAN_STOP) process.on('SIGTSTP', this.stopAlone)
    process.on('uncaughtExceptionMonitor', this.leave)
    process.on('exit', this.leave)
  }

  draw(frame: Frame): void {
    this.lastFrame = frame
    this.screen?.draw(frame)
  }

  /** Draws everything anew, also what seems to be there. */
  redraw(): void {
    this.leave()
    this.comeBack()
  }

  takeMouse(take: boolean): void {
    this.takesMouse = take
    if (this.screen) this.streams.stdout.write(take ? MOUSE_ON : MOUSE_OFF)
  }

  /** Stops the program as Ctrl Z does, with the terminal as it was; comes back when the program goes on. */
  suspend(): void {
    if (CAN_STOP) this.stop(WHOLE_JOB)
  }

  /** Gives the terminal back. Later calls do nothing. */
  close(): void {
    this.leave()
    this.forgetEnd()
    this.streams.stdout.off('resize', this.resized)
    process.off('SIGTSTP', this.stopAlone)
    process.off('uncaughtExceptionMonitor', this.leave)
    process.off('exit', this.leave)
  }

  private enter(): void {
    if (this.screen) return
    const { stdin, stdout } = this.streams
    this.screen = this.openScreen()
    stdout.write(MODES_ON + (this.takesMouse ? MOUSE_ON : ''))
    stdin.setRawMode(true)
    stdin.setEncoding('utf8')
    stdin.on('data', this.received)
    stdin.resume()
  }

  private readonly leave = (): void => {
    if (!this.screen) return
    const { stdin, stdout } = this.streams
    this.keys.forget()
    stdin.off('data', this.received)
    stdin.setRawMode(false)
    stdin.pause()
    stdout.write(MOUSE_OFF + MODES_OFF)
    this.screen.close()
    this.screen = undefined
  }

  private comeBack(): void {
    this.enter()
    // Also where nothing has changed in the meantime, there has to be a picture.
    if (this.lastFrame) this.screen?.draw(this.lastFrame)
    this.resized()
  }

  private stop(target: number): void {
    this.leave()
    process.off('SIGTSTP', this.stopAlone)
    // Returns when the program goes on; at once where nobody could continue it.
    process.kill(target, 'SIGTSTP')
    process.on('SIGTSTP', this.stopAlone)
    this.comeBack()
  }

  private readonly stopAlone = (): void => this.stop(process.pid)
  private readonly received = (chunk: Buffer | string): void => this.keys.push(String(chunk))
  private readonly resized = (): void => {
    const { columns, rows } = this.streams.stdout
    this.events.onResize(columns, rows)
  }
}

/** Puts pieces of input together, and tells an escape that stands alone from the beginning of a sequence. */
class KeyReader {
  private readonly onInput: (input: Input) => void
  private rest = ''
  private timer: NodeJS.Timeout | undefined

  constructor(onInput: (input: Input) => void) {
    this.onInput = onInput
  }

  push(received: string): void {
    clearTimeout(this.timer)
    this.take(this.rest + received, false)
    if (this.rest !== '') this.timer = setTimeout(() => this.take(this.rest, true), ESCAPE_WAIT_MS)
  }

  forget(): void {
    clearTimeout(this.timer)
    this.rest = ''
  }

  private take(received: string, isComplete: boolean): void {
    const { inputs, rest } = readInputs(received, isComplete)
    this.rest = rest
    for (const input of inputs) this.onInput(input)
  }
}

/** Resolves at the first signal that asks to end, and when nothing can be typed any more. */
function endOf(stdin: NodeJS.ReadStream): { readonly ended: Promise<void>; readonly forget: () => void } {
  let end = (): void => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  for (const signal of ENDING_SIGNALS) process.on(signal, end)
  // A terminal that is closed ends its input, with an error on some systems.
  for (const event of ['end', 'close', 'error']) stdin.on(event, end)
  return {
    ended,
    forget() {
      for (const signal of ENDING_SIGNALS) process.off(signal, end)
      for (const event of ['end', 'close', 'error']) stdin.off(event, end)
    },
  }
}
