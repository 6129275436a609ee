import type { CheckDefinition } from '../../../harness/index.ts'
import { address, keyAndAddress, mappedAddress } from './address.ts'
import { keyPlace } from './key-place.ts'
import { keyMissing, keyWrong } from './key.ts'
import { log } from './log.ts'
import { outputInjection } from './output-injection.ts'
import { tlsDoors, tlsVersions } from './tls.ts'

/** Access and injection. */
export const secChecks: readonly CheckDefinition[] = [keyMissing, keyWrong, keyPlace, address, mappedAddress, keyAndAddress, log, outputInjection, tlsDoors, tlsVersions]
