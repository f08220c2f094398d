import { documentStamp } from '../../content-stamp.ts'
import { parseJson } from '../../json-values.ts'
import type { DocumentReader } from '../../provider.ts'
import { taskOf } from './task-places.ts'
import { type RequestUsage, tellTask } from './tell-task.ts'

/** Reads tasks: one document holds one of them. */
export function taskDocuments(usageOf: RequestUsage): DocumentReader {
  return {
    sessions(file) {
      const bytes = file.bytes()
      // Nobody has asked for anything yet.
      if (rowsOf(bytes).length === 0) return []
      const stamp = documentStamp(file, bytes)
      return [{ sessionId: taskId(file.path), subagentOf: undefined, stamp }]
    },
    read: (file, _session, sink) => tellTask(rowsOf(file.bytes()), taskId(file.path), usageOf, sink),
  }
}

function taskId(path: string): string {
  const id = taskOf(path)
  if (id === undefined) throw new Error('no task')
  return id
}

/** Throws where the content is not whole: it may be written at this moment. */
function rowsOf(bytes: Buffer): readonly unknown[] {
  const rows = parseJson(bytes.toString('utf8'))
  if (!Array.isArray(rows)) throw new Error('no list of messages')
  return rows
}
