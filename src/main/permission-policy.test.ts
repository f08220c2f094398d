import { expect, it } from 'vitest'
import { denyPermissions, type PermissionHost } from './permission-policy.ts'

it('a page is denied every permission, whether it asks or only checks (checklist 5)', () => {
  const answers: boolean[] = []
  const host: PermissionHost = {
    setPermissionRequestHandler(handler) {
      for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal'])
        handler(undefined, permission, (granted) => answers.push(granted))
    },
    setPermissionCheckHandler: (handler) => void answers.push(handler()),
    setDevicePermissionHandler: (handler) => void answers.push(handler()),
  }
  denyPermissions(host)
  expect(answers).toEqual(Array.from({ length: 7 }, () => false))
})
