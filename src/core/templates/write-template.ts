import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { writePrivateFile } from '../store/private-file.ts'
import { editYaml } from '../text/yaml-text.ts'
import type { Template } from './template-file.ts'

const HEAD = `# Templates of LLM Session Manager: sessions that are begun together.
# llm-session templates lists them, llm-session create-from-template NAME uses one.
`

export type WrittenTemplate =
  | { readonly kind: 'written' }
  | { readonly kind: 'failed'; readonly reason: string }

/**
 * Puts a template into the file at `path`, whose text is `before` (`undefined` where it is not there). All else in the
 * file, comments too, stays as the person wrote it.
 */
export function writeTemplate(
  path: string,
  before: string | undefined,
  name: string,
  template: Template,
): WrittenTemplate {
  const text = editYaml(before ?? HEAD, ['templates', name], withoutDefaults(template))
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writePrivateFile(path, text)
    return { kind: 'written' }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { kind: 'failed', reason: error.message }
  }
}

function withoutDefaults({ description, sessions }: Template): object {
  return {
    ...(description !== undefined && { description }),
    sessions: sessions.map(({ tags, context_files, ...session }) => ({
      ...session,
      ...(tags.length > 0 && { tags }),
      ...(context_files.length > 0 && { context_files }),
    })),
  }
}
