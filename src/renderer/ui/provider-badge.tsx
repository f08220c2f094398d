import type { ProviderMark } from './provider-mark.ts'

/** Monogram and colour of an assistant. Its name is the tooltip and what a screen reader says. */
export function ProviderBadge({ mark }: { readonly mark: ProviderMark }) {
  const { name, monogram, color } = mark
  return (
    <span className="provider" role="img" aria-label={name} title={name} style={{ '--mark': color }}>
      {monogram}
    </span>
  )
}
