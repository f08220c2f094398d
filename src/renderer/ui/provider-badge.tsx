import { providerMarkStyle } from './provider-mark.ts'

/** Monogram and colour of an assistant. Its name is the tooltip and what a screen reader says. */
export function ProviderBadge({ provider }: { readonly provider: string }) {
  const { monogram, hue } = providerMarkStyle(provider)
  return (
    <span className="provider" role="img" aria-label={provider} title={provider} style={{ '--hue': hue }}>
      {monogram}
    </span>
  )
}
