import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** A file to be written: its text, or the path of a file to be copied. */
export type FileSource = string | { readonly copyOf: string }

const MOST_OF_ONE_NAME = 1000

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** Moves a finished folder to its name, or to `name-2`, `name-3` and so on where that is taken. */
async function settle(finished: string, root: string, name: string): Promise<string> {
  for (let attempt = 1; attempt <= MOST_OF_ONE_NAME; attempt++) {
    const folder = join(root, attempt === 1 ? name : `${name}-${attempt}`)
    try {
      await rename(finished, folder)
      return folder
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR'].includes(String(codeOf(error)))) throw error
      if (attempt === MOST_OF_ONE_NAME) {
        throw new Error(`Cannot name the folder of a report as "${name}" and ${attempt - 1} variants of it are taken`, {
          cause: error,
        })
      }
    }
  }
  throw new RangeError(`Cannot settle "${name}" as no attempt was made`)
}

/**
 * Writes a folder that is either whole or not there: its files are written under a hidden name first.
 * @param root made when it is missing
 * @returns the path of the folder
 */
export async function writeFolder(root: string, name: string, files: ReadonlyMap<string, FileSource>): Promise<string> {
  // Not mkdtemp(): its folders are closed to everyone else, such as the web server of a build.
  const growing = join(root, `.${name}-${randomBytes(4).toString('hex')}`)
  await mkdir(growing, { recursive: true })
  try {
    for (const [file, source] of files) {
      const path = join(growing, file)
      await (typeof source === 'string' ? writeFile(path, source) : copyFile(source.copyOf, path))
    }
    return await settle(growing, root, name)
  } catch (error) {
    await rm(growing, { recursive: true, force: true })
    throw error
  }
}

/**
 * Makes `latest` in the root point to a folder in it, in one step. Where that cannot be a symbolic link, `latest.txt`
 * holds the name of the folder instead.
 * @returns the path of the link or text file
 */
export async function pointLatest(root: string, folder: string): Promise<string> {
  const target = basename(folder)
  const [link, text, next] = [
    join(root, 'latest'),
    join(root, 'latest.txt'),
    join(root, `.latest-${process.pid}-${target}`),
  ]
  try {
    await symlink(target, next, 'dir')
    await rename(next, link)
    await rm(text, { force: true })
    return link
  } catch {
    // No symbolic links here (file system, rights), or something else of that name is in the way.
    await rm(next, { force: true })
    await writeFile(next, `${target}\n`)
    await rename(next, text)
    return text
  }
}
