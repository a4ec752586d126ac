/** Which files of a folder of policies are policies. */

/** The texts that createPolicy takes, out of files by their path in the folder. Throws when the Cedar schema or every policy is missing. */
export function policyTexts(files: ReadonlyMap<string, Uint8Array>): {
  readonly schema: string
  readonly sources: readonly string[]
} {
  const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const schema = files.get('lienthong.cedarschema')
  const sources = [...files].filter(([path]) => /^cedar\/[^/]+\.cedar$/.test(path)).sort(([a], [b]) => (a < b ? -1 : 1))
  if (!schema || sources.length === 0) throw new Error('lienthong.cedarschema and cedar/*.cedar must be there')
  return { schema: textOf(schema), sources: sources.map(([, bytes]) => textOf(bytes)) }
}
