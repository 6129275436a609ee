/** MAP-05: A received text yields one message/receive and a sent text one message/send, however many copies FreeSWITCH fires. */
import { anyEvent, baseHeadersOf, customEvent, defineCheck, event, exactly, message, none, octetText, type Rig, sendRequest, timestampOf, withHeaders } from '../../../harness/index.ts'

const BODY = 'Hello ü over SIP\r\nsecond line\n'

/** FreeSWITCH found nobody to deliver a text to. */
function noRecipient({ values }: Rig, from: string, to: string): ReturnType<typeof message> {
  const site = { file: 'sofia_presence.c', function: 'sofia_presence_chat_send', line: 276 }
  const headers = [['Error-Type', 'chat'], ['Error-Reason', 'no recipient'], ['Chat-Send-To', to], ['Chat-Send-From', from], ['Chat-Send-Profile', 'internal']] as const
  return { ...customEvent('sofia::error', [...baseHeadersOf(values, 'CUSTOM', site), ...headers]), body: octetText(BODY) }
}

export const messageReceive = defineCheck({
  id: 'map/message-receive',
  title: 'a received text once',
  requirements: ['MAP-05'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'sofia::error, MESSAGE (proto sip, Nonblocking-Delivery true), then the same MESSAGE again with skip_global_process true, as a chatplan sends it on',
  expectation: 'one message/receive, with the text, sender and recipient',
  mutants: ['M28'],
  async run(rig) {
    const [from, to] = [rig.tag(), `${rig.values.number()}@recipient.example`]
    const received = message(rig.values, { from, to, body: octetText(BODY) })
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(noRecipient(rig, from, to), received, withHeaders(received, { skip_global_process: 'true' })))
    return trial.judge(exactly(1, event('message/receive', { from }), { to, body: BODY, timestamp: timestampOf(received) }), exactly(1, anyEvent({ from })))
  },
})

export const messageOwn = defineCheck({
  id: 'map/message-own',
  title: 'own texts are no received ones',
  requirements: ['MAP-05'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  stimulus: 'MESSAGE as it comes after a text was sent and not delivered (proto global, skip_global_process true, Delivery-Failure true), and with proto global alone',
  expectation: 'no message/receive',
  mutants: ['M28'],
  async run(rig) {
    const own = (): ReturnType<typeof message> => withHeaders(message(rig.values, { from: rig.tag(), to: 'b@recipient.example', body: 'hello' }), { proto: 'global', 'Nonblocking-Delivery': undefined })
    const failed = withHeaders(own(), { skip_global_process: 'true', blocking: 'true', dest_proto: 'sip', 'Delivery-Failure': 'true' })
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(failed, own()))
    return trial.judge(none(event('message/receive')))
  },
})

export const messageSend = defineCheck({
  id: 'map/message-send',
  title: 'a sent text once',
  requirements: ['MAP-05'],
  needs: ['esl-inbound'],
  wiring: 'shared',
  provisional: true,
  stimulus: 'SMS::SEND_MESSAGE, the same again with Nonblocking-Delivery true and the same Event-Sequence, SMS::DELIVERY_REPORT',
  expectation: 'one message/send, with the text, sender and recipient',
  mutants: ['M28'],
  async run(rig) {
    const [from, to] = [rig.tag(), `${rig.values.number()}@recipient.example`]
    const request = sendRequest(rig.values, { from, to, body: octetText(BODY) })
    const done = withHeaders(request, { 'Nonblocking-Delivery': 'true' })
    const report = { ...done, subclass: 'SMS::DELIVERY_REPORT', body: undefined }
    const trial = await rig.trial(rig.esl(), () => rig.esl().fire(request, done, report))
    return trial.judge(exactly(1, event('message/send', { from }), { to, body: BODY, timestamp: timestampOf(request) }), exactly(1, anyEvent({ from })))
  },
})
