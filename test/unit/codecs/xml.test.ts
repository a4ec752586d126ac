import t from 'tap'
import { type Encoding, encodeText } from '../../../adapters/codecs/encodings.ts'
import { attributeOf, decodeXml, type XmlBounds } from '../../../adapters/codecs/xml.ts'

const bounds: XmlBounds = { bytesMax: 16 * 1024 * 1024, nodesMax: 1_000, depthMax: 20, attributesMax: 10 }
const decode = (text: string | Uint8Array, changed: Partial<XmlBounds> = {}) =>
  decodeXml(typeof text === 'string' ? Buffer.from(text) : text, { ...bounds, ...changed })

function refusal(text: string | Uint8Array, changed: Partial<XmlBounds> = {}) {
  const outcome = decode(text, changed)
  if (outcome.ok) throw new Error('decoded')
  const [{ code, line, column, effect }] = outcome.findings
  return { code, line, column, effect }
}

t.test('gives a plain tree with namespaces, pointers and positions', async (t) => {
  const outcome = decode('<a:r xmlns:a="urn:a" xmlns="urn:d">\n  <b k="1" a:k="2">x</b><b/>\n  <a:b>y</a:b>\n</a:r>')
  if (!outcome.ok) throw new Error('refused')
  const root = outcome.value
  t.strictSame([root.name, root.ns, root.pointer, root.line, root.column], ['r', 'urn:a', '/r/0', 1, 1])
  t.strictSame(
    root.children.map((c) => [c.ns, c.pointer, c.line, c.column, c.text]),
    [
      ['urn:d', '/r/0/b/0', 2, 3, 'x'],
      ['urn:d', '/r/0/b/1', 2, 25, ''],
      ['urn:a', '/r/0/b/2', 3, 3, 'y'],
    ],
  )
  t.equal(attributeOf(root.children[0]!, 'k'), '1', 'only the attribute without a namespace')
  t.strictSame(root.attributes, [], 'namespace declarations are not attributes')
})

t.test('text is NFC even when markup splits a letter from its tone', async (t) => {
  const nfd = 'Nguyễn Thị Đường'.normalize('NFD')
  const outcome = decode(`<r k="${nfd}">${nfd}<c>e<!-- x -->\u0302<![CDATA[\u0301]]></c></r>`)
  if (!outcome.ok) throw new Error('refused')
  t.equal(outcome.value.text, 'Nguyễn Thị Đường')
  t.equal(attributeOf(outcome.value, 'k'), 'Nguyễn Thị Đường')
  t.equal(outcome.value.children[0]?.text, 'ế')
})

t.test('predefined entities and character references are read; a byte order mark is not text', async (t) => {
  const outcome = decode('\ufeff<?xml version="1.0" encoding="utf-8"?><r>&lt;&amp;&gt;&#x1EBF;</r>')
  t.match(outcome, { ok: true, value: { text: '<&>ế' } })
})

t.test('DTD, entities and processing instructions are refused where they stand', async (t) => {
  const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 40 }, (_, i) => `<!ENTITY b${i} "&a;&a;">`).join('')}]>`
  t.strictSame(refusal(`<?xml version="1.0"?>\n${laughs}<l>&b39;</l>`), at('dtd-forbidden', 2, 1), 'billion laughs')
  t.strictSame(refusal('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'), at('dtd-forbidden', 1, 1))
  t.strictSame(refusal('<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd"><r/>'), at('dtd-forbidden', 1, 1))
  t.strictSame(refusal('<r>\n  <?php x?></r>'), at('processing-instruction-forbidden', 2, 3))
  for (const name of ['nbsp', 'constructor', '__proto__', 'toString'])
    t.equal(refusal(`<r>&${name};</r>`).code, 'document-malformed', `&${name}; is not an entity`)
  t.equal(refusal(`<r>&constructor;</r>`).line, 1)
})

t.test('bounds hold', async (t) => {
  const million = Array.from({ length: 1_000_000 }, (_, i) => `a${i}=""`).join(' ')
  t.equal(refusal(`<r ${million}/>`).code, 'attributes-exceeded')
  t.equal(refusal(`<r ${million}/>`, { attributesMax: 2_000_000 }).code, 'nodes-exceeded')
  t.strictSame(refusal('<d>'.repeat(100_000)), at('depth-exceeded', 1, 61))
  t.equal(refusal(`<r>${'<a/>'.repeat(1_000)}</r>`).code, 'nodes-exceeded')
  t.equal(refusal(`<r>${'<!---->'.repeat(1_000)}</r>`).code, 'nodes-exceeded')
  t.equal(refusal(`<r>${'<![CDATA[]]>'.repeat(1_000)}</r>`).code, 'nodes-exceeded')
  t.equal(refusal('<r/>', { bytesMax: 3 }).code, 'document-too-large')
})

t.test('encodings other than UTF-8 are refused at the first bad byte', async (t) => {
  const windows1258 = Buffer.concat([Buffer.from('<r>\n\ufffd Nguy'), Buffer.from([0xea, 0xde]), Buffer.from('n</r>')])
  t.strictSame(refusal(windows1258), at('encoding-invalid', 2, 7))
  t.equal(refusal(Buffer.from('\ufeff<r/>', 'utf16le')).code, 'encoding-invalid')
  t.strictSame(refusal('<?xml version="1.0" encoding="windows-1258"?><r/>'), at('encoding-unsupported', 1, 1))
  t.equal(refusal('<?xml version="1.1"?><r/>').code, 'encoding-unsupported')
})

const inEncoding = (text: string, encoding: Encoding): Uint8Array => {
  const outcome = encodeText(text, encoding)
  if (!outcome.ok) throw new Error(encoding)
  return outcome.value
}

t.test('a format may be in an old encoding, with names of elements in it too', async (t) => {
  for (const [encoding, name] of [
    ['windows-1258', 'Windows-1258'],
    ['tcvn3', 'iso-8859-1'],
    ['vni', 'windows-1252'],
  ] as const)
    for (const declaration of ['', '<?xml version="1.0"?>', `<?xml version="1.0" encoding="${name}"?>`]) {
      const text = `${declaration}\n<Đơn tên="Nguyễn">kiến nghị &lt;số&gt; &#x1EA4;<![CDATA[<&ấp]]></Đơn>`
      const outcome = decode(inEncoding(text, encoding), { encoding })
      if (!outcome.ok) throw new Error(`${encoding}: ${JSON.stringify(outcome.findings)}`)
      const { name: root, text: content, line } = outcome.value
      t.strictSame([root, content, line], ['Đơn', 'kiến nghị <số> Ấ<&ấp', 2], `${encoding} ${declaration}`)
      t.equal(attributeOf(outcome.value, 'tên'), 'Nguyễn', encoding)
      t.strictSame(outcome.findings, [], encoding)
    }
})

t.test('the declaration does not choose: another encoding than the format’s is told', async (t) => {
  const declared = (name: string) => `<?xml version="1.0" encoding="${name}"?><r/>`
  for (const [encoding, ...names] of [
    ['windows-1258', 'utf-8', 'windows-1252', 'UTF-16'],
    ['tcvn3', 'utf-8', 'windows-1258'],
    ['vni', 'UTF-8', 'windows-1258'],
    ['utf-8', 'windows-1252'],
  ] as const)
    for (const name of names) {
      const outcome = decode(declared(name), { encoding })
      t.match(outcome, {
        ok: false,
        findings: [{ code: 'encoding-unsupported', line: 1, column: 1, expected: /declares .* or no encoding/ }],
      })
    }
  const utf8 = decode('<?xml version="1.0" encoding="windows-1258"?><r>Nguyễn</r>', { encoding: 'windows-1258' })
  t.match(utf8, { findings: [{ code: 'encoding-invalid', line: 1 }] }, 'declared, and yet UTF-8')
  t.equal(refusal('<r/>', { encoding: 'viqr' }).code, 'encoding-unsupported')
})

t.test('an old encoding bounds and refuses as UTF-8 does', async (t) => {
  for (const encoding of ['windows-1258', 'tcvn3', 'vni'] as const) {
    const refused = (text: string, changed: Partial<XmlBounds> = {}) =>
      refusal(inEncoding(text, encoding), { encoding, ...changed })
    t.strictSame(refused('<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd"><r/>'), at('dtd-forbidden', 1, 1))
    t.strictSame(refused('<r>ế\n  <?php x?></r>'), at('processing-instruction-forbidden', 2, 3))
    t.strictSame(refused('<đ>'.repeat(100_000)), at('depth-exceeded', 1, 61))
    t.equal(refused(`<r>${'<a/>'.repeat(1_000)}</r>`).code, 'nodes-exceeded')
    t.equal(refused('<r/>', { bytesMax: 3 }).code, 'document-too-large')
    t.equal(refused('<r>ế').code, 'document-malformed')
    t.equal(refused('<r>&nbsp;</r>').code, 'document-malformed')
    t.equal(refusal(Buffer.from('<r>\0</r>'), { encoding }).code, 'encoding-invalid')
  }
  for (const reference of ['&#228;', '&#xE4;', '&#x00e4;', '&#0228;'])
    for (const encoding of ['tcvn3', 'vni'] as const)
      t.strictSame(
        refusal(Buffer.from(`<r>\nMa${reference}t</r>`), { encoding }),
        at('encoding-invalid', 2, 3),
        `${encoding} ${reference}: shows as Mật, and is read as another word`,
      )
  const tone = Buffer.from('<r>\xcc</r>', 'latin1')
  t.strictSame(refusal(tone, { encoding: 'windows-1258' }), at('encoding-invalid', 1, 4), 'a tone on markup')
})

t.test('what is not well-formed is refused with its place', async (t) => {
  t.equal(refusal('<r>\n<a>\n').line, 3, 'cut off')
  t.equal(refusal('<r>\n<a></b></r>').line, 2)
  for (const bad of [
    '',
    ' ',
    '<r>\0</r>',
    '<r>&#0;</r>',
    '<p:r/>',
    '<r a="1" a="2"/>',
    '<r/><r/>',
    '<r/>x',
    '<r>]]></r>',
  ])
    t.equal(refusal(bad).code, 'document-malformed', JSON.stringify(bad))
  const twice = '<r xmlns:p="u" xmlns:q="u" p:a="1" q:a="2"/>'
  t.equal(refusal(twice).code, 'document-malformed', 'one attribute under two prefixes')
})

t.test('any cut of a document is refused, none throws', async (t) => {
  const whole = '<?xml version="1.0"?><r a="1"><!-- c --><b>t&amp;u</b><![CDATA[x]]></r>'
  for (let n = 0; n < whole.length; n += 1) t.equal(decode(whole.slice(0, n)).ok, false, `${n} characters`)
  t.equal(decode(whole).ok, true)
})

function at(code: string, line: number, column: number) {
  return { code, line, column, effect: 'reject-document' }
}

t.test('combining marks in a row are bounded, as to put them in order takes quadratic time', async (t) => {
  const marks = (count: number) => '\u0323\u0301'.repeat(count / 2)
  t.ok(decode(`<r k="a${marks(30)}">a${marks(30)}</r>`).ok)
  for (const text of [
    `<r>a${marks(1_000_000)}</r>`,
    `<r k="a${marks(32)}"/>`,
    `<r>${marks(30)}<!-- --><![CDATA[${marks(2)}]]></r>`,
  ])
    t.match(refusal(text), { code: 'document-malformed', line: 1 })
})
