/**
 * ESO-01: On accept the bridge sends `connect` within 2 s without waiting for a greeting, and never closes without having
 * sent it.
 * ESO-02: The connect reply yields exactly one call/start (CREATE and CS_ROUTING are already past).
 */
import { claim, defineCheck, event, exactly, none, type Rig } from '../../../harness/index.ts'
import { isConnect, leave, takenUp } from './tail.ts'

const CONNECT_MS = 2000

export const connect = defineCheck({
  id: 'eso/connect',
  title: 'speaks first',
  requirements: ['ESO-01'],
  needs: ['esl-outbound'],
  wiring: 'shared',
  stimulus: 'a call is brought to the bridge, and the server says nothing',
  expectation: '`connect` comes within 2 s as the first command',
  mutants: ['X19'],
  async run(rig) {
    const call = rig.outbound.dial({ answers: false })
    await call.commanded('connect', CONNECT_MS)
    const [first] = call.commands
    const spoken = claim(
      first !== undefined && isConnect(first) && first.at - call.openedAt <= CONNECT_MS,
      '`connect` is the first command, within 2 s',
      first ? `"${first.line}" after ${Math.round(first.at - call.openedAt)} ms` : `no command${call.end ? `, connection ${call.end}` : ''}`,
    )
    call.finish()
    if (spoken.status === 'fail') return spoken
    const trial = await rig.trial(rig.outbound, () => undefined)
    return [spoken, ...trial.judge()]
  },
})

export const start = defineCheck({
  id: 'eso/start',
  title: 'start from the connect reply',
  requirements: ['ESO-02'],
  needs: ['esl-outbound'],
  wiring: 'shared',
  stimulus: 'the reply to `connect` as recorded: an event with Content-Type late and Reply-Text `%2BOK%0A`',
  expectation: 'one call/start with ids and parties of the reply, at the time at which the call was created; no call/route unless the profile says so',
  mutants: ['M04'],
  async run(rig) {
    if (await isDeaf(rig)) return claim(false, 'the connect reply yields one call/start', 'none came out')
    const call = rig.outbound.dial({ mode: 'restricted' })
    const { uniqueid, callid, from, fromName, to, direction, createdUs } = call.leg
    const trial = await rig.trial(rig.outbound, async () => {
      await takenUp(rig, call)
      leave(call)
    })
    const created = String(createdUs)
    const timestamp = `${created.slice(0, -6)}.${created.slice(-6)}`
    return trial.judge(
      exactly(1, event('call/start', { uniqueid }), { asteriskid: uniqueid, callid, from, from_name: fromName, to, direction, timestamp }),
      ...(rig.profile.behaviour.outboundRoute ? [] : [none(event('call/route', { uniqueid }))]),
    )
  },
})

/** The stimulus is as ordinary as a control: where the outputs work, it is not just unproven that nothing comes of it. */
async function isDeaf(rig: Rig): Promise<boolean> {
  const call = rig.outbound.dial()
  const spoke = await takenUp(rig, call)
  const came = await rig.delivered(exactly(1, event('call/start', { uniqueid: call.leg.uniqueid })), rig.limits.deliverMs)
  leave(call)
  return spoke && !came && outputsWork(rig)
}

/** Whether ordinary events by another input come out. */
async function outputsWork(rig: Rig): Promise<boolean> {
  const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
  if (!input || !(await input.ready(rig.limits.deliverMs))) return false
  const uniqueid = rig.tag()
  await input.mark(uniqueid)
  return rig.delivered(exactly(1, event('call/start', { uniqueid })), rig.limits.deliverMs)
}
