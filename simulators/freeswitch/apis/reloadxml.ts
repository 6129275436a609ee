import { eventType } from '../events/event-types.ts'
import type { SwitchCore } from '../switch-core.ts'
import type { Api } from './api.ts'

const SITE = { file: 'switch_xml.c', function: 'switch_xml_open_root', line: 2423 }

/** Fires RELOADXML. */
export function fireReloadxml(core: SwitchCore): void {
  const headers = core.baseHeaders('RELOADXML', SITE)
  core.fireEvent({ type: eventType('RELOADXML'), subclass: undefined, headers, body: undefined })
}

/** `reloadxml`: fires RELOADXML. */
export const reloadxml: Api = {
  name: 'reloadxml',
  run({ core }) {
    fireReloadxml(core)
    return '+OK [Success]\n'
  },
}

export const reloadacl: Api = { name: 'reloadacl', run: () => '+OK acl reloaded\n' }
