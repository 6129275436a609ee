import { expect, it } from 'vitest'
import type { FsHeader } from '../codec/event.ts'
import { createChannel } from './channel.ts'
import { takeDigit } from './dtmf.ts'
import { momentOf, NO_SPAN } from './moment.ts'

it('takeDigit() tells of the digit behind the channel, without variables', () => {
  let headers: readonly FsHeader[] = []
  const stage = {
    identity: { coreUuid: 'core', hostname: 'node1', switchname: 'node1', ipv4: '127.0.0.1', ipv6: '' },
    now: () => momentOf(1_795_310_905_913_962),
    nextSequence: () => '1929',
    span: () => NO_SPAN,
    emit: (event: { readonly headers: readonly FsHeader[] }) => {
      headers = event.headers
    },
  }
  const channel = createChannel({ uuid: 'u1', name: 'null/x', direction: 'inbound', leg: 0 })
  channel.variables.set('direction', 'inbound')
  takeDigit(stage, channel, { digit: '1', duration: '2000', source: 'APP' })
  expect(headers.slice(-4)).toEqual([
    ['Answer-State', 'ringing'],
    ['DTMF-Digit', '1'],
    ['DTMF-Duration', '2000'],
    ['DTMF-Source', 'APP'],
  ])
})
