/** Every load scenario that ships with callstorm. */
import type { Scenario } from '../harness/index.ts'
import { busyHour } from './load/busy-hour.ts'
import { conferenceChatter } from './load/conference-chatter.ts'
import { dayInTheLife } from './load/day-in-the-life.ts'
import { eslHalfOpen } from './load/esl-half-open.ts'
import { eslLinkCut } from './load/esl-link-cut.ts'
import { eslNodeRestart } from './load/esl-node-restart.ts'
import { eslOutage } from './load/esl-outage.ts'
import { failingWebhook } from './load/failing-webhook.ts'
import { flashCrowd } from './load/flash-crowd.ts'
import { hungWebhook } from './load/hung-webhook.ts'
import { messageBlast } from './load/message-blast.ts'
import { registrationAvalanche } from './load/registration-avalanche.ts'
import { slowSubscriber } from './load/slow-subscriber.ts'
import { slowWebhook } from './load/slow-webhook.ts'
import { soak } from './load/soak.ts'
import { subscriberChurn } from './load/subscriber-churn.ts'
import { subscriberStorm } from './load/subscriber-storm.ts'
import { unknownSpray } from './load/unknown-spray.ts'

export const SCENARIOS: readonly Scenario[] = [
  busyHour,
  flashCrowd,
  registrationAvalanche,
  conferenceChatter,
  messageBlast,
  slowWebhook,
  hungWebhook,
  failingWebhook,
  slowSubscriber,
  subscriberChurn,
  subscriberStorm,
  eslLinkCut,
  eslHalfOpen,
  eslNodeRestart,
  eslOutage,
  unknownSpray,
  dayInTheLife,
  soak,
]
