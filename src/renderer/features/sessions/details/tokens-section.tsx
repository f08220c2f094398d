import type { Session, SessionDetail } from '../../../../shared/contract/index.ts'
import { format } from '../../../ui/format.ts'
import { NUMBER_SOURCE_WORDS } from '../../../ui/number-source.ts'
import { oneLine } from '../session-title.ts'
import { Section } from './section.tsx'

export interface TokensSectionProps {
  readonly session: Session
  readonly usageByModel: SessionDetail['usageByModel']
}

/** The four disjoint parts of the total, and what each model had of it. */
export function TokensSection({ session, usageByModel }: TokensSectionProps) {
  const { tokens, costUsd } = session
  return (
    <Section title="Tokens" aside={format.exact(tokens.total)}>
      <table className="figures">
        <tbody>
          <Figure name="Input, not cached" value={format.exact(tokens.uncachedInput)} />
          <Figure name="Cache read" value={format.exact(tokens.cacheRead)} />
          <Figure name="Cache write" value={format.exact(tokens.cacheWrite)} />
          <Figure name="Output" value={format.exact(tokens.output)} />
          <Figure name="Cost" value={format.cost(costUsd)} />
        </tbody>
      </table>
      <p className="details-note">
        Tokens {NUMBER_SOURCE_WORDS[tokens.source]}, cost {NUMBER_SOURCE_WORDS[costUsd.source]}.
        {tokens.caveat !== null && ` ${oneLine(tokens.caveat)}`}
      </p>
      {usageByModel.length > 1 && (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Input</th>
              <th scope="col">Output</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {usageByModel.map((usage) => (
              <tr key={usage.model}>
                <th scope="row">{oneLine(usage.model)}</th>
                <td>{format.compact(usage.uncachedInput + usage.cacheRead + usage.cacheWrite)}</td>
                <td>{format.compact(usage.output)}</td>
                <td>{format.cost({ value: usage.costUsd, source: costUsd.source })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{value}</td>
    </tr>
  )
}
