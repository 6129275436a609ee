import { EVENT_CUSTOM, lookupEventType } from '../events/event-types.ts'
import { keywords } from './event.ts'
import { text } from './command.ts'
import type { Command } from './command.ts'

/** `nixevent <names>` (wire specification 3.7): takes subscriptions away, and counts as listening all the same. */
export const nixevent: Command = {
  prefix: 'nixevent',
  access: 'authenticated',
  run({ listener, line }) {
    let isAnyKnown = false
    let isCustom = false
    for (const name of keywords(line)) {
      const type: number | undefined = isCustom ? undefined : lookupEventType(name)
      if (isCustom) listener.subscriptions.removeSubclass(name)
      else if (type !== undefined) {
        listener.subscriptions.remove(type)
        isAnyKnown = true
        isCustom = type === EVENT_CUSTOM
      }
    }
    if (!isAnyKnown) return text('-ERR no keywords supplied')
    listener.subscriptions.active = true
    return text('+OK events nixed')
  },
}
