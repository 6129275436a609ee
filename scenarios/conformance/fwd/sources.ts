import { callStartFields, channelAnswer, channelCreate, channelState, hangupComplete, message, register, type Rig, unregister } from '../../../harness/index.ts'

/** Sends events of many kinds, each with a tag as its uniqueid, user or from. */
export interface Source {
  send(tag: string): void
  /** Sends what is still held back. */
  end(): void
}

type Make = (rig: Rig, tag: string) => ReturnType<typeof channelCreate>

const KINDS: readonly Make[] = [
  (rig, uniqueid) => channelCreate(rig.leg({ uniqueid })),
  (rig, uniqueid) => channelState(rig.leg({ uniqueid })),
  (rig, uniqueid) => channelAnswer(rig.leg({ uniqueid })),
  (rig, uniqueid) => hangupComplete(rig.leg({ uniqueid })),
  (rig, user) => register(rig.phone({ user })),
  (rig, user) => unregister(rig.phone({ user })),
  (rig, from) => message(rig.values, { from, to: 'b@example.com', body: `to ${from}` }),
]

/** Event-Sequence of six events in the order in which a FreeSWITCH sent them, as recorded. */
const DISORDER = [697, 667, 698, 703, 702, 705]
const PLACES = DISORDER.map((sequence) => DISORDER.toSorted((a, b) => a - b).indexOf(sequence))

/** Inputs of the bridge that take events from outside, as sources. */
export const sourcesOf = (rig: Rig): Source[] =>
  rig.inputs('esl-inbound', 'http-post', 'messaged-websocket').map(({ name }) => {
    if (name === 'http-post') return { send: (tag) => void rig.ingress.post(callStartFields(tag)), end: () => undefined }
    if (name === 'messaged-websocket') return { send: (tag) => rig.messaged.link.sendText(JSON.stringify({ ...callStartFields(tag), machine: 1 })), end: () => undefined }
    return createEslSource(rig)
  })

/** Events are made in the order of Event-Sequence and sent in that of the recording, six by six. */
function createEslSource(rig: Rig): Source {
  const made: ReturnType<Make>[] = []
  let count = 0
  const release = (): void => {
    const events = made.splice(0)
    rig.esl().fire(...(events.length === PLACES.length ? PLACES.flatMap((place) => events[place] ?? []) : events))
  }
  return {
    send(tag) {
      const make = KINDS[count++ % KINDS.length]
      if (make) made.push(make(rig, tag))
      if (made.length === PLACES.length) release()
    },
    end: release,
  }
}
