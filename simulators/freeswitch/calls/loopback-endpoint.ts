import { profileOf } from '../channel/channel.ts'
import { created, enterState, originated } from '../channel/lifecycle.ts'
import { answerLoopback, callLoopback } from '../channel/loopback.ts'
import { markAnswered, markEarlyMedia, markRinging } from '../channel/progress.ts'
import { setVariables } from '../channel/variables.ts'
import { HANGUP_SITES, logAnswered, logNewChannel, logRename } from './call-log.ts'
import type { Calls } from './calls.ts'
import type { DialledLeg, DialRequest } from './dial-request.ts'
import type { Endpoint } from './endpoint.ts'
import { createGate, type Gate } from './gate.ts'
import { createLeg, hangUp, type Leg, spread } from './leg.ts'
import { pressKeys } from './press-keys.ts'
import { runLeg } from './run-leg.ts'

/** `loopback/<destination>[/<context>]`: two ends, of which the inbound one goes through the dialplan. */
export function dialLoopback(calls: Calls, request: DialRequest): DialledLeg {
  const { core, stage } = calls
  const [destination = '', context = 'default'] = request.address.split('/')
  const call = {
    a: { uuid: core.createUuid(), sessionId: calls.nextSessionId() },
    b: { uuid: core.createUuid(), sessionId: calls.nextSessionId() },
    destination,
    context,
    leg: 0,
    variables: request.variables,
    originationUuid: request.uuid,
    caller: request.caller?.channel,
    named: request.named,
  }
  const a = callLoopback(stage, call)
  const firstName = `loopback/${destination}/${context}-a`
  logNewChannel(core, call.a.uuid, firstName)
  logRename(core, call.a.uuid, firstName, a.name)
  const b = answerLoopback(stage, { ...call, a: { ...call.a, uuid: a.uuid } })
  logNewChannel(core, b.uuid, b.name)
  created(stage, a)
  const pair: Pair = { ends: [], ended: 0, gone: createGate() }
  const legs = [a, b].map((channel) => createLeg(calls, channel, loopbackEndpoint(pair)))
  for (const leg of legs) {
    pair.ends.push(leg)
    calls.add(leg)
  }
  const [legA, legB] = legs as [Leg, Leg]
  return {
    leg: legA,
    start() {
      originated(stage, a)
      enterState(stage, a, 'ROUTING')
      enterState(stage, a, 'CONSUME_MEDIA')
      enterState(stage, b, 'INIT')
      created(stage, b)
      void runLeg(legB)
      void runLeg(legA)
    },
  }
}

const ANSWERED_BY_PEER = { file: 'mod_loopback.c', function: 'channel_receive_message', line: 1021 }

/** The two ends of a loopback call: what happens to one happens to the other. */
interface Pair {
  readonly ends: Leg[]
  /** How many have come to their end. */
  ended: number
  /** Opens when the end that comes second has gone: it is the first to go. */
  readonly gone: Gate
}

function loopbackEndpoint(pair: Pair): Endpoint {
  const peersOf = (leg: Leg): readonly Leg[] => pair.ends.filter((end) => end !== leg)
  return {
    kind: 'loopback',
    answer(leg) {
      const { stage } = leg.calls
      for (const peer of peersOf(leg)) {
        if (peer.channel.media === 'answered') continue
        markAnswered(stage, peer.channel)
        logAnswered(peer, ANSWERED_BY_PEER)
      }
      markAnswered(stage, leg.channel)
      logAnswered(leg)
      setVariables(leg.channel.variables, { endpoint_disposition: 'ANSWER' })
      for (const peer of peersOf(leg)) spread(peer, 'answered')
    },
    preAnswer(leg) {
      const { stage } = leg.calls
      for (const peer of peersOf(leg)) if (peer.channel.media === 'ringing') markEarlyMedia(stage, peer.channel)
      markEarlyMedia(stage, leg.channel)
      for (const peer of peersOf(leg)) spread(peer, 'early')
    },
    ringReady(leg) {
      const { stage } = leg.calls
      for (const end of [...peersOf(leg), leg]) {
        if (profileOf(end.channel).times.progress === undefined) markRinging(stage, end.channel)
      }
      for (const peer of peersOf(leg)) spread(peer, 'ringing')
    },
    release(leg) {
      for (const peer of peersOf(leg)) hangUp(peer, leg.channel.hangupCause ?? 'NORMAL_CLEARING', HANGUP_SITES.loopback)
    },
    dispose: (leg) => setVariables(leg.channel.variables, { is_loopback: '1' }),
    untilFree: () => (++pair.ended === 1 ? pair.gone.opened : undefined),
    forget: () => pair.gone.open(),
    hearers: peersOf,
    sendDigits(leg, digits) {
      for (const peer of peersOf(leg)) pressKeys(peer, digits)
    },
  }
}
