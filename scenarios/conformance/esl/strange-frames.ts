/** ESL-07: Unknown Content-Types (with their body), unknown outer headers, log/data and unsolicited replies are skipped. */
import { channelAnswer, channelCreate, defineCheck, event, eventFrame, exactly, frame, legOrder, none, octetText } from '../../../harness/index.ts'
import { onlyIn } from './format.ts'

/** Header lines as senders of events have got into real events. */
const ODD_LINES = octetText(': v\nwith space: 1\nUniçode: 2\nNoColon\nX:1\n__proto__: x\n')

export const oddLines = onlyIn('plain', {
  id: 'esl/odd-lines',
  title: 'strange header lines',
  requirements: ['ESL-07'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'a CHANNEL_CREATE with the lines `: v`, `with space: 1`, `Uniçode: 2`, `NoColon`, `X:1`, `__proto__: x`',
  expectation: 'its call/start, with its ids and parties',
  mutants: ['X01'],
  async run(rig) {
    const leg = rig.leg()
    const trial = await rig.trial(rig.esl(), () => {
      const lines = innerOf(eventFrame(channelCreate(leg)))
      const at = lines.indexOf('Channel-State:')
      rig.esl().inject(frame([['Content-Type', 'text/event-plain']], lines.slice(0, at) + ODD_LINES + lines.slice(at)))
    })
    const { uniqueid, callid, from, to } = leg
    return trial.judge(exactly(1, event('call/start', { uniqueid }), { callid, from, to }))
  },
})

const innerOf = (octets: Buffer): string => octets.toString('latin1', octets.indexOf('\n\n') + 2)

export const unknownType = defineCheck({
  id: 'esl/unknown-type',
  title: 'unknown frames',
  requirements: ['ESL-07'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'text/x-future with a whole event as body; a type without body; a command/reply and an api/response that nobody asked for; an event with Content-Type first and outer headers of the future',
  expectation: 'only the last yields an event',
  mutants: ['M09'],
  async run(rig) {
    const [future, answer, real] = [rig.leg(), rig.leg(), rig.leg()]
    const trial = await rig.trial(rig.esl(), () => {
      const { format } = rig.esl()
      const asText = (leg: typeof real): string => eventFrame(channelCreate(leg), format).toString('latin1')
      const inner = innerOf(eventFrame(channelCreate(real), format))
      rig.esl().inject(
        frame([['Content-Type', 'text/x-future']], asText(future)),
        frame([['Content-Type', 'text/x-empty']]),
        frame([['Content-Type', 'command/reply'], ['Reply-Text', '+OK']]),
        frame([['Content-Type', 'api/response']], asText(answer)),
        Buffer.from(`Content-Type: text/event-${format}\nX-Future: 1\nEvent-Name: HEARTBEAT\nContent-Length: ${inner.length}\n\n${inner}`, 'latin1'),
      )
    })
    return trial.judge(
      exactly(1, event('call/start', { uniqueid: real.uniqueid }), { callid: real.callid }),
      none(event('call/start', { uniqueid: future.uniqueid })),
      none(event('call/start', { uniqueid: answer.uniqueid })),
    )
  },
})

export const logData = defineCheck({
  id: 'esl/log-data',
  title: 'log frames',
  requirements: ['ESL-07'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'start of a call, a log/data frame whose text is a whole event, answer of the call',
  expectation: 'start and answer only',
  mutants: ['M09'],
  async run(rig) {
    const [leg, logged] = [rig.leg(), rig.leg()]
    const headers = [['Content-Type', 'log/data'], ['Log-Level', '7'], ['Text-Channel', '3'], ['Log-File', 'mod_commands.c'], ['Log-Func', 'log_function'], ['Log-Line', '7247'], ['User-Data', '']] as const
    const trial = await rig.trial(rig.esl(), () => {
      const text = eventFrame(channelCreate(logged), rig.esl().format).toString('latin1')
      rig.esl().inject(channelCreate(leg), frame(headers, text), channelAnswer(leg))
    })
    return trial.judge(legOrder(leg.uniqueid, ['call/start', 'call/answer']), none(event('call/start', { uniqueid: logged.uniqueid })))
  },
})
