/** A kind of record that a command writes. */
export interface RecordKind {
  /** Type in `harness/model`. */
  readonly type: string
  /** File in `harness/model` that declares it. */
  readonly file: string
  readonly title: string
}

/** By the name that `callstorm.<name>/1` and `docs/schema/<name>.schema.json` have in common. */
export const RECORD_KINDS = {
  run: { type: 'RunRecord', file: 'run-record.ts', title: 'callstorm run record (run.json)' },
  conformance: {
    type: 'ConformanceRecord',
    file: 'conformance.ts',
    title: 'callstorm conformance record (conformance.json)',
  },
  capacity: { type: 'CapacityRecord', file: 'capacity.ts', title: 'callstorm capacity record (capacity.json)' },
  gate: { type: 'GateRecord', file: 'gate.ts', title: 'callstorm gate record (gate.json)' },
  ab: { type: 'AbRecord', file: 'gate.ts', title: 'callstorm side-by-side record (ab.json)' },
  comparison: { type: 'ComparisonRecord', file: 'comparison.ts', title: 'callstorm comparison record (comparison.json)' },
} as const satisfies Readonly<Record<string, RecordKind>>
