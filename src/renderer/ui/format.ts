import type { Session } from '../../shared/contract/index.ts'

/** Stands where there is no number. Never a zero, which would be one. */
export const NO_VALUE = '–'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type TimeUnit = 'second' | 'minute' | 'hour' | 'day'

/** Turns numbers and times into text for people. */
export interface Formatter {
  /** A count in at most three digits and a letter: `412K`. */
  readonly compact: (count: number | null) => string
  /** A count with all its digits. */
  readonly exact: (count: number | null) => string
  /** A ratio of 0 to 1 in whole per cent. */
  readonly percent: (ratio: number | null) => string
  /** A small ratio, to a hundredth of a per cent. */
  readonly finePercent: (ratio: number) => string
  /** Dollars, without cents from a hundred on, marked where the number is an estimate. */
  readonly cost: (cost: Session['costUsd']) => string
  /** Dollars without a mark; without cents from a hundred on. */
  readonly dollars: (value: number) => string
  /** Time since `at` in its largest unit: `3m`. An instant in the future counts as now: clocks differ. */
  readonly age: (at: Date | null, now: Date) => string
  /** A length of time in milliseconds, in its two largest units: `2h 10m`. */
  readonly duration: (durationMs: number | null) => string
  readonly clockTime: (at: Date) => string
  /** An amount of memory or of a file, in at most three digits. */
  readonly bytes: (count: number | null) => string
  /** A length of time in seconds, with one digit behind the point below ten. */
  readonly seconds: (seconds: number) => string
  /** Day and month; with the day of the week; an hour of the day. */
  readonly day: (at: Date) => string
  readonly weekday: (at: Date) => string
  readonly hour: (at: Date) => string
  /** Hours and minutes. */
  readonly shortTime: (at: Date) => string
  readonly dateTime: (at: Date | null) => string
}

/** Without a locale it is the reader's own. */
export function createFormatter(locale?: string): Formatter {
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 })
  const exact = new Intl.NumberFormat(locale)
  const finePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const cents = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' })
  const dollars = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: 0,
  })
  const clockTime = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const seconds = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    maximumFractionDigits: 0,
  })
  const fineSeconds = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    maximumFractionDigits: 1,
  })
  const bytes = new Intl.NumberFormat(locale, {
    notation: 'compact',
    style: 'unit',
    unit: 'byte',
    unitDisplay: 'narrow',
    maximumSignificantDigits: 3,
  })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' })
  const shortTime = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const hour = new Intl.DateTimeFormat(locale, { hour: 'numeric' })
  const amountOf = (value: number): string => {
    const isLessThanACent = value > 0 && value < 0.01
    return isLessThanACent ? `<${cents.format(0.01)}` : (value < 100 ? cents : dollars).format(value)
  }
  const units = createUnitFormats(locale)
  const inUnit = (amount: number, unit: TimeUnit): string => units[unit].format(Math.floor(amount))

  return {
    compact: (count) => (count === null ? NO_VALUE : compact.format(count)),
    exact: (count) => (count === null ? NO_VALUE : exact.format(count)),
    percent: (ratio) => (ratio === null ? NO_VALUE : percent.format(ratio)),
    finePercent: (ratio) => finePercent.format(ratio),
    cost({ value, source }) {
      if (value === null) return NO_VALUE
      return source === 'estimated' ? `≈${amountOf(value)}` : amountOf(value)
    },
    dollars: amountOf,
    age(at, now) {
      if (at === null) return NO_VALUE
      const ageMs = now.getTime() - at.getTime()
      if (ageMs < 10 * SECOND) return 'now'
      if (ageMs < MINUTE) return inUnit(ageMs / SECOND, 'second')
      if (ageMs < HOUR) return inUnit(ageMs / MINUTE, 'minute')
      if (ageMs < DAY) return inUnit(ageMs / HOUR, 'hour')
      return inUnit(ageMs / DAY, 'day')
    },
    duration(ms) {
      if (ms === null) return NO_VALUE
      if (ms < MINUTE) return inUnit(ms / SECOND, 'second')
      if (ms < HOUR) return inUnit(ms / MINUTE, 'minute')
      if (ms < DAY) return `${inUnit(ms / HOUR, 'hour')} ${inUnit((ms % HOUR) / MINUTE, 'minute')}`
      return `${inUnit(ms / DAY, 'day')} ${inUnit((ms % DAY) / HOUR, 'hour')}`
    },
    clockTime: (at) => clockTime.format(at),
    bytes: (count) => (count === null ? NO_VALUE : bytes.format(count)),
    seconds: (amount) => (amount < 10 ? fineSeconds : seconds).format(amount),
    day: (at) => day.format(at),
    weekday: (at) => weekday.format(at),
    hour: (at) => hour.format(at),
    shortTime: (at) => shortTime.format(at),
    dateTime: (at) => (at === null ? NO_VALUE : dateTime.format(at)),
  }
}

function createUnitFormats(locale: string | undefined): Readonly<Record<TimeUnit, Intl.NumberFormat>> {
  const formatOf = (unit: TimeUnit) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' })
  return {
    second: formatOf('second'),
    minute: formatOf('minute'),
    hour: formatOf('hour'),
    day: formatOf('day'),
  }
}

/** In the reader's locale. */
export const format = createFormatter()
