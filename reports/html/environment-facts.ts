import type { EnvironmentRecord } from '../../harness/model/run-record.ts'
import { formatBytes } from '../text/units.ts'
import type { Content } from './markup.ts'

/** The machine that a record was made on, as names and values. */
export const environmentFacts = ({ node, platform, cpu, cores, memoryBytes }: EnvironmentRecord): readonly (readonly [string, Content])[] => [
  ['Node.js', node],
  ['Platform', platform],
  ['Processor', `${cpu}, ${cores} ${cores === 1 ? 'core' : 'cores'}`],
  ['Memory', formatBytes(memoryBytes)],
]
