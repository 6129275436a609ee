import { transferLeg } from '../calls/transfer-leg.ts'
import type { Application } from './application.ts'

/** `transfer [-bleg|-both] <number> [<dialplan> [<context>]]` */
export const transfer: Application = {
  name: 'transfer',
  run({ leg, data }) {
    const words = data.split(/ +/).filter((word) => word !== '' && !word.startsWith('-'))
    const [number, dialplan, context] = words
    if (number !== undefined) transferLeg(leg, { number, dialplan, context })
  },
}
