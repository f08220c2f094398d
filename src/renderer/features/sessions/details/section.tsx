import type { ReactNode } from 'react'

export interface SectionProps {
  readonly title: string
  /** The section's sum, beside its title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="details-section">
      <h3>
        {title}
        <span className="details-aside">{aside}</span>
      </h3>
      {children}
    </section>
  )
}

/** Names and values in two columns. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
