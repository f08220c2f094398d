import type { Logger } from '../ports.ts'
import { type LoadedSettings, loadSettings, settingsStamp } from './load-settings.ts'
import type { Settings } from './settings.ts'
import { problemText } from './settings-problem.ts'

/** The settings as they stand in their file, followed while a host runs. */
export class SettingsKeeper {
  /** Where the file is, or would be. */
  readonly path: string
  private readonly logger: Logger
  private loaded: LoadedSettings
  private applied: Settings
  private readonly listeners: (() => void)[] = []

  private constructor(path: string, loaded: LoadedSettings, logger: Logger) {
    this.path = path
    this.logger = logger
    this.loaded = loaded
    this.applied = loaded.settings
    this.warn()
  }

  /** What is wrong at the start is replaced by its default. Never fails. */
  static async open(path: string, logger: Logger): Promise<SettingsKeeper> {
    return new SettingsKeeper(path, await loadSettings(path), logger)
  }

  /** Is called after each change of what is in force. */
  onChange(listener: () => void): void {
    this.listeners.push(listener)
  }

  get current(): Settings {
    return this.applied
  }

  /** What of the file does not apply, one line each; empty where all of it does. */
  get problems(): readonly string[] {
    const { problems } = this.loaded
    const lines = problems.map((problem) => problemText(this.path, problem))
    const isKept = this.applied !== this.loaded.settings
    return isKept
      ? [...lines, `${this.path}: the settings from before its last change stay in force.`]
      : lines
  }

  /**
   * Reads the file again where it changed. A change with a mistake does not apply: whoever edits the file of a running
   * program keeps the settings that worked until all of it is right. Answers whether other
   * settings are in force, or at least other things are to be said of the file.
   */
  async follow(): Promise<'same' | 'problems' | 'settings'> {
    if (settingsStamp(this.path) === this.loaded.stamp) return 'same'
    const before = this.applied
    const problemsBefore = this.problems.join('\n')
    this.loaded = await loadSettings(this.path)
    const isUsable = this.loaded.problems.every(({ kind }) => kind === 'unknown')
    if (isUsable) this.applied = this.loaded.settings
    this.warn()
    if (JSON.stringify(before) === JSON.stringify(this.applied))
      return this.problems.join('\n') === problemsBefore ? 'same' : 'problems'
    for (const tell of this.listeners) tell()
    return 'settings'
  }

  private warn(): void {
    for (const problem of this.problems) this.logger.warn(problem)
  }
}
