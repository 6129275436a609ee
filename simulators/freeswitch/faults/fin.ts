import { FIRST_EVENT, type LinkFault } from './fault.ts'

export const fin: LinkFault = {
  kind: 'link',
  name: 'fin',
  effect: 'the connection is ended in order, without a notice',
  trigger: FIRST_EVENT,
  connections: 1,
  strike: (link) => link.finish(),
}
