import type { Source } from '../../../shared/contract/index.ts'

/** What was found of one assistant, over all places where it keeps something. */
export interface FoundAssistant {
  readonly provider: string
  readonly transcripts: number
  /** Places that could be read only in part, or not at all. */
  readonly troubled: readonly Source[]
}

export interface FoundAssistants {
  /** Those that are used here, the most transcripts first. */
  readonly found: readonly FoundAssistant[]
  /** Assistants of which there is no trace. */
  readonly absent: readonly string[]
}

export function foundByAssistant(sources: readonly Source[]): FoundAssistants {
  const all = [...Map.groupBy(sources, ({ provider }) => provider)].map(([provider, own]) => ({
    provider,
    transcripts: own.reduce((sum, { files }) => sum + files, 0),
    troubled: own.filter(({ status }) => status === 'partial' || status === 'unreadable'),
    isAbsent: own.every(({ status }) => status === 'absent'),
  }))
  return {
    found: all
      .filter(({ isAbsent }) => !isAbsent)
      .map(({ provider, transcripts, troubled }) => ({ provider, transcripts, troubled }))
      .sort((a, b) => b.transcripts - a.transcripts || a.provider.localeCompare(b.provider)),
    absent: all.filter(({ isAbsent }) => isAbsent).map(({ provider }) => provider),
  }
}
