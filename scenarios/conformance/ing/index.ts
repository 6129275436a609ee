import type { CheckDefinition } from '../../../harness/index.ts'
import { bomb } from './bomb.ts'
import { contentType } from './content-type.ts'
import { badPercent, decode, repeated } from './form.ts'
import { chunked, expectContinue, split } from './framing.ts'
import { hostileNames } from './hostile-names.ts'
import { notPost, pipeline } from './http.ts'
import { incomplete } from './incomplete.ts'
import { order } from './order.ts'
import { replyFast } from './reply-fast.ts'
import { slowloris } from './slowloris.ts'
import { smuggle } from './smuggle.ts'

/** Events that softswitch machines POST. */
export const ingChecks: readonly CheckDefinition[] = [
  replyFast,
  decode,
  badPercent,
  repeated,
  hostileNames,
  chunked,
  split,
  expectContinue,
  pipeline,
  notPost,
  contentType,
  incomplete,
  order,
  smuggle,
  bomb,
  slowloris,
]
