import { app, dialog, protocol } from 'electron'
import { APP_SCHEME, APP_SCHEME_PRIVILEGES } from './app-protocol.ts'
import { createDesktopLogger } from './desktop-logger.ts'
import { runDesktop } from './run-desktop.ts'
import { startArguments } from './start-arguments.ts'

const { verbose } = startArguments(process.argv)
const logger = createDesktopLogger((line) => process.stderr.write(line), verbose)
app.enableSandbox()
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: APP_SCHEME_PRIVILEGES }])
if (app.requestSingleInstanceLock()) {
  runDesktop(logger).catch((cause: unknown) => {
    logger.error('The application could not start.', cause)
    dialog.showErrorBox(
      'LLM Session Manager could not start',
      cause instanceof Error ? cause.message : String(cause),
    )
    app.exit(1)
  })
} else {
  app.quit()
}
