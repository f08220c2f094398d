import { reasonOf } from '../../ui/reason-of.ts'
import type { SessionApi } from './session-api.ts'
import type { Patch, Read, SessionsActions, SessionsState } from './session-state.ts'

type DetailActions = Pick<SessionsActions, 'select' | 'openDetails' | 'closeDetails'> & {
  /** Fetches the details of the selected session again, where they are shown. */
  readonly reloadDetail: () => void
}

function showsDetail({ detailsOpen, view }: SessionsState): boolean {
  return detailsOpen || view.kind === 'session'
}

/** The open details follow the selection. One fetch runs at a time, and the last selection wins. */
export function createDetailActions(api: SessionApi, patch: Patch, read: Read): DetailActions {
  let running = false
  let again = false

  async function fetchDetail(): Promise<void> {
    const { selectedId } = read()
    if (selectedId === null || !showsDetail(read())) return
    const isStillShown = (): boolean => read().selectedId === selectedId && showsDetail(read())
    try {
      const detail = await api.get(selectedId)
      if (isStillShown()) patch({ detail, detailFailure: null })
    } catch (error) {
      if (isStillShown()) patch({ detailFailure: reasonOf(error) })
    }
  }

  async function reload(): Promise<void> {
    again = true
    if (running) return
    running = true
    while (again) {
      again = false
      await fetchDetail()
    }
    running = false
  }

  const reloadDetail = (): void => void reload()

  const select = (id: string): void => {
    if (read().selectedId !== id) patch({ selectedId: id, detail: null, detailFailure: null })
    reloadDetail()
  }

  return {
    reloadDetail,
    select,
    openDetails(id) {
      patch({ detailsOpen: true })
      select(id)
    },
    closeDetails: () => patch({ detailsOpen: false, detail: null, detailFailure: null }),
  }
}
