import type { ReactNode } from 'react'
import type { HealthLevel, SessionState } from '../../../shared/contract/index.ts'
import { TimelineChart } from '../../charts/timeline-chart.tsx'
import { CodeColors } from '../../ui/code/code-text.tsx'
import { ContextBar } from '../../ui/context-bar.tsx'
import { HealthBadge } from '../../ui/health-badge.tsx'
import { Markdown } from '../../ui/markdown/markdown.tsx'
import { ProviderBadge } from '../../ui/provider-badge.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { OverviewBoard } from '../overview/overview-view.tsx'
import { MakeUp } from '../session/make-up-section.tsx'
import { FindingList } from '../session/findings-section.tsx'
import { MessageRow } from '../session/message-row.tsx'
import { AdviceSection } from '../sessions/details/advice-section.tsx'
import { ContextSection } from '../sessions/details/context-section.tsx'
import { HealthSection } from '../sessions/details/health-section.tsx'
import { LabelsSection } from '../sessions/details/labels-section.tsx'
import { TokensSection } from '../sessions/details/tokens-section.tsx'
import { SessionTable } from '../sessions/session-table.tsx'
import { FailureState, LoadingState, NoMatchState, NoTokenState } from '../sessions/list-states.tsx'
import { sampleMessage } from './sample-conversation.ts'
import { sampleFindings, sampleMakeUp, sampleTimeline } from './sample-evidence.ts'
import { sampleOverview } from './sample-overview.ts'
import { sampleSessions } from './sample-sessions.ts'
import '../sessions/session-details.css'
import '../sessions/sessions-view.css'
import './gallery.css'

const STATES: readonly SessionState[] = ['stuck', 'waiting', 'working', 'idle', 'ended']
const LEVELS: readonly { readonly level: HealthLevel; readonly score: number | null }[] = [
  { level: 'healthy', score: 92 },
  { level: 'warning', score: 58 },
  { level: 'critical', score: 21 },
  { level: 'unscored', score: null },
]
const SOURCES = ['reported', 'counted', 'estimated'] as const
const MARKS = [
  { name: 'One', monogram: 'On', color: '#d97757' },
  { name: 'Two', monogram: 'Tw', color: '#10a37f' },
  { name: 'Three', monogram: 'Th', color: '#4285f4' },
]
const TEXT = `# A heading
Words with **weight**, *stress*, \`code\` and [a link](https://example.org).

- one
  - [x] two
1. first

> quoted

\`\`\`ts
const answer = 42
\`\`\`

| a | b |
|---|---|
| 1 | 2 |`

/** Made-up data is of this moment, so that pictures of it are the same on every day. */
const SAMPLED_AT = new Date(2026, 10, 20, 14, 30)
const MESSAGES = [0, 1, 3, 4, 5, 6, 7, 9]

const nothing = (): void => undefined

/** Every part of the page, drawn from made-up data: for people who change one, and for pictures. */
export function GalleryView() {
  return (
    <main className="page gallery" tabIndex={-1}>
      <Signs />
      <SampleRows />
      <Wide title="A timeline">
        <TimelineChart
          timeline={sampleTimeline('sample', 240, SAMPLED_AT)}
          height={130}
          onMessage={nothing}
        />
      </Wide>
      <Wide title="What a context is made of">
        <MakeUp makeUp={sampleMakeUp('sample')} onMessage={nothing} />
      </Wide>
      <Wide title="Messages">
        <CodeColors>
          {MESSAGES.map((position) => (
            <MessageRow
              key={position}
              position={position}
              total={10}
              message={sampleMessage(position, SAMPLED_AT)}
              wholeText={undefined}
              unfolded={position === 3 || position === 5}
              isTarget={position === 6}
              onToggle={nothing}
              onLoadText={() => Promise.resolve()}
            />
          ))}
        </CodeColors>
      </Wide>
      <Wide title="Markdown">
        <CodeColors>
          <Markdown text={TEXT} />
        </CodeColors>
      </Wide>
      <Wide title="Nothing to show">
        <LoadingState />
        <NoMatchState />
        <FailureState reason="The host does not answer." />
        <NoTokenState />
      </Wide>
      <Wide title="An overview">
        <OverviewBoard overview={sampleOverview(SAMPLED_AT)} />
      </Wide>
    </main>
  )
}

/** Rows and what a session's page says of them. Nobody has these sessions, so that nothing here can be pressed. */
function SampleRows() {
  const sessions = sampleSessions(SAMPLED_AT)
  const [, full] = sessions
  return (
    <>
      <Wide title="A list">
        <div className="gallery-list" inert>
          <SessionTable sessions={sessions} />
        </div>
      </Wide>
      {full !== undefined && (
        <div className="gallery-sections" inert>
          <AdviceSection session={full} />
          <FindingList findings={sampleFindings('sample').findings} onMessage={nothing} />
          <HealthSection health={full.health} />
          <ContextSection session={full} />
          <TokensSection session={full} usageByModel={[]} />
          <LabelsSection session={full} detail={null} />
        </div>
      )}
    </>
  )
}

function Signs() {
  return (
    <>
      <Piece title="Signs of states">
        {STATES.map((state) => (
          <span key={state} className="gallery-sign">
            <StateGlyph state={state} />
            <span className="state-word" data-state={state}>
              {state}
            </span>
          </span>
        ))}
      </Piece>
      <Piece title="Levels of health">
        {LEVELS.map(({ level, score }) => (
          <HealthBadge key={level} health={{ level, score, parts: [] }} />
        ))}
      </Piece>
      <Piece title="Assistants">
        {MARKS.map((mark) => (
          <ProviderBadge key={mark.name} mark={mark} />
        ))}
      </Piece>
      <Piece title="Contexts">
        {LEVELS.slice(0, 3).map(({ level }, index) => (
          <span key={level} className="gallery-bar">
            <ContextBar
              level={level}
              context={{
                used: 61_000 * (index + 1),
                limit: 200_000,
                ratio: 0.305 * (index + 1),
                source: SOURCES[index] ?? 'reported',
                limitSource: 'model',
              }}
            />
          </span>
        ))}
        <span className="gallery-bar">
          <ContextBar
            level="unscored"
            context={{ used: null, limit: null, ratio: null, source: 'unknown', limitSource: 'unknown' }}
          />
        </span>
      </Piece>
    </>
  )
}

interface PieceProps {
  readonly title: string
  readonly children: ReactNode
}

function Piece({ title, children }: PieceProps) {
  return (
    <section className="gallery-piece">
      <h2>{title}</h2>
      <div className="gallery-row">{children}</div>
    </section>
  )
}

function Wide({ title, children }: PieceProps) {
  return (
    <section className="gallery-piece">
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  )
}
