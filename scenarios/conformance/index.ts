/** Every conformance check, by topic. */
import type { CheckDefinition } from '../../harness/index.ts'
import { eslChecks } from './esl/index.ts'
import { esoChecks } from './eso/index.ts'
import { evtChecks } from './evt/index.ts'
import { fwdChecks } from './fwd/index.ts'
import { goldChecks } from './gold/index.ts'
import { ingChecks } from './ing/index.ts'
import { mapChecks } from './map/index.ts'
import { mwsChecks } from './mws/index.ts'
import { postChecks } from './post/index.ts'
import { relChecks } from './rel/index.ts'
import { secChecks } from './sec/index.ts'
import { wsChecks } from './ws/index.ts'

export const CHECKS: readonly CheckDefinition[] = [...goldChecks, ...evtChecks, ...mapChecks, ...eslChecks, ...esoChecks, ...ingChecks, ...mwsChecks, ...secChecks, ...wsChecks, ...postChecks, ...fwdChecks, ...relChecks]
