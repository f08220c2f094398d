import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SETTINGS_TEMPLATE } from './settings-template.ts'

export type WrittenSettings =
  | { readonly kind: 'written'; readonly keptAs: string | undefined }
  | { readonly kind: 'exists' }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * Writes the settings file with all defaults and what they mean. A file that is there is only replaced where `replace`
 * says so, and then kept under another name.
 */
export function writeSettings(path: string, { replace }: { readonly replace: boolean }): WrittenSettings {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined
    if (isThere && !replace) return { kind: 'exists' }
    const keptAs = isThere ? freeName(`${path}.old`) : undefined
    if (keptAs !== undefined) renameSync(path, keptAs)
    // Fails where the file has appeared meanwhile, instead of writing over it.
    writeFileSync(path, SETTINGS_TEMPLATE, { flag: 'wx', mode: 0o600 })
    return { kind: 'written', keptAs }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { kind: 'failed', reason: error.message }
  }
}

function freeName(name: string): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name}.${count}`
    if (lstatSync(candidate, { throwIfNoEntry: false }) === undefined) return candidate
  }
}
