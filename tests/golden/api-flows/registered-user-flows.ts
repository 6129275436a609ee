import { accountVariables } from '../../../simulators/freeswitch/channel/directory-user.ts'
import { executeComplete, executeSet } from '../../../simulators/freeswitch/channel/execute.ts'
import { created, hangupState, route, runDialplan } from '../../../simulators/freeswitch/channel/lifecycle.ts'
import { acceptInvite, announceInvite, receiveAck } from '../../../simulators/freeswitch/channel/sofia-inbound.ts'
import { INTERNAL, type SofiaLeg } from '../../../simulators/freeswitch/channel/sofia-leg.ts'
import { setVariables } from '../../../simulators/freeswitch/channel/variables.ts'
import type { FsHeader } from '../../../simulators/freeswitch/codec/event.ts'
import { baseHeaders } from '../../../simulators/freeswitch/events/base-headers.ts'
import { EVENT_CUSTOM } from '../../../simulators/freeswitch/events/event-types.ts'
import { answerAction, run, start } from '../../../simulators/freeswitch/flows/dialplan-steps.ts'
import { closeMedia, complete, hangUpByPhone, remove } from '../../../simulators/freeswitch/flows/hangup-steps.ts'
import { sofiaLeg, valueOf } from '../../../simulators/freeswitch/flows/leg-values.ts'
import { registrar } from '../../../simulators/freeswitch/flows/registration-parts.ts'
import type { ScriptStage } from '../../../simulators/freeswitch/flows/script-stage.ts'
import type { ApiFlow } from './api-flow.ts'

const RULE = 'CRIT WARNING WARNING WARNING WARNING WARNING WARNING WARNING WARNING WARNING '
const LOG_LINES = [
  RULE,
  'CRIT Open /var/fs/conf2/vars.xml and change the default_password.',
  "CRIT Once changed type 'reloadxml' at the console.",
  RULE,
] as const

/** An INVITE with credentials is treated as a REGISTER is; so its user looks like the number that was dialled. */
const authenticationHeaders = (leg: SofiaLeg, user: string, destination: string): FsHeader[] => [
  ['profile-name', INTERNAL.name],
  ['from-user', destination],
  ['from-host', leg.localIp],
  ['contact', `"" <sip:${leg.contactUser}@${leg.networkIp}:${leg.networkPort}>`],
  ['call-id', leg.callId],
  ['rpid', 'unknown'],
  ['status', 'Registered(UDP)'],
  ['expires', '300'],
  ['to-user', user],
  ['to-host', leg.localIp],
  ['network-ip', leg.networkIp],
  ['network-port', leg.networkPort],
]

function fireCustom(stage: ScriptStage, subclass: string, line: number, headers: readonly FsHeader[]): void {
  const base = baseHeaders(stage.identity, 'CUSTOM', stage.nextSequence(), stage.now(), registrar(line))
  stage.emit({ type: EVENT_CUSTOM, subclass, headers: [...base, ...headers], body: undefined }, undefined)
}

/** A registered user calls an extension of context `default`; watchers of the user hear of it. */
export const registeredUserCalls: ApiFlow = {
  recording: 'registered-user-calls',
  ticks: [27],
  play(stage) {
    const leg = sofiaLeg(stage.values, 'a')
    const caller = { name: valueOf(stage.values, 'caller.name'), number: valueOf(stage.values, 'caller.number') }
    const destination = valueOf(stage.values, 'callee.number')
    const call = { leg, place: 0, caller, destination, subject: '', profile: INTERNAL }
    const channel = announceInvite(stage, call)
    const told = authenticationHeaders(leg, caller.number, destination)
    fireCustom(stage, 'sofia::pre_register', 1810, [...told, ['user-agent', 'unknown']])
    stage.next()
    fireCustom(stage, 'sofia::register_attempt', 1606, [
      ...told,
      ['username', caller.number],
      ['realm', leg.localIp],
      ['user-agent', 'unknown'],
      ['auth-result', 'RENEWED'],
    ])
    const account = accountVariables(stage, { user: caller.number, domain: leg.localIp })
    acceptInvite(stage, channel, { ...call, account })
    created(stage, channel)
    route(stage, channel)
    setVariables(channel.variables, { DP_MATCH: ['DELAYED NEGOTIATION', 'DELAYED NEGOTIATION'] })
    runDialplan(stage, channel)
    for (const line of LOG_LINES) executeSet(stage, channel, start(stage, 'log', line), {})
    const entries = [
      `spymap/${caller.number}/${channel.uuid}`,
      `last_dial/${caller.number}/${destination}`,
      `last_dial/global/${channel.uuid}`,
    ]
    for (const entry of entries) {
      executeSet(stage, channel, start(stage, 'hash', `insert/${leg.localIp}-${entry}`), {})
    }
    const date = stage.now().rfc2822
    const exporting = start(stage, 'export', `RFC2822_DATE=${date}`)
    executeSet(stage, channel, exporting, { RFC2822_DATE: date, export_vars: 'RFC2822_DATE' })
    answerAction(stage, { channel, leg })
    const sleeping = run(stage, channel, 'sleep', '3600000')
    receiveAck(channel, leg)
    stage.next()
    hangUpByPhone(stage, { channel, leg })
    executeComplete(stage, channel, sleeping)
    hangupState(stage, channel)
    closeMedia({ channel, leg })
    complete(stage, channel)
    remove(stage, channel)
  },
}
