import type { ReactNode } from 'react'
import type { Usage } from '../../../shared/contract/index.ts'
import { format } from '../../ui/format.ts'

export interface ShareRow {
  readonly key: string
  readonly label: ReactNode
  readonly usage: Usage
  readonly details?: readonly string[]
}

/** Who had how much, with a bar that is as long as its part of the largest. */
export function ShareTable({ name, rows }: { readonly name: string; readonly rows: readonly ShareRow[] }) {
  const largest = Math.max(1, ...rows.map(({ usage }) => usage.tokens))
  if (rows.length === 0) return <p className="panel-empty">Nothing was used in these days.</p>
  return (
    <table className="share-table">
      <thead>
        <tr>
          <th scope="col">{name}</th>
          {rows[0]?.details?.map((_, index) => (
            // Their cells say what they are.
            <td key={index === 0 ? 'first' : 'second'} />
          ))}
          <th scope="col">Tokens</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, usage, details }) => (
          <tr key={key}>
            <th scope="row">
              <span className="share-label">{label}</span>
              <span className="bar" data-known="true" style={{ '--fill': usage.tokens / largest }} />
            </th>
            {details?.map((detail, index) => (
              <td key={index === 0 ? 'first' : 'second'} className="share-detail">
                {detail}
              </td>
            ))}
            <td>{format.compact(usage.tokens)}</td>
            <td title={unpricedWords(usage)}>
              {usage.unpricedTokens > 0 && usage.costUsd === 0 ? '–' : `≈${format.dollars(usage.costUsd)}`}
              {usage.unpricedTokens > 0 && usage.costUsd > 0 && '+'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a cost leaves out, where it does. */
export function unpricedWords({ unpricedTokens }: Usage): string | undefined {
  if (unpricedTokens === 0) return 'estimated by the price list'
  return `estimated; leaves out ${format.compact(unpricedTokens)} tokens of models without a known price`
}
