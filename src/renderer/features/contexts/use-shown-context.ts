import { useCallback, useEffect, useState } from 'react'
import type { ContextDetail, ContextMessages } from '../../../shared/contract/index.ts'
import { reasonOf } from '../../ui/reason-of.ts'
import { useSessions } from '../sessions/session-context.ts'
import { useContextApi } from './contexts-context.ts'

type Message = ContextMessages['messages'][number]

export interface ShownContext {
  readonly detail: ContextDetail | null
  readonly messages: readonly Message[]
  /** Of the whole conversation. */
  readonly total: number
  readonly failure: string | null
  readonly loadMore: () => Promise<void>
}

/** One imported context, and as much of what was said in it as was asked for. */
export function useShownContext(id: string): ShownContext {
  const api = useContextApi()
  const live = useSessions((state) => state.connection.kind === 'live')
  const [detail, setDetail] = useState<ContextDetail | null>(null)
  const [messages, setMessages] = useState<readonly Message[]>([])
  const [total, setTotal] = useState(0)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    if (!live) return undefined
    let wanted = true
    const load = async (): Promise<void> => {
      try {
        const [found, page] = await Promise.all([api.get(id), api.messages(id, 0)])
        if (!wanted) return
        setDetail(found)
        setMessages(page.messages)
        setTotal(page.total)
        setFailure(null)
      } catch (error) {
        if (wanted) setFailure(reasonOf(error))
      }
    }
    void load()
    return () => {
      wanted = false
    }
  }, [api, id, live])
  const loadMore = useCallback(async () => {
    try {
      const page = await api.messages(id, messages.length)
      setMessages([...messages, ...page.messages])
      setTotal(page.total)
    } catch (error) {
      setFailure(reasonOf(error))
    }
  }, [api, id, messages])
  return { detail, messages, total, failure, loadMore }
}
