import { FIRST_EVENT, type LinkFault } from './fault.ts'

export const stall: LinkFault = {
  kind: 'link',
  name: 'stall',
  effect: 'nothing comes for a while, then everything',
  parameter: { unit: 'duration', meaning: 'how long', default: 5000 },
  trigger: FIRST_EVENT,
  connections: 1,
  strike: (link, value) => link.stall(value),
}
