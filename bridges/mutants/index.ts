import { chunkIsFrame } from './m01-chunk-is-frame.ts'
import { charsNotBytes } from './m02-chars-not-bytes.ts'
import { strictDecoder } from './m03-strict-decoder.ts'
import { noDecode } from './m04-no-decode.ts'
import { decodeFirst } from './m05-decode-first.ts'
import { bodyAsHeaders } from './m06-body-as-headers.ts'
import { multiAsArray } from './m07-multi-as-array.ts'
import { cap64k } from './m08-cap-64k.ts'
import { skipNoBody } from './m09-skip-no-body.ts'
import { cleanEndFinal } from './m10-clean-end-final.ts'
import { noBackoff } from './m11-no-backoff.ts'
import { noResubscribe } from './m12-no-resubscribe.ts'
import { noErrorHandler } from './m13-no-error-handler.ts'
import { noLiveness } from './m14-no-liveness.ts'
import { customFirst } from './m15-custom-first.ts'
import { eslPause } from './m16-esl-pause.ts'
import { asyncPerEvent } from './m17-async-per-event.ts'
import { sequenceFilter } from './m18-sequence-filter.ts'
import { uuidTable } from './m19-uuid-table.ts'
import { routeAny } from './m20-route-any.ts'
import { endOnHangup } from './m21-end-on-hangup.ts'
import { usecUnpadded } from './m22-usec-unpadded.ts'
import { timeOfArrival } from './m23-time-of-arrival.ts'
import { omitMissing } from './m24-omit-missing.ts'
import { machineOne } from './m25-machine-one.ts'
import { numberGuess } from './m26-number-guess.ts'
import { callidIsUuid } from './m27-callid-is-uuid.ts'
import { copiesForwarded } from './m28-copies-forwarded.ts'
import { whitelist } from './m29-whitelist.ts'
import { keyPrefix } from './m30-key-prefix.ts'
import { keyAnywhere } from './m31-key-anywhere.ts'
import { xff } from './m32-xff.ts'
import { replyLate } from './m33-reply-late.ts'
import { noSizeLimit } from './m34-no-size-limit.ts'
import { noHttpTimeout } from './m35-no-http-timeout.ts'
import { plainObject } from './m36-plain-object.ts'
import { plusLiteral } from './m37-plus-literal.ts'
import { noGuards } from './m38-no-guards.ts'
import { firstChunkBody } from './m39-first-chunk-body.ts'
import { batch } from './m40-batch.ts'
import { replay } from './m41-replay.ts'
import { awaitInTurn } from './m42-await-in-turn.ts'
import { unboundedQueue } from './m43-unbounded-queue.ts'
import { noControlFrames } from './m44-no-control-frames.ts'
import { retry } from './m45-retry.ts'
import { staleLost } from './m46-stale-lost.ts'
import { formRaw } from './m47-form-raw.ts'
import { logSecrets } from './m48-log-secrets.ts'
import { exitNow } from './m49-exit-now.ts'
import { leak } from './m50-leak.ts'
import { oddLineThrows } from './x01-odd-line-throws.ts'
import { innerLength } from './x02-inner-length.ts'
import { rebroadcast } from './x03-rebroadcast.ts'
import { handshakeLax } from './x04-handshake-lax.ts'
import { queryDropped } from './x05-query-dropped.ts'
import { bindIgnored } from './x06-bind-ignored.ts'
import { wallClock } from './x07-wall-clock.ts'
import { closeAfterReply } from './x08-close-after-reply.ts'
import { followRedirect } from './x09-follow-redirect.ts'
import { meddler } from './x10-meddler.ts'
import { expect417 } from './x11-expect-417.ts'
import { lenientHttp } from './x12-lenient-http.ts'
import { keyOrIp } from './x13-key-or-ip.ts'
import { oldSocket } from './x14-old-socket.ts'
import { userFromOnly } from './x15-user-from-only.ts'
import { downPerAttempt } from './x16-down-per-attempt.ts'
import { routeHitOnly } from './x17-route-hit-only.ts'
import { subclassPrefix } from './x18-subclass-prefix.ts'
import { greetingWait } from './x19-greeting-wait.ts'
import { endCompleteOnly } from './x20-end-complete-only.ts'
import { silentSkip } from './x21-silent-skip.ts'
import { tlsUnverified } from './x22-tls-unverified.ts'
import { tlsAnyName } from './x23-tls-any-name.ts'
import { websocketPlain } from './x24-websocket-plain.ts'
import { tlsOld } from './x25-tls-old.ts'
import { mappedStranger } from './x26-mapped-stranger.ts'
import { lastKey } from './x27-last-key.ts'
import type { Mutant } from './mutant.ts'

/** Every mutant, in the order of their ids: the core set, then further ones. */
export const MUTANTS: readonly Mutant[] = [
  chunkIsFrame,
  charsNotBytes,
  strictDecoder,
  noDecode,
  decodeFirst,
  bodyAsHeaders,
  multiAsArray,
  cap64k,
  skipNoBody,
  cleanEndFinal,
  noBackoff,
  noResubscribe,
  noErrorHandler,
  noLiveness,
  customFirst,
  eslPause,
  asyncPerEvent,
  sequenceFilter,
  uuidTable,
  routeAny,
  endOnHangup,
  usecUnpadded,
  timeOfArrival,
  omitMissing,
  machineOne,
  numberGuess,
  callidIsUuid,
  copiesForwarded,
  whitelist,
  keyPrefix,
  keyAnywhere,
  xff,
  replyLate,
  noSizeLimit,
  noHttpTimeout,
  plainObject,
  plusLiteral,
  noGuards,
  firstChunkBody,
  batch,
  replay,
  awaitInTurn,
  unboundedQueue,
  noControlFrames,
  retry,
  staleLost,
  formRaw,
  logSecrets,
  exitNow,
  leak,
  oddLineThrows,
  innerLength,
  rebroadcast,
  handshakeLax,
  queryDropped,
  bindIgnored,
  wallClock,
  closeAfterReply,
  followRedirect,
  meddler,
  expect417,
  lenientHttp,
  keyOrIp,
  oldSocket,
  userFromOnly,
  downPerAttempt,
  routeHitOnly,
  subclassPrefix,
  greetingWait,
  endCompleteOnly,
  silentSkip,
  tlsUnverified,
  tlsAnyName,
  websocketPlain,
  tlsOld,
  mappedStranger,
  lastKey,
]
