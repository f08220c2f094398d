import type { Session } from '../../../../shared/contract/index.ts'
import { format } from '../../../ui/format.ts'
import { LIMIT_SOURCE_WORDS, NUMBER_SOURCE_WORDS } from '../../../ui/number-source.ts'
import { oneLine } from '../session-title.ts'
import { contextLevel } from '../session-row.tsx'
import { Facts, Section } from './section.tsx'

export function ContextSection({ session }: { readonly session: Session }) {
  const { used, limit, ratio, source, limitSource } = session.context
  return (
    <Section title="Context" aside={format.percent(ratio)}>
      <span className="context" data-level={contextLevel(session)}>
        <span className="bar" data-known={ratio !== null} style={{ '--fill': ratio ?? 0 }} />
      </span>
      <Facts
        facts={[
          ['Used', <Sourced key="used" value={format.exact(used)} source={NUMBER_SOURCE_WORDS[source]} />],
          [
            'Window',
            <Sourced key="window" value={format.exact(limit)} source={LIMIT_SOURCE_WORDS[limitSource]} />,
          ],
          ['Compactions', format.exact(session.compactions)],
          ...(session.burn === null ? [] : [['Burn', oneLine(session.burn.sentence)] as const]),
        ]}
      />
    </Section>
  )
}

function Sourced({ value, source }: { readonly value: string; readonly source: string }) {
  return (
    <>
      {value} <span className="fact-source">{source}</span>
    </>
  )
}
