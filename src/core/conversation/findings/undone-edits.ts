import type { Finding } from '../../../shared/contract/timeline.ts'
import { finding, type Messages, quoted } from './finding.ts'

interface Edit {
  readonly position: number
  readonly before: number
  readonly after: number
}

/** A file's edit that is taken back by a later one: worse where it is then made once more, for the model goes in circles. */
export function undoneEdits(messages: Messages): readonly Finding[] {
  const byFile = new Map<string, Edit[]>()
  messages.forEach(({ kind, tool, outcome }, position) => {
    if (kind !== 'tool-call' || !tool?.edit || tool.target === null || outcome === 'error') return
    if (outcome === 'rejected' || tool.edit.before === tool.edit.after) return
    const edits = byFile.get(tool.target) ?? []
    edits.push({ position, ...tool.edit })
    byFile.set(tool.target, edits)
  })
  return [...byFile].flatMap(([file, edits]) => circlesIn(messages, file, edits))
}

function circlesIn(messages: Messages, file: string, edits: readonly Edit[]): readonly Finding[] {
  const told = new Set<Edit>()
  return edits.flatMap((edit, index): Finding[] => {
    if (told.has(edit)) return []
    const later = edits.slice(index + 1)
    const undo = later.find(({ before, after }) => before === edit.after && after === edit.before)
    if (!undo) return []
    const redo = later
      .slice(later.indexOf(undo) + 1)
      .find(({ before, after }) => before === edit.before && after === edit.after)
    const circle = redo ? [edit, undo, redo] : [edit, undo]
    for (const one of circle) told.add(one)
    const severity = redo ? 'warning' : 'info'
    const sentence = `An edit of ${quoted(file)} was undone${redo ? ' and made again' : ''}.`
    return [
      finding(
        messages,
        { kind: 'edit-undone', severity, sentence },
        circle.map(({ position }) => position),
      ),
    ]
  })
}
