import type { Reading } from './reading.ts'
import { instantOf, textOf } from '../json-scan/texts.ts'
import { sameText } from './text-span.ts'

/** Tells what every record of a conversation carries: its time, folder, branch and version. */
export function tellFacts(reading: Reading): void {
  tellTime(reading)
  tellOrigin(reading)
  if (reading.isOwn) tellSurroundings(reading)
}

/** The session is known from the path, or else from the first record that names one. */
export function tellSession(reading: Reading): void {
  const { state, ref, sink, row, block } = reading
  if (state.announced) return
  const recorded = textOf(block, row.text.sessionId) || undefined
  const id = ref.sessionId ?? recorded
  const root = ref.subagentOf ?? (reading.isAgentFile ? recorded : undefined)
  if (!id || (reading.isAgentFile && !root)) return
  state.announced = true
  sink.session(id)
  if (root !== undefined && root !== id) sink.subagentOf(root)
}

/** Sets the time of the record and tells it. */
export function tellTime(reading: Reading): void {
  const { state, row, block } = reading
  const at = instantOf(block, row.text.timestamp)
  reading.time = at
  reading.at = Number.isNaN(at) ? (state.lastSeen ?? 0) : at
  if (Number.isNaN(at)) return
  if (state.lastSeen === undefined || at > state.lastSeen) state.lastSeen = at
  reading.sink.seen(at)
}

/** Tells that the moment is the file's own, where it is earlier than the ones before. */
export function tellBirth(reading: Reading): void {
  const { state, time } = reading
  if (Number.isNaN(time) || (state.bornAt !== undefined && time >= state.bornAt)) return
  state.bornAt = time
  reading.sink.born(time)
}

/**
 * Tells the birth of the file, or the session that its rows were copied from, where the record proves it.
 *
 * `session_id` is the session that the writing process was started with; `sessionId` is the file's, and is rewritten in a copy.
 * Both equal: the row was written here. They differ in copies, but also in a process that was given `/clear`.
 */
function tellOrigin(reading: Reading): void {
  const { state, row, block } = reading
  const { session_id: started, sessionId } = row.text
  if (!started.present || !sessionId.present) return
  if (sameText(block, started, sessionId)) return tellBirth(reading)
  if (state.forkTold || reading.isAgentFile || !reading.isCopied) return
  const parent = textOf(block, started)
  if (!parent) return
  state.forkTold = true
  reading.sink.forkedFrom(parent)
}

function tellSurroundings(reading: Reading): void {
  const { sink, block } = reading
  const { text } = reading.row
  const { cwd, branch, version } = reading.state.texts
  if (cwd.update(block, text.cwd) && cwd.value) sink.workingDirectory(cwd.value)
  // 'HEAD' stands for no branch, an empty text for no repository.
  if (branch.update(block, text.gitBranch) && branch.value && branch.value !== 'HEAD')
    sink.branch(branch.value)
  if (version.update(block, text.version) && version.value) sink.version(version.value)
}
