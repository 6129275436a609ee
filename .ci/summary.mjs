// Sums up a run of .ci/run: a line per step, then one with all tests and steps. Exits with 1 when anything failed.
import { readFileSync } from 'node:fs'

const [folder] = process.argv.slice(2)

/** Passed and failed tests of a suite that wrote a JSON report; a suite without one counts as one failure. */
function suite(name) {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'))
    // A file that cannot be loaded has no tests that could fail.
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** Checks that passed and that did not: one that could not be judged proves nothing. A run without a record is one failure. */
function checks(name) {
  try {
    const { results } = JSON.parse(readFileSync(`${folder}/${name}/conformance.json`, 'utf8'))
    const failed = results.filter(({ status, expectedFailure }) => expectedFailure === undefined && (status === 'fail' || status === 'unknown')).length
    return { passed: results.length - failed, failed }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** Mutants that were caught, and problems. */
function mutants(name) {
  try {
    const { caught, problems } = JSON.parse(readFileSync(`${folder}/${name}/mutants.json`, 'utf8'))
    return { passed: caught.length, failed: problems.length }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** Steps that say in a file what they counted; any other is one by itself. */
const COUNTERS = { tests: suite, 'page-tests': suite, 'hostile-tests': suite, 'container-tests': suite, 'package-tests': suite, conformance: checks, 'conformance-container': checks, mutants }
const steps = readFileSync(`${folder}/steps`, 'utf8').trim().split('\n').map((line) => line.split(' '))
const outcomes = steps.map(([name, status]) => {
  const failedStep = status !== '0'
  const counted = Object.hasOwn(COUNTERS, name) ? COUNTERS[name](name) : { passed: failedStep ? 0 : 1, failed: failedStep ? 1 : 0 }
  // A suite may end badly though every test passed: an error outside of a test, or its time limit.
  const outcome = failedStep && counted.failed === 0 ? { ...counted, failed: 1 } : counted
  console.log(`${name}: ${failedStep ? `FAILED (exit code ${status}${status === '124' ? ', out of time' : ''})` : 'ok'}, ${outcome.passed} passed, ${outcome.failed} failed`)
  return outcome
})
const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') === 0 ? 0 : 1
