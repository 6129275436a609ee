/** Every file that is made from a registry, by path from the project's root. */
import { readFileSync } from 'node:fs'
import { checksDocument } from '../harness/conformance/checks-document.ts'
import { asyncApiDocument } from '../harness/contract/asyncapi.ts'
import { contractDocument } from '../harness/contract/document.ts'
import { eslMappingDocument } from '../harness/contract/esl-mapping.ts'
import { schemaDocuments } from '../harness/contract/json-schema.ts'
import { SCENARIOS } from '../scenarios/index.ts'
import { profileDocument } from '../harness/target/profile-document.ts'
import { CHECKS } from '../scenarios/conformance/index.ts'
import { REQUIREMENTS } from '../scenarios/requirements/index.ts'
import { clientsDocument } from '../tests/interop/clients-document.ts'
import { commandsDocument } from './commands-document.ts'
import { freeswitchDocument } from './freeswitch-document.ts'
import { metricsDocument } from './metrics-document.ts'
import { recordSchemaFiles } from './record-schemas.ts'
import { scenariosDocument } from './scenarios-document.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

export function generatedFiles(): ReadonlyMap<string, string> {
  const published = 'harness/contract/published'
  return new Map([
    ['docs/contract.md', contractDocument()],
    ['docs/commands.md', commandsDocument()],
    ['docs/metrics.md', metricsDocument()],
    ['docs/scenarios.md', scenariosDocument(read('docs/scenarios.md'), SCENARIOS)],
    ['docs/clients.md', clientsDocument()],
    ['docs/freeswitch-simulator.md', freeswitchDocument()],
    ['docs/checks.md', checksDocument(REQUIREMENTS, CHECKS)],
    ['docs/profile.md', profileDocument()],
    [`${published}/asyncapi.json`, json(asyncApiDocument())],
    [`${published}/esl-mapping.json`, json(eslMappingDocument())],
    ...recordSchemaFiles(),
    ...[...schemaDocuments()].map(([name, schema]): [string, string] => [`${published}/${name}`, json(schema)]),
  ])
}
