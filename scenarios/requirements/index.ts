/** The requirement catalogue: every sentence of the bridge contract that a check can name. */
import type { Requirement } from '../../harness/index.ts'
import { eslClient } from './esl-client.ts'
import { eslOutbound } from './esl-outbound.ts'
import { eventSchema } from './event-schema.ts'
import { forwarding } from './forwarding.ts'
import { httpIngress } from './http-ingress.ts'
import { mapping } from './mapping.ts'
import { messagedInput } from './messaged-input.ts'
import { reliability } from './reliability.ts'
import { security } from './security.ts'
import { webhookOutput } from './webhook-output.ts'
import { websocketOutput } from './websocket-output.ts'

export const REQUIREMENTS: readonly Requirement[] = [
  ...eventSchema,
  ...mapping,
  ...eslClient,
  ...eslOutbound,
  ...httpIngress,
  ...messagedInput,
  ...websocketOutput,
  ...webhookOutput,
  ...forwarding,
  ...reliability,
  ...security,
]
