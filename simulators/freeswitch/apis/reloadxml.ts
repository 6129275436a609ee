import { eventType } from '../events/event-types.ts'
import type { Api } from './api.ts'

const SITE = { file: 'switch_xml.c', function: 'switch_xml_open_root', line: 2423 }

/** `reloadxml`: fires RELOADXML. */
export const reloadxml: Api = {
  name: 'reloadxml',
  run({ core }) {
    const headers = core.baseHeaders('RELOADXML', SITE)
    core.fireEvent({ type: eventType('RELOADXML'), subclass: undefined, headers, body: undefined })
    return '+OK [Success]\n'
  },
}

export const reloadacl: Api = { name: 'reloadacl', run: () => '+OK acl reloaded\n' }
