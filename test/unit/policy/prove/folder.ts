/** The shipped folder of policies, and copies of it in memory in which one thing is different. */
import { join } from 'node:path'
import type { FolderFiles } from '../../../../gateway/identity/policy-folder.ts'
import { readPolicyFolder } from '../../../../gateway/identity/policy-folder.ts'

const folder = join(import.meta.dirname, '../../../../policies')

export const shippedFiles: FolderFiles = await readPolicyFolder(folder, (file, pointer, { en }) => {
  throw new Error(`${file}${pointer}: ${en}`)
})

export const textIn = (files: FolderFiles, path: string): string => {
  const bytes = files.get(path)
  if (!bytes) throw new Error(`${path} is not there`)
  return new TextDecoder().decode(bytes)
}

/** `files` with these texts in place of theirs; `undefined` takes one away. */
export function changed(files: FolderFiles, texts: Readonly<Record<string, string | undefined>>): FolderFiles {
  const copy = new Map(files)
  for (const [path, text] of Object.entries(texts))
    if (text === undefined) copy.delete(path)
    else copy.set(path, new TextEncoder().encode(text))
  return copy
}

/** The policy `id` with `from` replaced, which must be there. */
export function replaced(path: string, from: string | RegExp, to: string): Readonly<Record<string, string>> {
  const before = textIn(shippedFiles, path)
  const after = before.replace(from, to)
  if (after === before) throw new Error(`${path} has no ${from}`)
  return { [path]: after }
}
