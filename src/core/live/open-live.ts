import type { Ports } from '../ports.ts'
import { systemWatches } from './folder-watches.ts'
import { Ledger } from './ledger.ts'
import { LiveEngine } from './live-engine.ts'
import { Looks, type LooksParts } from './looks.ts'
import { askedRarely, machineLoad, onBattery } from './surroundings.ts'

/** How often the power supply is asked. */
const POWER_MS = 30_000

export interface LiveParts extends Omit<LooksParts, 'ledger'> {
  readonly ports: Ports
}

/** What looks, what decides when, and what keeps account of the cost. */
export interface Live {
  readonly looks: Looks
  readonly engine: LiveEngine
  readonly ledger: Ledger
  /** Ends the following of the machine's power. */
  readonly close: () => void
}

export function openLive(parts: LiveParts): Live {
  const { ports, keeper, live, feed, user } = parts
  const { clock, logger, power } = ports
  const supply = askedRarely(() => onBattery(), POWER_MS, clock)
  const ledger = new Ledger({ clock, store: user, counts: () => engine.counts })
  const looks = new Looks({ ...parts, ledger })
  const engine = new LiveEngine({
    work: looks,
    surroundings: {
      isWatched: () => feed.listenerCount > 0,
      owns: () => keeper.owns,
      indexFolder: ports.dataFolder,
      liveSessions: () => live.current.length,
      onBattery: () => power?.onBattery() ?? supply(),
      load: machineLoad,
      refreshMs: () => parts.settings.current.dashboard.refreshMs,
    },
    watchSystem: systemWatches(),
    clock,
    logger,
  })
  const unfollow = power?.follow((event) => {
    // Before any timer is late enough to tell.
    if (event === 'woke') engine.hurry('the machine woke')
    else engine.wake()
  })
  return { looks, engine, ledger, close: () => unfollow?.() }
}
