import { drawExtension } from './people.ts'
import { randomStream } from './random.ts'
import type { Milestone } from './identity.ts'
import type { Mix } from './workload.ts'

/** One registration event: a phone that registers (again), signs off, or is forgotten. */
export interface RegistrationPlan {
  /** Place in its source's stream of registrations, from 0. */
  readonly number: number
  readonly event: Extract<Milestone, 'register' | 'unregister' | 'expire'>
  /** Extension of four digits. */
  readonly user: string
  /** Address of the phone, 10.x.y.z. */
  readonly networkIp: string
  readonly networkPort: number
  readonly userAgent: string
  /** Seconds. */
  readonly expires: number
}

const AGENTS = [
  'Yealink SIP-T46S 66.86.0.15',
  'PolycomVVX-VVX_411-UA/5.9.6.2327',
  'Grandstream GXP2170 1.0.11.64',
  'snomD785/10.1.54.13',
] as const

/** Plans one registration from the stream that belongs to it alone. */
export function planRegistration(
  seed: string,
  source: number,
  number: number,
  mix: Pick<Mix, 'registrations'>,
): RegistrationPlan {
  const random = randomStream(seed, 'registration', source, number)
  const { unregisterShare, expireShare } = mix.registrations
  const kind = random.uniform()
  return {
    number,
    event: kind < unregisterShare ? 'unregister' : kind < unregisterShare + expireShare ? 'expire' : 'register',
    user: drawExtension(random),
    networkIp: `10.${random.below(256)}.${random.below(256)}.${1 + random.below(254)}`,
    networkPort: 1024 + random.below(64_512),
    userAgent: AGENTS[random.below(AGENTS.length)] ?? AGENTS[0],
    expires: 60 * (1 + random.below(60)),
  }
}
