import { reasonOf } from '../../ui/reason-of.ts'
import type { SessionApi } from './session-api.ts'
import type { Patch, Read, SessionsActions, SessionsState } from './session-state.ts'

type LabelActions = Pick<
  SessionsActions,
  'tag' | 'untag' | 'setProject' | 'setNote' | 'editLabel' | 'fieldTaken'
>

/** What a person puts on a session. Every other page learns of it from the stream of changes, as this one does of tags. */
export function createLabelActions(
  api: SessionApi,
  patch: Patch,
  read: () => SessionsState & Pick<SessionsActions, 'show' | 'openDetails'>,
): LabelActions {
  return {
    async tag(id, tag) {
      await kept(patch, () => api.tag(id, [tag]))
    },
    async untag(id, tag) {
      await kept(patch, () => api.untag(id, [tag]))
    },
    setProject: (id, project) =>
      kept(patch, async () => patch(withProject(read, id, await api.setProject(id, project)))),
    setNote: (id, text) =>
      kept(patch, async () => {
        const note = await api.setNote(id, text)
        const { detail } = read()
        if (detail?.session.id === id) patch({ detail: { ...detail, note } })
      }),
    editLabel(wantedField) {
      const { selectedId, view, detailsOpen, show, openDetails } = read()
      if (selectedId === null) return
      if (view.kind !== 'session') {
        show({ kind: 'sessions' })
        if (!detailsOpen) openDetails(selectedId)
      }
      patch({ wantedField })
    },
    fieldTaken: () => patch({ wantedField: null }),
  }
}

/** Shown at once: the field must not fall back to the old name until the stream brings the new one. */
function withProject(read: Read, id: string, project: string | null): Partial<SessionsState> {
  const { sessions } = read()
  const session = sessions.get(id)
  return session === undefined ? {} : { sessions: new Map(sessions).set(id, { ...session, project }) }
}

async function kept(patch: Patch, change: () => Promise<void>): Promise<boolean> {
  try {
    await change()
    patch({ labelFailure: null })
    return true
  } catch (error) {
    patch({ labelFailure: reasonOf(error) })
    return false
  }
}
