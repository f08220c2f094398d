/** A daily stretch of time, `HH:MM` to `HH:MM` of the local clock. It may pass midnight. */
export interface QuietHours {
  readonly from: string
  readonly to: string
}

/** Whether `now` lies in the quiet hours: from the first minute on, before the last. Equal ends are a whole day. */
export function isQuietHour({ from, to }: QuietHours, now: Date): boolean {
  const minute = now.getHours() * 60 + now.getMinutes()
  const start = minuteOf(from)
  const end = minuteOf(to)
  return start < end ? minute >= start && minute < end : minute >= start || minute < end
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
