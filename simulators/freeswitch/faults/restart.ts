import { FIRST_EVENT, type LinkFault } from './fault.ts'

export const restart: LinkFault = {
  kind: 'link',
  name: 'restart',
  effect: 'a disconnect-notice, and the port is closed for a while, as when the module is reloaded',
  parameter: { unit: 'duration', meaning: 'until the port is open again', default: 1000 },
  trigger: FIRST_EVENT,
  connections: 1,
  strike: (link, value) => link.restart(value),
}
