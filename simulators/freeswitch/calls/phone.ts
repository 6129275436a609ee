import type { SipRefusal } from '../flows/hangup-steps.ts'

/** What a simulated phone does when it is called; times in milliseconds after the call or after the ringing. */
export type PhoneBehaviour =
  | { readonly kind: 'answers'; readonly ringsAfter: number; readonly answersAfter: number }
  | { readonly kind: 'rings'; readonly ringsAfter: number }
  | { readonly kind: 'refuses'; readonly refusal: SipRefusal }

/** Phones by the address at which the switch reaches them: `127.0.0.1:5090`. */
export type Phones = Readonly<Record<string, PhoneBehaviour>>

/** What a switch learns of an address where nobody listens. */
export const UNREACHABLE: SipRefusal = {
  status: '503',
  phrase: 'Service Unavailable',
  cause: 'NORMAL_TEMPORARY_FAILURE',
}

/** The phones that the numbers of the dialplan call: one answers, one only rings, one is busy, one knows nobody. */
export const PHONES: Phones = {
  '127.0.0.1:5090': { kind: 'answers', ringsAfter: 20, answersAfter: 300 },
  '127.0.0.1:5091': { kind: 'rings', ringsAfter: 20 },
  '127.0.0.1:5092': { kind: 'refuses', refusal: { status: '486', phrase: 'Busy Here', cause: 'USER_BUSY' } },
  '127.0.0.1:5093': { kind: 'refuses', refusal: { status: '404', phrase: 'Not Found', cause: 'UNALLOCATED_NUMBER' } },
}
