import { EVENT_CUSTOM, lookupEventType } from '../events/event-types.ts'
import { text } from './command.ts'
import { EVENT_FORMATS } from '../events/outgoing.ts'
import type { Command } from './command.ts'
import type { EventFormat } from '../events/outgoing.ts'

const DENIED = text('-ERR permission denied')
const NO_KEYWORDS = text('-ERR no keywords supplied')

/**
 * `event [plain|xml|json] <names>` (wire specification 3.6): adds subscriptions. The format holds even when the
 * command fails, unknown names are ignored, and everything behind `CUSTOM` is a subclass.
 */
export const event: Command = {
  prefix: 'event',
  access: 'authenticated',
  run({ core, listener, line }) {
    const names = keywords(line)
    const format = formatOf(names[0])
    if (format !== undefined) {
      listener.format = format
      names.shift()
    }
    let isAnyKnown = false
    let isCustom = false
    for (const name of names) {
      const type: number | undefined = isCustom ? undefined : lookupEventType(name)
      if (isCustom) {
        if (listener.limits?.mayListenTo(name) === false) return DENIED
        listener.subscriptions.addSubclass(name)
      } else if (type !== undefined) {
        if (listener.limits?.mayListen(type) === false) return DENIED
        listener.subscriptions.add(type, core.subclasses)
        isAnyKnown = true
        isCustom = type === EVENT_CUSTOM
      }
    }
    if (!isAnyKnown) return NO_KEYWORDS
    listener.subscriptions.active = true
    return text(`+OK event listener enabled ${listener.format}`)
  },
}

/** What follows the first blank, split at single blanks. */
export function keywords(line: string): string[] {
  const [, ...words] = line.split(' ')
  return words
}

function formatOf(word: string | undefined): EventFormat | undefined {
  return EVENT_FORMATS.find((format) => format === word?.toLowerCase())
}
