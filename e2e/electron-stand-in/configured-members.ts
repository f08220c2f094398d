import { interface as dbus } from '@jellybrick/dbus-next'

/**
 * The members that `configureMembers` put on a class. In version 0.11.3 fields of the library's own constructor hide
 * them; without those the prototype's are found.
 */
export function useConfiguredMembers(owner: InstanceType<typeof dbus.Interface>): void {
  for (const name of ['$properties', '$methods', '$signals']) Reflect.deleteProperty(owner, name)
}
