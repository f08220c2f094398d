import { implement } from '@orpc/server'
import { desktopContract, type PreferencesState } from '../shared/contract/desktop.ts'
import type { PageRequests } from './page-requests.ts'
import type { PreferencesKeeper } from './preferences/preferences.ts'

export interface DesktopServices {
  readonly preferences: PreferencesKeeper
  readonly isTrayShown: () => Promise<boolean>
  readonly openDashboard: (sessionId: string | null) => void
}

/** The desktop's part of the contract, for the page of one window. */
export function createDesktopRouter(services: DesktopServices, requests: PageRequests) {
  const os = implement(desktopContract)
  const { preferences } = services
  const state = async (): Promise<PreferencesState> => ({
    preferences: preferences.current(),
    problems: [...preferences.problems],
    trayIsShown: await services.isTrayShown(),
  })
  return os.router({
    desktop: {
      preferences: os.desktop.preferences.handler(state),
      setPreferences: os.desktop.setPreferences.handler(({ input }) => {
        preferences.set(input)
        return state()
      }),
      requests: os.desktop.requests.handler(async function* ({ signal }) {
        yield* requests.listen(signal)
      }),
      openDashboard: os.desktop.openDashboard.handler(({ input }) => {
        services.openDashboard(input.sessionId)
        return {}
      }),
    },
  })
}
