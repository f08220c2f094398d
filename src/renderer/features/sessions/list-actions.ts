import type { Change, Session, SessionList } from '../../../shared/contract/index.ts'
import { reasonOf } from '../../ui/reason-of.ts'
import type { SessionApi } from './session-api.ts'
import type { Patch, Read, SessionsActions, SessionsState } from './session-state.ts'

/** Sessions asked for at a time. */
export const PAGE_SIZE = 2000

/** Ids that one call of `byIds` accepts. */
const MAX_IDS = 500

type ListActions = Pick<
  SessionsActions,
  'load' | 'loadMore' | 'apply' | 'followIndexing' | 'refresh' | 'setScope'
>

/** Everything that fetches rows. One fetch runs at a time, so that no answer overtakes a newer one. */
export function createListActions(
  api: SessionApi,
  patch: Patch,
  read: Read,
  reloadDetail: () => void,
): ListActions {
  const inOrder = createQueue()

  const fetchPage = (limit: number, offset: number): Promise<void> =>
    reportingFailure(patch, async () => {
      const { scope } = read()
      const [list, info] = await Promise.all([api.list({ scope, limit, offset }), api.info()])
      if (read().scope !== scope) return
      patch({ ...shown(list, offset === 0 ? new Map() : read().sessions), info })
      reloadDetail()
    })
  const fetchShown = (): Promise<void> => fetchPage(Math.max(PAGE_SIZE, read().sessions.size), 0)
  const fetchList = (limit: number, offset: number): Promise<void> => inOrder(() => fetchPage(limit, offset))
  const load = (): Promise<void> => inOrder(fetchShown)

  // One row is asked for, because what stands around the rows does not come without any.
  const fetchSummary = async (): Promise<void> => {
    const { total, sources, failures, indexing } = await api.list({
      scope: read().scope,
      limit: 1,
      offset: 0,
    })
    patch({ total, sources, failures, indexing })
  }

  return {
    load,
    loadMore: () => swallow(fetchList(PAGE_SIZE, read().sessions.size)),
    apply: (change) =>
      inOrder(async () => {
        if (change.settings === true) return fetchShown()
        if (change.changed.length === 0 && change.removed.length === 0) return
        const { sessions, missing } = await fetchByIds(api, change.changed)
        const before = read().sessions
        patch(merged(read(), sessions, [...missing, ...change.removed], change))
        if (sessions.some(({ id }) => !before.has(id))) await fetchSummary()
        const { selectedId } = read()
        if (selectedId !== null && change.changed.includes(selectedId)) reloadDetail()
      }),
    async followIndexing() {
      if (read().indexing === null) return
      await swallow(inOrder(fetchSummary))
      if (read().indexing === null) await swallow(load())
    },
    refresh: () =>
      swallow(
        reportingFailure(patch, async () => {
          await api.refresh()
          await load()
        }),
      ),
    async setScope(scope) {
      if (read().scope === scope) return
      patch({ scope })
      await swallow(fetchList(PAGE_SIZE, 0))
    },
  }
}

/** Runs tasks one after the other. A task that fails does not stop the next one. */
function createQueue(): (task: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (task) => {
    const result = last.then(task)
    last = swallow(result)
    return result
  }
}

/** For results whose failure is told elsewhere: by the state or by the promise that the caller holds. */
function swallow(result: Promise<void>): Promise<void> {
  return result.catch(() => undefined)
}

async function reportingFailure(patch: Patch, task: () => Promise<void>): Promise<void> {
  patch({ busy: true })
  try {
    await task()
    patch({ busy: false, failure: null })
  } catch (error) {
    patch({ busy: false, failure: reasonOf(error) })
    throw error
  }
}

async function fetchByIds(
  api: SessionApi,
  ids: readonly string[],
): Promise<{ readonly sessions: readonly Session[]; readonly missing: readonly string[] }> {
  const sessions: Session[] = []
  const missing: string[] = []
  for (let start = 0; start < ids.length; start += MAX_IDS) {
    const answer = await api.byIds(ids.slice(start, start + MAX_IDS))
    sessions.push(...answer.sessions)
    missing.push(...answer.missing)
  }
  return { sessions, missing }
}

function shown(list: SessionList, before: ReadonlyMap<string, Session>): Partial<SessionsState> {
  const sessions = new Map(before)
  for (const session of list.sessions) sessions.set(session.id, session)
  return {
    sessions,
    total: list.total,
    sources: list.sources,
    failures: list.failures,
    indexing: list.indexing,
    generatedAt: list.generatedAt,
  }
}

function merged(
  state: SessionsState,
  updated: readonly Session[],
  gone: readonly string[],
  change: Change,
): Partial<SessionsState> {
  const sessions = new Map(state.sessions)
  for (const session of updated) sessions.set(session.id, session)
  for (const id of gone) sessions.delete(id)
  const total = state.total + sessions.size - state.sessions.size
  const selectedIsGone = state.selectedId !== null && gone.includes(state.selectedId)
  const selection = selectedIsGone ? { selectedId: null, detailsOpen: false, detail: null } : {}
  return { sessions, total, generatedAt: change.at, ...selection }
}
