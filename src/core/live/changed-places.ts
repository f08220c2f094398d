import type { Places } from '../ingest/look-at-places.ts'

/** More places than this are not looked at one by one: everything is looked at instead. */
const MOST_PLACES = 500

/** Places that changed and were not looked at yet: each one once, however often it changed. */
export class ChangedPlaces {
  private files = new Set<string>()
  private folders = new Set<string>()

  get isEmpty(): boolean {
    return this.files.size + this.folders.size === 0
  }

  /** True where a look at everything is cheaper. */
  get isTooMuch(): boolean {
    return this.files.size + this.folders.size > MOST_PLACES
  }

  add({ files, folders }: Places): void {
    // Thousands at once lead to one look at everything, and need not be remembered one by one.
    if (this.isTooMuch) return
    for (const path of files) this.files.add(path)
    for (const path of folders) this.folders.add(path)
  }

  /** All of them, which are then forgotten. */
  take(): Places {
    const places = { files: [...this.files], folders: [...this.folders] }
    this.files = new Set()
    this.folders = new Set()
    return places
  }
}
