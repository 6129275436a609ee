/** The door for scenarios and for programs that use callstorm as a library. */
import type { Scenario } from './model/scenario.ts'

export type { Capabilities, Scenario } from './model/scenario.ts'
export type { Requirement } from './model/requirement.ts'
export type { RunRecord } from './model/run-record.ts'
export type { RunStatus, Verdict } from './model/verdict.ts'

/** Types a scenario as it is written: a misspelt key fails the type check. */
export const defineScenario = <const S extends Scenario>(scenario: S): S => scenario

// What checks are made of: see scenarios/conformance/README.md.
export { type CheckDefinition, defineCheck } from './conformance/define-check.ts'
export { claim, notApplicable, should, unknown } from './checkers/claim.ts'
export { event, anyEvent, type Expectation, type Selector } from './checkers/expectation.ts'
export { exactly, none, nothingElse } from './checkers/delivery.ts'
export { inOrder, legOrder } from './checkers/order.ts'
export { exactFields, fieldTypes, wellFormed } from './checkers/fields.ts'
export { quoted } from './checkers/excerpt.ts'
export { observe, type ObservedEvent } from './contract/observed-event.ts'
export { EVENT_KINDS, fieldsOf } from './contract/events.ts'
export { ABILITIES, type Judgement, MEANS } from './model/conformance.ts'
export { NotProven, type Trial } from './rig/trial.ts'
export type { InputName, Rig } from './rig/rig.ts'
export type { Input } from './rig/input.ts'
export type { Ingress } from './rig/ingress.ts'
export type { Output } from './rig/output.ts'
export type { EslNode } from './rig/esl-node.ts'
export type { EslCommand } from './rig/esl-commands.ts'
export type { OutboundCall } from './rig/outbound-call.ts'
export type { WebsocketWatcher } from './rig/websocket-watcher.ts'
export type { StartedSink } from './rig/sink.ts'
export * from './rig/esl-call-events.ts'
export * from './rig/esl-other-events.ts'
export * from './rig/esl-registration-events.ts'
export { customEvent, fsEvent, headerOf, octetText, timestampOf, withHeaders, base as baseHeadersOf } from './rig/esl-values.ts'
export { bareFrame, eventFrame, frame, rawEventFrame, recordedEvent } from './rig/esl-frames.ts'
export { callStartFields } from './rig/ingress.ts'
export { formText, requestOctets } from './rig/http-text.ts'
export type { HttpConnection, SeenReply } from './rig/http-connection.ts'
export { headerOf as httpHeaderOf } from './codec/http-request.ts'
export { OPCODE, writeFrame } from './codec/websocket-frame.ts'
// What measures.
export { type StartedCanary, startCanary } from './metrics/canary.ts'
export { quantile } from './statistics/quantile.ts'
// What measures.
export { type StartedCanary, startCanary } from './metrics/canary.ts'
export { quantile } from './statistics/quantile.ts'
