import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'] as const

/**
 * Path of the system's Chromium: the value of the variable CHROMIUM, or the first of the usual names in PATH. None is
 * downloaded, as the tests are about our pages and not about one build of a browser.
 * @throws Error that says how to get one
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['CHROMIUM']
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named
    throw new Error(`Cannot test pages as CHROMIUM must be the path of a program: current value is "${named}"`)
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
  if (found !== undefined) return found
  throw new Error(
    `Cannot test pages as there must be a Chromium: install the package chromium, or set CHROMIUM to the path of one; none of ${NAMES.join(', ')} is in PATH`,
  )
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
