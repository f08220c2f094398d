import type { Provider } from './provider.ts'
import { provider as codex } from './codex/provider.ts'

export const providers: readonly Provider[] = [codex]
