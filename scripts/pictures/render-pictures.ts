import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { renderAsync } from '@resvg/resvg-js'
import { pictureFile, pictureVariants } from '../../src/main/tray/tray-picture.ts'
import { composeTrayPicture, type TrayPicture } from './compose-tray-picture.ts'
import { icnsFile, icoFile, type SizedPng } from './icon-files.ts'

const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const WINDOWS_APP_SIZES = [16, 24, 32, 48, 64, 128, 256]
const WINDOWS_TRAY_SIZES = [16, 20, 24, 32, 48]
/** Edge of a tray's picture at scale 1; a second file has it at scale 2. */
const LINUX_TRAY_SIZE = 24
const MAC_TRAY_SIZE = 18

/** Draws every picture of the desktop app below `dist`: `icons/` for its packages, `tray/` for its tray. */
export async function renderPictures(root: string, dist: string): Promise<void> {
  const source = (name: string): string => readFileSync(join(root, 'assets', name), 'utf8')
  await Promise.all([
    renderAppIcons(source('icon.svg'), join(dist, 'icons')),
    renderTray(source('tray.svg'), join(dist, 'tray')),
  ])
}

async function renderAppIcons(svg: string, folder: string): Promise<void> {
  const pictures = await Promise.all(APP_SIZES.map((size) => render(svg, size)))
  for (const { size, png } of pictures) write(join(folder, `${size}x${size}.png`), png)
  const forWindows = pictures.filter(({ size }) => WINDOWS_APP_SIZES.includes(size))
  write(join(folder, 'icon.ico'), icoFile(forWindows))
  write(join(folder, 'icon.icns'), icnsFile(pictures))
}

async function renderTray(svg: string, folder: string): Promise<void> {
  await Promise.all(
    pictureVariants().flatMap((variant) => {
      const draw = async (theme: TrayPicture['theme'], platform: NodeJS.Platform): Promise<void> => {
        const file = join(folder, pictureFile(variant, { platform, barIsDark: theme === 'dark' }))
        await writeTrayPicture(composeTrayPicture(svg, { ...variant, theme }), file, platform)
      }
      const coloured = (['dark', 'light'] as const).flatMap((theme) => [
        draw(theme, 'linux'),
        draw(theme, 'win32'),
      ])
      return variant.waiting === 0 ? [...coloured, draw('mac', 'darwin')] : coloured
    }),
  )
}

async function writeTrayPicture(svg: string, file: string, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32') {
    write(file, icoFile(await Promise.all(WINDOWS_TRAY_SIZES.map((size) => render(svg, size)))))
    return
  }
  const size = platform === 'darwin' ? MAC_TRAY_SIZE : LINUX_TRAY_SIZE
  const [once, twice] = await Promise.all([render(svg, size), render(svg, 2 * size)])
  write(file, once.png)
  write(file.replace(/\.png$/, '@2x.png'), twice.png)
}

async function render(svg: string, size: number): Promise<SizedPng> {
  const picture = await renderAsync(svg, {
    fitTo: { mode: 'width', value: size },
    font: { loadSystemFonts: false },
  })
  return { size, png: picture.asPng() }
}

function write(file: string, content: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}
