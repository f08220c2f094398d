import { ProviderBadge } from '../../ui/provider-badge.tsx'
import { markOfUnknown } from '../../ui/provider-mark.ts'
import { useSessions } from './session-context.ts'

/** The mark of a session's assistant, as its manifest has it. */
export function SessionProvider({ provider }: { readonly provider: string }) {
  const known = useSessions(({ info }) => info?.providers.find(({ id }) => id === provider))
  return <ProviderBadge mark={known ?? markOfUnknown(provider)} />
}
