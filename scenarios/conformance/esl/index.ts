import type { CheckDefinition } from '../../../harness/index.ts'
import { bodyOpaque, innerLength } from './body.ts'
import { passive, subscribe } from './commands.ts'
import { coalesced, everySplit, oneByte } from './framing.ts'
import { jsonDirty } from './json-dirty.ts'
import { keepsReading } from './keeps-reading.ts'
import { auth, authRefused, rude } from './login.ts'
import { octets, octetsJson } from './octets.ts'
import { newlineInjection, percent, percentMalformed } from './percent.ts'
import { backoff, flap } from './reconnect.ts'
import { sequence } from './sequence.ts'
import { notice, resubscribe, rst } from './session.ts'
import { array, arrayJson, repeated, repeatedJson } from './several-values.ts'
import { halfOpen, oldLink } from './silence.ts'
import { large, lengthAbsurd } from './size.ts'
import { logData, oddLines, unknownType } from './strange-frames.ts'

const framing: readonly CheckDefinition[] = [oneByte, everySplit, coalesced, octets, octetsJson, large, lengthAbsurd, unknownType, logData, sequence]
const values: readonly CheckDefinition[] = [percent, percentMalformed, newlineInjection, oddLines, bodyOpaque, innerLength, repeated, repeatedJson, array, arrayJson, jsonDirty]
const session: readonly CheckDefinition[] = [auth, authRefused, rude, subscribe, passive, resubscribe, notice, rst, backoff, flap, halfOpen, oldLink, keepsReading]

/** The Event Socket client: framing, values, session. */
export const eslChecks: readonly CheckDefinition[] = [...framing, ...values, ...session]
