/**
 * An adapter of files in which each line is a matter's number, and the last says how many there are. `?` is one that can't be read, `?A1` one of
 * which no more than its number can.
 */
import type { DepositAdapter, NativeAnswer } from '../../../../adapters/sdk/adapter.ts'
import type { Finding } from '../../../../adapters/sdk/finding.ts'
import { indexPage, translation } from '../../translations.ts'

const rejected = (effect: Finding['effect'], line: number): Finding => ({
  code: effect === 'reject-document' ? 'document-truncated' : 'row-invalid',
  effect,
  pointer: `/${line}`,
  line,
  column: 1,
})

/** The lines before the trailer; undefined when there is none, or it counts others. */
function rowsOf({ body }: NativeAnswer): readonly string[] | undefined {
  const lines = Buffer.from(body).toString('utf8').split('\n')
  const rows = lines.slice(0, -2)
  return lines.at(-1) === '' && lines.at(-2) === `#${rows.length}` ? rows : undefined
}

const identifiers = (row: string) => translation.facet.identifiers.map((one) => ({ ...one, value: `${row}/TTr` }))

export const adapter: DepositAdapter = {
  toDeposits(document) {
    const rows = rowsOf(document)
    if (!rows) return { ok: false, findings: [rejected('reject-document', 1)] }
    const good = rows.filter((row) => !row.startsWith('?'))
    const deposits = good.map((row) => ({
      entry: {
        ...indexPage.entries[0]!,
        nativeKey: row,
        identifiers: [{ ...indexPage.entries[0]!.identifiers[0]!, value: `${row}/TTr` }],
        resolves: false,
      },
      document: Buffer.from(`${row}\n#1\n`),
    }))
    const refused = rows.flatMap((row) =>
      /^\?./.test(row) ? [{ nativeKey: row.slice(1), why: 'rejected' as const }] : [],
    )
    const findings = rows.flatMap((row, index) => (row.startsWith('?') ? [rejected('reject-record', index + 1)] : []))
    return { ok: true, value: { deposits, refused }, findings }
  },
  toShared(document) {
    const [row] = rowsOf(document) ?? []
    if (row === undefined) return { ok: false, findings: [rejected('reject-document', 1)] }
    return {
      ok: true,
      value: { ...translation, facet: { ...translation.facet, identifiers: identifiers(row) } },
      findings: [],
    }
  },
}
