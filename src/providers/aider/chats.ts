const HEADER = Buffer.from('# aider chat started at ')
const TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)[ \r]*$/
/** Longer than any header: what follows it on a line is no time. */
const LONGEST_TIME = 40
const LINE_FEED = 10

/** One run of Aider, as a part of the history that it shares with all runs in one folder. */
export interface Chat {
  /** Unique in the history: when it was started, and which of that second it is. */
  readonly name: string
  /** Epoch milliseconds; Aider writes the time of the machine's own zone, to the second. */
  readonly startedAt: number
  /** Where its lines begin and end, in bytes, behind the header. */
  readonly start: number
  readonly end: number
}

/** The runs in a history, in their order. What stands before the first header belongs to none. */
export function chatsIn(history: Buffer): readonly Chat[] {
  const chats: { name: string; startedAt: number; start: number; end: number }[] = []
  const names = new Map<string, number>()
  for (let at = history.indexOf(HEADER); at >= 0; at = history.indexOf(HEADER, at + HEADER.length)) {
    if (at > 0 && history[at - 1] !== LINE_FEED) continue
    const start = at + HEADER.length
    const lineEnd = history.indexOf(LINE_FEED, start)
    const end = lineEnd < 0 ? history.length : lineEnd
    const time = end - start > LONGEST_TIME ? undefined : localTime(history.toString('latin1', start, end))
    if (!time) continue
    const last = chats.at(-1)
    if (last) last.end = at
    const times = (names.get(time.name) ?? 0) + 1
    names.set(time.name, times)
    const name = times === 1 ? time.name : `${time.name}-${times}`
    chats.push({ name, startedAt: time.at, start: end, end: history.length })
  }
  return chats
}

function localTime(text: string): { readonly name: string; readonly at: number } | undefined {
  const [, ...parts] = TIME.exec(text) ?? []
  if (parts.length === 0) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number)
  const at = new Date(year, month - 1, day, hour, minute, second).getTime()
  return at > 0 ? { name: `${parts.slice(0, 3).join('')}-${parts.slice(3).join('')}`, at } : undefined
}
