import type { CheckDefinition } from '../../../harness/index.ts'
import { shape, status } from './requests.ts'
import { tlsExpired, tlsUnknownAuthority, tlsWrongName } from './tls.ts'
import { broken, endless, hungBounded, hungIsolated } from './trouble.ts'
import { encoding, order, redirect, stale } from './values.ts'

/** Webhooks. */
export const postChecks: readonly CheckDefinition[] = [
  shape,
  encoding,
  status,
  redirect,
  hungIsolated,
  hungBounded,
  broken,
  endless,
  stale,
  order,
  tlsUnknownAuthority,
  tlsExpired,
  tlsWrongName,
]
