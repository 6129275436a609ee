import modesl from 'modesl'

import { EVENTS, machineFields, toFields, type Fields } from './mapping.ts'
import { settings } from './settings.ts'

const RECONNECT_MS = 2_000

export type NodeLink = { readonly isUp: () => boolean; readonly close: () => void }

/** Follows one FreeSWITCH node, connecting again whenever the connection is lost. */
export const followNode = (
  node: { host: string; port: number; machine: number },
  deliver: (fields: Fields) => void,
): NodeLink => {
  const { host, port, machine } = node
  let up = false
  let closing = false
  let connection: InstanceType<typeof modesl.Connection>
  let timer: NodeJS.Timeout | undefined

  const connect = (): void => {
    timer = undefined
    connection = new modesl.Connection(host, port, settings.password, () => {
      connection.events(settings.format, EVENTS, () => {
        up = true
        console.error(`node ${machine}: subscribed`)
        deliver(machineFields('up', machine, 'subscribed'))
      })
    })
    connection.on('esl::event::**', (event) => {
      const fields = toFields(event, machine)
      if (fields !== undefined) deliver(fields)
    })
    connection.on('error', (error) => lost(error.message))
    connection.on('esl::end', () => lost('connection ended'))
  }

  const lost = (reason: string): void => {
    if (closing || timer !== undefined) return
    console.error(`node ${machine}: ${reason}, connecting again in ${RECONNECT_MS} ms`)
    if (up) deliver(machineFields('down', machine, reason))
    up = false
    timer = setTimeout(connect, RECONNECT_MS)
  }

  connect()
  return {
    isUp: () => up,
    close: () => {
      closing = true
      clearTimeout(timer)
      if (up) connection.disconnect()
    },
  }
}
