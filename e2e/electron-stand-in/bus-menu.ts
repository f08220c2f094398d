import { interface as dbus, Variant } from '@jellybrick/dbus-next'
import type { MenuItemConstructorOptions } from 'electron'
import { useConfiguredMembers } from './configured-members.ts'

type Properties = Record<string, Variant>
type Layout = [id: number, properties: Properties, children: Variant[]]

/** A menu on the bus, as panels ask for it: `com.canonical.dbusmenu`, of one level. */
export class BusMenu extends dbus.Interface {
  Version = 3
  Status = 'normal'
  #items: readonly MenuItemConstructorOptions[] = []
  #revision = 1

  constructor() {
    super('com.canonical.dbusmenu')
    useConfiguredMembers(this)
  }

  set(items: readonly MenuItemConstructorOptions[]): void {
    this.#items = items
    this.#revision += 1
    this.LayoutUpdated()
  }

  GetLayout(): [number, Layout] {
    const children = this.#items.map(
      (_item, index) => new Variant('(ia{sv}av)', [index + 1, this.#propertiesOf(index + 1), []]),
    )
    return [this.#revision, [0, { 'children-display': new Variant('s', 'submenu') }, children]]
  }

  GetGroupProperties(ids: readonly number[]): [number, Properties][] {
    const all = ids.length > 0 ? ids : this.#items.map((_item, index) => index + 1)
    return all.map((id) => [id, this.#propertiesOf(id)])
  }

  GetProperty(id: number, name: string): Variant {
    return this.#propertiesOf(id)[name] ?? new Variant('s', '')
  }

  Event(id: number, event: string): void {
    const item = this.#items[id - 1]
    const click = item?.click
    // After the answer, as Electron does it. Our own functions take none of the arguments that it would hand over.
    if (event === 'clicked' && click !== undefined) setImmediate(() => Reflect.apply(click, undefined, []))
  }

  EventGroup(events: readonly [number, string, Variant, number][]): number[] {
    for (const [id, event] of events) this.Event(id, event)
    return []
  }

  AboutToShow(): boolean {
    return false
  }

  AboutToShowGroup(): [number[], number[]] {
    return [[], []]
  }

  LayoutUpdated(): [number, number] {
    return [this.#revision, 0]
  }

  #propertiesOf(id: number): Properties {
    const item = this.#items[id - 1]
    if (item === undefined) return {}
    if (item.type === 'separator') return { type: new Variant('s', 'separator') }
    const label = (item.label ?? '').replaceAll('_', '__').replaceAll('&&', '&')
    const properties = { label: new Variant('s', label), enabled: new Variant('b', item.enabled ?? true) }
    if (item.type !== 'checkbox') return properties
    return {
      ...properties,
      'toggle-type': new Variant('s', 'checkmark'),
      'toggle-state': new Variant('i', item.checked === true ? 1 : 0),
    }
  }
}

BusMenu.configureMembers({
  properties: {
    Version: { signature: 'u', access: dbus.ACCESS_READ },
    Status: { signature: 's', access: dbus.ACCESS_READ },
  },
  methods: {
    GetLayout: { inSignature: 'iias', outSignature: 'u(ia{sv}av)' },
    GetGroupProperties: { inSignature: 'aias', outSignature: 'a(ia{sv})' },
    GetProperty: { inSignature: 'is', outSignature: 'v' },
    Event: { inSignature: 'isvu', outSignature: '' },
    EventGroup: { inSignature: 'a(isvu)', outSignature: 'ai' },
    AboutToShow: { inSignature: 'i', outSignature: 'b' },
    AboutToShowGroup: { inSignature: 'ai', outSignature: 'aiai' },
  },
  signals: { LayoutUpdated: { signature: 'ui' } },
})
