import { LARGEST_DRAWN_NUMBER, type TrayShape } from '../../src/main/tray/tray-summary.ts'

export interface TrayPicture {
  readonly shape: TrayShape
  /** 0 draws the shape's own sign. */
  readonly waiting: number
  readonly dimmed: boolean
  readonly theme: 'dark' | 'light' | 'mac'
}

const DIMMED_OPACITY = 0.45

/** One picture as SVG: the parts of `assets/tray.svg` that make it up, its sign or number cut out of its body. */
export function composeTrayPicture(source: string, picture: TrayPicture): string {
  const { shape, waiting, dimmed, theme } = picture
  const opacity = dimmed ? DIMMED_OPACITY : 1
  const drawn = [
    `<mask id="cut" maskUnits="userSpaceOnUse" x="0" y="0" width="16" height="16">`,
    `<rect width="16" height="16" fill="#fff"/>${cutOut(source, shape, waiting)}</mask>`,
    `<g class="${theme}" opacity="${opacity}"><g class="${shape}">`,
    `<g mask="url(#cut)"><use href="#body-${shape}"/></g></g></g>`,
  ]
  return source.replace('</svg>', `${drawn.join('')}</svg>`)
}

function cutOut(source: string, shape: TrayShape, waiting: number): string {
  if (waiting === 0) return source.includes(`id="sign-${shape}"`) ? `<use href="#sign-${shape}"/>` : ''
  const middle = new RegExp(`id="middle-${shape}" cx="([\\d.]+)" cy="([\\d.]+)"`).exec(source)
  if (middle === null) throw new Error(`assets/tray.svg has no middle for a number in ${shape}`)
  const digit = waiting > LARGEST_DRAWN_NUMBER ? 'more' : String(waiting)
  return `<use href="#digit-${digit}" transform="translate(${middle[1]} ${middle[2]})"/>`
}
