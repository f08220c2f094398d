import type { ConversationMessage } from '../../../shared/contract/index.ts'

/**
 * The language of a message that is not spoken, as far as its tool tells: the ending of the file that was read or
 * written, `json` for a call's input, `shell` for a command as it stands. Empty where nothing tells.
 */
export function messageLanguage({
  kind,
  text,
  tool,
}: Pick<ConversationMessage, 'kind' | 'text' | 'tool'>): string {
  if (tool === null) return ''
  if (kind === 'tool-call') {
    if (/^\s*[[{]/.test(text)) return 'json'
    return tool.access === 'command' ? 'shell' : ''
  }
  if (kind !== 'tool-result' || (tool.access !== 'read' && tool.access !== 'write')) return ''
  return endingOf(tool.target ?? '')
}

/** What stands behind the last point of a path's file name; for a name without one, the name. */
function endingOf(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? ''
  return name.slice(name.lastIndexOf('.') + 1)
}
