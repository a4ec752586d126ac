/**
 * Small real PDF files in place of the scans of a court file: one empty page, the title in the document information.
 */

const utf16 = (text: string): string => Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex').toUpperCase()

/** A PDF 1.4 file of exactly `bytes` bytes. Throws when they do not suffice for the title. */
export function pdf(title: string, bytes: number): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    `<< /Title <${utf16(title)}> >>`,
  ]
  const write = (filling: number): string => {
    let body = '%PDF-1.4\n'
    const offsets = objects.map((object, i) => {
      const offset = body.length
      body += `${i + 1} 0 obj\n${object}\nendobj\n`
      return offset
    })
    body += `%${'-'.repeat(filling)}\n`
    const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
    return (
      `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}` +
      `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
    )
  }
  // The offset of the table may become a digit longer with the filling.
  const missing = bytes - write(0).length
  const whole = [missing, missing - 1]
    .filter((n) => n >= 0)
    .map(write)
    .find(({ length }) => length === bytes)
  if (whole === undefined) throw new Error(`no PDF of ${bytes} bytes for this title`)
  return Buffer.from(whole, 'latin1')
}
