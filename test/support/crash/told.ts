/** What a process that wrote a log was told, held against the log that it left. */
import fs from 'node:fs'
import path from 'node:path'
import { checkpointIn } from '../../../gateway/audit/checkpoint.ts'
import { encodeEntry } from '../../../gateway/audit/encoding.ts'
import { readEntries } from '../../../gateway/audit/entries.ts'
import { epochPath } from '../../../gateway/audit/epoch-file.ts'
import { inspectFolder } from '../../../gateway/audit/fsck.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import { readWitnessed } from '../../../gateway/audit/witnessed.ts'
import { openWriter } from '../../../gateway/audit/writer.ts'
import { entryOf, framesOf, optionsIn, withCopy } from '../audit.ts'
import { testSeal } from '../sealing.ts'

const linesOf = (output: string): string[] => output.split('\n').slice(0, -1)

/** The rest of each line of `output` that begins with `word`. */
const told = (output: string, word: string): string[] =>
  linesOf(output)
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => line.slice(word.length + 1))

const notes = (output: string, word: string): string[] =>
  told(output, word).map((encoded) => Buffer.from(encoded, 'base64').toString())

/** The last line of `output`. */
export const endsOf = (output: string): string | undefined => linesOf(output).at(-1)

const frames = framesOf([encodeEntry(entryOf('after-the-fault'), testSeal)])

/** What `audit fsck` and `audit verify` have against the log, beside what a cut-short write leaves. */
function faultsFound(directory: string): string | undefined {
  const remarks = inspectFolder(directory).filter(({ kind }) => kind !== 'left-over')
  if (remarks.length > 0) return `fsck: ${JSON.stringify(remarks)}`
  const verdict = verifyLog(directory)
  return verdict.ok ? undefined : `verify: ${JSON.stringify(verdict.findings)}`
}

/** Opens the log under `root` as a start does, which must still cover `published`, appends to it and closes it. */
function refusalOf(root: string, published: readonly string[]): string | undefined {
  const { seal: _, ...options } = withCopy(optionsIn(root))
  try {
    const writer = openWriter({ ...options, checkpoints: published, instance: 1 })
    writer.append([writer.ready(frames)])
    writer.close()
    return undefined
  } catch (error) {
    return `does not open: ${(error as Error).message}`
  }
}

/** Entries that were told to be there and are not, or are there twice. */
function entriesWrong(directory: string, output: string): string | undefined {
  const entries = [...readEntries(directory)]
  const leaves = entries.map(({ leaf }) => Buffer.from(leaf).toString('base64'))
  const answered = linesOf(output).flatMap((line) => {
    const [, index, leaf] = /^(\d+) (\S+)$/.exec(line) ?? []
    return index === undefined ? [] : [{ index: Number(index), leaf }]
  })
  const lost = answered.filter(({ index, leaf }) => leaves[index] !== leaf)
  if (lost.length > 0) return `lost: ${JSON.stringify(lost)}`
  const events = entries.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()).event)
  return new Set(events).size === events.length ? undefined : 'an entry is there twice'
}

const sizeOf = (note = ''): number => checkpointIn(note)?.size ?? -1

function filesWrong(directory: string, output: string): string | undefined {
  const cosigned = notes(output, 'cosigned').at(-1)
  if (cosigned !== undefined && sizeOf(readWitnessed(directory)) < sizeOf(cosigned))
    return 'what was cosigned is not kept'
  const erased = new Set(told(output, 'erased'))
  const back = [...erased].find((id) => fs.existsSync(epochPath(directory, id)))
  if (back) return `${back} was not erased`
  // One that could not be erased may be overwritten already.
  const gone = told(output, 'kept').find((id) => !/a{26}/.test(id) && !fs.existsSync(epochPath(directory, id)))
  return gone && `${gone} was not kept`
}

/**
 * What is wrong with the log under `root` after its writer wrote `output` and ended, however it ended; undefined when all is well. Opens it
 * by real recovery.
 */
export function wrongIn(root: string, output: string): string | undefined {
  const { directory, copy } = withCopy(optionsIn(root))
  const folders = copy === undefined ? [directory] : [directory, copy]
  const begun = folders.filter((folder) => fs.existsSync(path.join(folder, 'checkpoint')))
  return (
    firstOf(begun, faultsFound) ??
    refusalOf(root, notes(output, 'published')) ??
    firstOf(folders, (folder) => entriesWrong(folder, output) ?? filesWrong(folder, output) ?? faultsFound(folder))
  )
}

const firstOf = (folders: readonly string[], wrong: (folder: string) => string | undefined): string | undefined =>
  folders.map(wrong).find((found) => found !== undefined)
