import { LARGEST_DRAWN_NUMBER, type TrayShape, type TraySummary } from './tray-summary.ts'

export interface PictureQuestion {
  readonly platform: NodeJS.Platform
  /** Whether the bar that the picture stands in is dark. */
  readonly barIsDark: boolean
}

/** Shapes that a number can be drawn into. */
const NUMBERED: readonly TrayShape[] = ['stuck', 'waiting']

/**
 * File of the picture, below the folder of the tray's pictures: `dark/waiting-3-dimmed.png`. macOS colours its pictures
 * itself and shows the number beside them. The names are made here and by `scripts/pictures/`, from the same parts.
 */
export function pictureFile(
  { shape, waiting, dimmed }: Pick<TraySummary, 'shape' | 'waiting' | 'dimmed'>,
  { platform, barIsDark }: PictureQuestion,
): string {
  const suffix = dimmed ? '-dimmed' : ''
  if (platform === 'darwin') return `mac/${shape}${suffix}Template.png`
  const number =
    NUMBERED.includes(shape) && waiting > 0 ? `-${Math.min(waiting, LARGEST_DRAWN_NUMBER + 1)}` : ''
  const extension = platform === 'win32' ? 'ico' : 'png'
  return `${barIsDark ? 'dark' : 'light'}/${shape}${number}${suffix}.${extension}`
}

/** Text beside the picture, which only macOS shows. */
export function titleText({ waiting }: Pick<TraySummary, 'waiting'>): string {
  return waiting > 0 ? String(waiting) : ''
}

/** Every combination that a picture is drawn of; a number above the largest stands for "more". */
export function pictureVariants(): {
  readonly shape: TrayShape
  readonly waiting: number
  readonly dimmed: boolean
}[] {
  const numbers = Array.from({ length: LARGEST_DRAWN_NUMBER + 2 }, (_unused, number) => number)
  const shapes: readonly TrayShape[] = ['critical', 'warning', 'working', 'idle', 'none']
  const drawn = [
    ...NUMBERED.flatMap((shape) => numbers.map((waiting) => ({ shape, waiting }))),
    ...shapes.map((shape) => ({ shape, waiting: 0 })),
  ]
  return drawn.flatMap((one) => [
    { ...one, dimmed: false },
    { ...one, dimmed: true },
  ])
}
