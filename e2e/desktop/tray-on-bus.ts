import { Message, type MessageBus, Variant } from '@jellybrick/dbus-next'
import { z } from 'zod'

const WATCHER = 'org.kde.StatusNotifierWatcher'
const ITEM = 'org.kde.StatusNotifierItem'

const variant = z.object({ value: z.unknown() })
const layoutSchema = z.tuple([
  z.number(),
  z.tuple([
    z.number(),
    z.unknown(),
    z.array(z.object({ value: z.tuple([z.number(), z.record(z.string(), variant), z.unknown()]) })),
  ]),
])

/** The app's picture in the tray, as a panel sees it. */
export interface TrayOnBus {
  readonly tooltip: () => Promise<string>
  /** Name of the picture, without its folder. */
  readonly picture: () => Promise<string>
  readonly labels: () => Promise<readonly string[]>
  readonly choose: (label: string) => Promise<void>
  /** A left click. */
  readonly click: () => Promise<void>
}

/** What the panel has in its tray: `service/path` each. */
export async function trayItems(bus: MessageBus): Promise<readonly string[]> {
  const items = await property(
    bus,
    WATCHER,
    '/StatusNotifierWatcher',
    WATCHER,
    'RegisteredStatusNotifierItems',
  )
  return z.array(z.string()).parse(items)
}

export function trayOnBus(bus: MessageBus, item: string): TrayOnBus {
  const slash = item.indexOf('/')
  const service = slash === -1 ? item : item.slice(0, slash)
  const path = slash === -1 ? '/StatusNotifierItem' : item.slice(slash)
  const entries = async (): Promise<readonly (readonly [id: number, label: string])[]> => {
    const menu = z.string().parse(await property(bus, service, path, ITEM, 'Menu'))
    const answer = await call(bus, service, menu, 'com.canonical.dbusmenu', 'GetLayout', 'iias', [0, -1, []])
    const [, [, , children]] = layoutSchema.parse(answer)
    return children.map(({ value: [id, properties] }) => [
      id,
      z.string().catch('').parse(properties['label']?.value),
    ])
  }
  return {
    async tooltip() {
      return z
        .tuple([z.unknown(), z.unknown(), z.string(), z.unknown()])
        .parse(await property(bus, service, path, ITEM, 'ToolTip'))[2]
    },
    picture: async () => z.string().parse(await property(bus, service, path, ITEM, 'IconName')),
    labels: async () => (await entries()).map(([, label]) => label).filter((label) => label !== ''),
    async choose(label) {
      const entry = (await entries()).find(([, name]) => name.startsWith(label))
      if (entry === undefined) throw new Error(`the menu has no ${label}`)
      const menu = z.string().parse(await property(bus, service, path, ITEM, 'Menu'))
      await call(bus, service, menu, 'com.canonical.dbusmenu', 'Event', 'isvu', [
        entry[0],
        'clicked',
        new Variant('s', ''),
        0,
      ])
    },
    click: async () => void (await call(bus, service, path, ITEM, 'Activate', 'ii', [0, 0])),
  }
}

async function property(bus: MessageBus, service: string, path: string, owner: string, name: string) {
  const [answer] = await call(bus, service, path, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [
    owner,
    name,
  ])
  return variant.parse(answer).value
}

async function call(
  bus: MessageBus,
  destination: string,
  path: string,
  owner: string,
  member: string,
  signature: string,
  body: unknown[],
): Promise<unknown[]> {
  const answer = await bus.call(new Message({ destination, path, interface: owner, member, signature, body }))
  return answer?.body ?? []
}
