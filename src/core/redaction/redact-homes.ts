import { escapedPattern } from './escaped-pattern.ts'

/** A home folder in any system's spelling, also where backslashes are doubled; its owner's name is the group. */
const HOMES =
  /(?<![A-Za-z0-9_.-])(?:\/(?:home|Users)\/(?<unix>[^\s/\\"'`:<>|*?]{1,64})|[A-Za-z]:(?:\\{1,4}|\/)Users(?:\\{1,4}|\/)(?<windows>[^\s/\\"'`:<>|*?]{1,64}))/g

/** Folders of that place which belong to nobody. */
const NOBODYS: ReadonlySet<string> = new Set(['Shared', 'Public', 'Default', 'linuxbrew'])

/** Writes `~` for home folders: this person's own (`home`), wherever it lies, and those of others by their usual places. */
export function redactHomes(text: string, home: string): { readonly text: string; readonly count: number } {
  let count = 0
  const counted = () => {
    count++
    return '~'
  }
  const withoutOwn = home.length > 1 ? text.replaceAll(ownHome(home), counted) : text
  const result = withoutOwn.replaceAll(HOMES, (path, unix?: string, windows?: string) =>
    NOBODYS.has(unix ?? windows ?? '') ? path : counted(),
  )
  return { text: result, count }
}

/** Not where it is only the beginning of another folder's name. */
function ownHome(home: string): RegExp {
  return new RegExp(`${escapedPattern(home.replace(/[/\\]+$/, ''))}(?![A-Za-z0-9_.-])`, 'g')
}
