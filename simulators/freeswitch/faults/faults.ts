import { aclRejection } from './acl-rejection.ts'
import { badPercent } from './bad-percent.ts'
import { clockJump } from './clock-jump.ts'
import { coalesce } from './coalesce.ts'
import { colonValue } from './colon-value.ts'
import { controlBytes } from './control-bytes.ts'
import { dribble } from './dribble.ts'
import { duplicate } from './duplicate.ts'
import { fin } from './fin.ts'
import { halfOpen } from './half-open.ts'
import { hugeBody } from './huge-body.ts'
import { hugeHeader } from './huge-header.ts'
import { invalidUtf8 } from './invalid-utf8.ts'
import { newlineValue } from './newline-value.ts'
import { reorder } from './reorder.ts'
import { restart } from './restart.ts'
import { rst } from './rst.ts'
import { sequenceGap } from './sequence-gap.ts'
import { split } from './split.ts'
import { splitAt } from './split-at.ts'
import { stall } from './stall.ts'
import { truncated } from './truncated.ts'
import { unknownContentType } from './unknown-content-type.ts'
import { unknownEvent } from './unknown-event.ts'
import { unknownHeader } from './unknown-header.ts'
import { wrongLength } from './wrong-length.ts'
import { wrongPassword } from './wrong-password.ts'
import type { FaultDefinition } from './fault.ts'

/** Every fault that the simulator can be told to have, by name. */
export const FAULTS: readonly FaultDefinition[] = [
  aclRejection,
  badPercent,
  clockJump,
  coalesce,
  colonValue,
  controlBytes,
  dribble,
  duplicate,
  fin,
  halfOpen,
  hugeBody,
  hugeHeader,
  invalidUtf8,
  newlineValue,
  reorder,
  restart,
  rst,
  sequenceGap,
  split,
  splitAt,
  stall,
  truncated,
  unknownContentType,
  unknownEvent,
  unknownHeader,
  wrongLength,
  wrongPassword,
]
