import type { Calls } from '../calls/calls.ts'
import type { Api } from './api.ts'

/** `valet_info [<lot>]`: who is parked where. */
export const valetInfo = (calls: Calls): Api => ({
  name: 'valet_info',
  run({ args }) {
    const wanted = args.toLowerCase()
    const lots = [...calls.valetLots.lots].filter(([name]) => wanted === '' || name.toLowerCase() === wanted)
    const elements = lots.map(([name, places]) => {
      const extensions = [...places].map(
        ([extension, { channel }]) => `    <extension uuid="${channel.uuid}">${extension}</extension>\n`,
      )
      return `  <lot name="${name}">\n${extensions.join('')}  </lot>\n`
    })
    return `<lots>\n${elements.join('')}</lots>\n`
  },
})
