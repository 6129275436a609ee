import { EVENT_ALL, EVENT_CUSTOM } from './events/event-types.ts'

/** Which events a connection has asked for (wire specification 3.6 to 3.8). */
export interface Subscriptions {
  /** The flag that `event`, `nixevent` and `myevents` set: `noevents` refuses without it. */
  active: boolean
  /** Enables a type; ALL enables each type, the catch-all, and the subclasses known to the switch. */
  add(type: number, knownSubclasses: Iterable<string>): void
  addSubclass(subclass: string): void
  /** Disables a type. With ALL nothing is left but the subclasses; CUSTOM itself cannot be removed. */
  remove(type: number): void
  removeSubclass(subclass: string): void
  clear(): void
  /** The delivery rule: catch-all, or the type and for CUSTOM its subclass too. */
  accepts(type: number, subclass: string | undefined): boolean
}

export function createSubscriptions(): Subscriptions {
  const types = new Uint8Array(EVENT_ALL + 1)
  const subclasses = new Set<string>()

  return {
    active: false,
    add(type, knownSubclasses) {
      types[type] = 1
      if (type !== EVENT_ALL) return
      types.fill(1)
      for (const subclass of knownSubclasses) subclasses.add(subclass)
    },
    addSubclass: (subclass) => void subclasses.add(subclass),
    remove(type) {
      if (type === EVENT_ALL) types.fill(0)
      else if (type !== EVENT_CUSTOM) types[type] = types[EVENT_ALL] = 0
    },
    removeSubclass: (subclass) => void subclasses.delete(subclass),
    clear() {
      this.active = false
      types.fill(0)
      subclasses.clear()
    },
    accepts(type, subclass) {
      if (types[EVENT_ALL] === 1) return true
      if (types[type] !== 1) return false
      return type !== EVENT_CUSTOM || subclass === undefined || subclasses.has(subclass)
    },
  }
}
