/** Which files of a folder of policies are policies. */
import { parsePolicies, refused } from './parse.ts'

export interface PolicyTexts {
  /** Text of the Cedar schema. */
  readonly schema: string
  /** One policy each, in the order of their files' names. */
  readonly sources: readonly string[]
}

const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/**
 * The texts that createPolicy takes, out of files by their path in the folder: `lienthong.cedarschema` and `cedar/<id>.cedar`, each
 * of which holds the one policy of that @id. Throws when one of them is missing, is no UTF-8, does not parse or is called otherwise.
 */
export function policyTexts(files: ReadonlyMap<string, Uint8Array>): PolicyTexts {
  const schema = files.get('lienthong.cedarschema')
  const paths = [...files.keys()].filter((path) => /^cedar\/[^/]+\.cedar$/.test(path)).sort()
  if (!schema || paths.length === 0)
    throw refused(
      'phải có lienthong.cedarschema và cedar/*.cedar',
      'lienthong.cedarschema and cedar/*.cedar must be there',
    )
  return { schema: textOf(schema), sources: paths.map((path) => namedAs(path, textOf(files.get(path)!))) }
}

function namedAs(path: string, source: string): string {
  const id = path.slice('cedar/'.length, -'.cedar'.length)
  const found = idsIn(path, source)
  if (found.length !== 1 || found[0] !== id)
    throw refused(
      `${path}: phải có đúng một chính sách, với @id("${id}"); đang có: ${found.join(', ')}`,
      `${path}: must hold one policy, with @id("${id}"); it holds: ${found.join(', ')}`,
    )
  return source
}

function idsIn(path: string, source: string): readonly string[] {
  try {
    return parsePolicies(source).map(({ id }) => id)
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`)
  }
}
