import type Electron from 'electron'
import type { StandsInFor } from './stands-in-for.ts'
import { basename, dirname } from 'node:path'
import { interface as dbus, Message, type MessageBus, sessionBus } from '@jellybrick/dbus-next'
import { EventEmitter } from 'node:events'
import type { MenuItemConstructorOptions } from 'electron'
import { useConfiguredMembers } from './configured-members.ts'
import { BusMenu } from './bus-menu.ts'

const WATCHER = 'org.kde.StatusNotifierWatcher'

/** A picture in the tray, as panels ask for it: `org.kde.StatusNotifierItem`. */
class BusItem extends dbus.Interface {
  Category = 'ApplicationStatus'
  Id = 'llm-session-manager'
  Title = 'LLM Session Manager'
  Status = 'Active'
  WindowId = 0
  IconName = ''
  IconThemePath = ''
  ToolTip: [string, unknown[], string, string] = ['', [], '', '']
  ItemIsMenu = false
  Menu = '/Menu'
  readonly clicks = new EventEmitter()

  constructor() {
    super('org.kde.StatusNotifierItem')
    useConfiguredMembers(this)
  }

  Activate(): void {
    this.clicks.emit('click')
  }

  SecondaryActivate(): void {}

  ContextMenu(): void {}

  Scroll(): void {}

  NewIcon(): void {}

  NewIconThemePath(): string {
    return this.IconThemePath
  }

  NewToolTip(): void {}
}

const text = { signature: 's', access: dbus.ACCESS_READ } as const
BusItem.configureMembers({
  properties: {
    Category: text,
    Id: text,
    Title: text,
    Status: text,
    WindowId: { signature: 'i', access: dbus.ACCESS_READ },
    IconName: text,
    IconThemePath: text,
    ToolTip: { signature: '(sa(iiay)ss)', access: dbus.ACCESS_READ },
    ItemIsMenu: { signature: 'b', access: dbus.ACCESS_READ },
    Menu: { signature: 'o', access: dbus.ACCESS_READ },
  },
  methods: {
    Activate: { inSignature: 'ii', outSignature: '' },
    SecondaryActivate: { inSignature: 'ii', outSignature: '' },
    ContextMenu: { inSignature: 'ii', outSignature: '' },
    Scroll: { inSignature: 'is', outSignature: '' },
  },
  signals: {
    NewIcon: { signature: '' },
    NewIconThemePath: { signature: 's' },
    NewToolTip: { signature: '' },
  },
})

export class StandInTray
  extends EventEmitter
  implements StandsInFor<Electron.Tray, 'setImage' | 'setContextMenu'>
{
  readonly #item = new BusItem()
  readonly #menu = new BusMenu()
  readonly #bus: MessageBus | undefined

  constructor(picture: string) {
    super()
    this.#bus = process.env['DBUS_SESSION_BUS_ADDRESS'] === undefined ? undefined : sessionBus()
    this.#item.clicks.on('click', () => this.emit('click', {}, { x: 0, y: 0, width: 0, height: 0 }))
    // What a panel asks while we leave cannot be answered any more.
    if (this.#bus !== undefined) EventEmitter.prototype.on.call(this.#bus, 'error', () => undefined)
    this.setImage(picture)
    // Without a panel nobody takes it, and Electron says nothing either.
    if (this.#bus !== undefined) this.#register(this.#bus).catch(() => undefined)
  }

  setImage(picture: string): void {
    this.#item.IconThemePath = dirname(picture)
    this.#item.IconName = basename(picture, '.png')
    this.#item.NewIconThemePath()
    this.#item.NewIcon()
  }

  setToolTip(tooltip: string): void {
    this.#item.ToolTip = ['', [], tooltip, '']
    this.#item.NewToolTip()
  }

  setTitle(): void {}

  setContextMenu(items: readonly MenuItemConstructorOptions[]): void {
    this.#menu.set(items)
  }

  destroy(): void {
    this.#bus?.disconnect()
  }

  async #register(bus: MessageBus): Promise<void> {
    bus.export('/StatusNotifierItem', this.#item)
    bus.export('/Menu', this.#menu)
    const service = `org.kde.StatusNotifierItem-${process.pid}-1`
    await bus.requestName(service, 0)
    await bus.call(
      new Message({
        destination: WATCHER,
        path: '/StatusNotifierWatcher',
        interface: WATCHER,
        member: 'RegisterStatusNotifierItem',
        signature: 's',
        body: [service],
      }),
    )
  }
}
