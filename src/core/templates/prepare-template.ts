import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { StartCommand } from '../../providers/provider.ts'
import type { Template, TemplateSession } from './template-file.ts'

/** A session of a template that can begin. */
export interface PreparedSession extends Omit<TemplateSession, 'context_files'> {
  /** Absolute. */
  readonly folder: string
  readonly contextFiles: readonly string[]
  /** Begins it in a terminal; `null` for an assistant that only a person can open. */
  readonly command: StartCommand | null
}

export interface TemplatePlace {
  /** Where folders that are relative begin. */
  readonly base: string
  readonly home: string
  /** The command that begins a session of an assistant with a prompt, or without one. */
  readonly commandOf: (assistant: string, prompt: string | undefined) => StartCommand | undefined
}

export type PreparedTemplate =
  | { readonly kind: 'prepared'; readonly sessions: readonly PreparedSession[] }
  /** What is not there, in sentences. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }

/** Looks whether all that a template names is there, and puts together how its sessions begin. Nothing is written. */
export function prepareTemplate({ sessions }: Template, place: TemplatePlace): PreparedTemplate {
  const missing: string[] = []
  const prepared = sessions.map((session, index) => {
    const { context_files: contextFiles, ...rest } = session
    const folder = placeOf(session.folder, place.base, place.home)
    const at = `sessions.${index}`
    if (!isFolder(folder)) missing.push(`${at}.folder: ${folder} is not there.`)
    for (const file of contextFiles) {
      const whole = placeOf(file, folder, place.home)
      if (!isFile(whole)) missing.push(`${at}.context_files: ${whole} is not there.`)
    }
    return {
      ...rest,
      folder,
      contextFiles,
      command: place.commandOf(session.type, promptOf(session)) ?? null,
    }
  })
  return missing.length > 0 ? { kind: 'incomplete', missing } : { kind: 'prepared', sessions: prepared }
}

/** What an assistant is told at the start; `undefined` where there is nothing to tell. */
function promptOf({ context_files: files, prompt }: TemplateSession): string | undefined {
  const reading =
    files.length === 0 ? [] : [`Read these files first:\n${files.map((file) => `- ${file}`).join('\n')}`]
  const parts = [...reading, ...(prompt === undefined ? [] : [prompt])]
  return parts.length === 0 ? undefined : parts.join('\n\n')
}

function placeOf(path: string, base: string, home: string): string {
  if (path === '~') return home
  return path.startsWith('~/') ? join(home, path.slice(2)) : resolve(base, path)
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
