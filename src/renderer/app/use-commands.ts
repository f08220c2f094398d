import { useMemo } from 'react'
import { useApplyView } from '../features/sessions/saved-views.tsx'
import { useImportActions } from '../features/contexts/contexts-context.ts'
import { useSessionActions, useSessions } from '../features/sessions/session-context.ts'
import { useVisibleSessions } from '../features/sessions/use-visible-sessions.ts'
import { usePreferences } from '../preferences/preference-context.ts'
import { THEMES } from '../../shared/domain/theme.ts'
import { type Command, sessionCommand } from './commands.ts'
import { THEME_NAMES } from './theme-menu.tsx'

/** Everything that the palette offers: what the page can do, saved views, and each session. */
export function useCommands(openHelp: () => void): readonly Command[] {
  const actions = useSessionActions()
  const imports = useImportActions()
  const scope = useSessions((state) => state.scope)
  const selectedId = useSessions((state) => state.selectedId)
  const savedViews = usePreferences((state) => state.savedViews)
  const setTheme = usePreferences((state) => state.setTheme)
  const applyView = useApplyView()
  const sessions = useVisibleSessions()
  const ofSessions = useMemo(
    () => sessions.map((session) => sessionCommand(session, actions.openSession)),
    [sessions, actions],
  )
  return [
    command('Go to the sessions', 'view', () => actions.show({ kind: 'sessions' })),
    command('Go to the overview', 'view', () => actions.show({ kind: 'overview' })),
    command('Go to the imported contexts', 'view', () => actions.show({ kind: 'contexts' })),
    command('Import context…', 'contexts', imports.begin),
    scope === 'recent'
      ? command('Show all sessions', 'list', () => void actions.setScope('all'))
      : command('Show recent sessions', 'list', () => void actions.setScope('recent')),
    command('Clear the filter', 'list', actions.clearFilter),
    ...(selectedId !== null
      ? [
          command(
            'Save the context of the session as a file',
            'session',
            () => void actions.saveContext(selectedId),
          ),
          command('Tag the session', 'session', () => actions.editLabel('tag')),
          command('Name the session’s project', 'session', () => actions.editLabel('project')),
          command('Write a note on the session', 'session', () => actions.editLabel('note')),
        ]
      : []),
    command('Look again now', 'list', () => void actions.refresh()),
    ...savedViews.map((view) => command(`View: ${view.name}`, 'saved view', () => applyView(view))),
    ...THEMES.map((theme) => command(`Theme: ${THEME_NAMES[theme]}`, 'theme', () => setTheme(theme))),
    command('Keys and signs', 'help', openHelp),
    command('Gallery of all parts', 'view', () => actions.show({ kind: 'gallery' })),
    ...ofSessions,
  ]
}

function command(name: string, hint: string, run: () => void): Command {
  return { id: name, name, hint, run }
}
