import { EVENT_KINDS, fieldDefinition, fieldsOf, type EventKind, type FieldName } from './events.ts'
import { RULES } from './rules.ts'

const INTRODUCTION = `# The bridge contract, version 1

An event is a flat set of fields. On a websocket it is one JSON object per text frame; as a webhook it is one
form-encoded POST. In JSON, counts are numbers and everything else is a string; in form encoding everything is text. A
field whose source has no value is \`""\` (text) or \`0\` (count): the same class and event always have the same fields.
Fields beyond these are always allowed, and a receiver discards silently what it does not know.

Events and fields that a bridge does not know (from HTTP POST or the messaged websocket) are forwarded unchanged.

The same as files to take along, in \`harness/contract/published/\`: JSON Schemas of each event as JSON and as a form, the
mapping from the Event Socket as data, and an AsyncAPI document.
`

const cell = (text: string): string => text.replaceAll('|', '\\|')

function row(kind: EventKind): string {
  const origin = kind.esl ? `${kind.esl.event}${kind.esl.when ? `, when ${kind.esl.when}` : ''}` : 'the link itself'
  return `| ${kind.class}/${kind.event} | ${kind.meaning} | ${kind.fields.join(', ')} | ${cell(origin)} |`
}

function mappingRows(kind: EventKind): string[] {
  return Object.entries(kind.esl?.headers ?? {}).map(
    ([field, header]) => `| ${kind.class}/${kind.event} | ${field} | ${header} |`,
  )
}

/** The contract as a page: events, fields, and the mapping from FreeSWITCH events. */
export function contractDocument(): string {
  const names = new Set<FieldName>(EVENT_KINDS.flatMap(fieldsOf))
  return [
    INTRODUCTION,
    RULES,
    '\n## Events\n',
    'Every event of these kinds has class, event, timestamp and machine too.\n',
    '| event | meaning | further fields | FreeSWITCH event |',
    '|---|---|---|---|',
    ...EVENT_KINDS.map(row),
    '\n## Fields\n',
    '| field | type | meaning |',
    '|---|---|---|',
    ...[...names].map(fieldDefinition).map(({ name, type, meaning }) => `| ${name} | ${type} | ${meaning} |`),
    '\n## Mapping from the Event Socket\n',
    '`timestamp` is Event-Date-Timestamp divided by a million, with six decimals; `machine` is the configured number of the node. A header that is not there is `""`, or `0` for a count.\n',
    '| event | field | header |',
    '|---|---|---|',
    ...EVENT_KINDS.flatMap(mappingRows),
    '',
  ].join('\n')
}
