/** The parts of Electron's session that decide what a page may ask for. */
export interface PermissionHost {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void
  setPermissionCheckHandler(handler: () => boolean): void
  setDevicePermissionHandler(handler: () => boolean): void
}

/** The page needs no camera, clipboard reading, device or place. Without handlers Electron grants everything. */
export function denyPermissions(session: PermissionHost): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}
