/** Native documents as places: what the check finds in them, and that a change changes nothing else. */
import t from 'tap'
import { openNative } from '../../../../adapters/check/native/open.ts'
import {
  doubled,
  enlarged,
  exchanged,
  isLeaf,
  type Place,
  removed,
  replaced,
  type Source,
} from '../../../../adapters/check/native/source.ts'
import type { Manifest } from '../../../../adapters/sdk/adapter.ts'
import type { Kit } from '../../../../adapters/sdk/kit.ts'

type Native = Pick<Manifest['native'], 'codec' | 'encoding'>

const open = (native: Native, text: string | Uint8Array, kit: Kit = {}): Source => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const source = openNative({ native } as Manifest, kit, bytes)
  if (source === undefined) throw new Error('not opened')
  return source
}
const at = ({ places }: Source, pointer: string): Place => places.find((place) => place.pointer === pointer)!
const leaves = ({ places }: Source) => places.filter(isLeaf).map(({ pointer, path, value }) => [pointer, path, value])
const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString()
const say = (text: string) => ({ kind: 'text', text }) as const

t.test('JSON', async (t) => {
  const json = { codec: 'json', encoding: 'utf-8' } as const
  const source = open(json, '{ "a": [1, {"b/c": "x\\n"}],\n  "d": null }')
  t.strictSame(leaves(source), [
    ['/a/0', '/a/*', '1'],
    ['/a/1/b~1c', '/a/*/b~1c', 'x\n'],
    ['/d', '/d', 'null'],
  ])
  t.equal(textOf(replaced(at(source, '/a/1/b~1c'), say('y"'))), '{ "a": [1, {"b/c": "y\\""}],\n  "d": null }')
  t.equal(textOf(removed(at(source, '/a/0'))), '{ "a": [ {"b/c": "x\\n"}],\n  "d": null }')
  t.equal(textOf(removed(at(source, '/d'))), '{ "a": [1, {"b/c": "x\\n"}] }')
  t.equal(textOf(doubled(at(source, '/a/0'))), '{ "a": [1,1, {"b/c": "x\\n"}],\n  "d": null }')
  t.equal(textOf(exchanged(at(source, '/d'), at(source, '/a'))), '{ "d": null,\n  "a": [1, {"b/c": "x\\n"}] }')
  t.equal(textOf(enlarged(at(source, ''), 'k', 'v')), '{"k":"v", "a": [1, {"b/c": "x\\n"}],\n  "d": null }')
  t.equal(textOf(replaced(at(source, '/d'), { kind: 'name', text: 'e' })), '{ "a": [1, {"b/c": "x\\n"}],\n  "e":null }')
  for (const bad of ['{"a":}', '[1,]', '{"a":1', '"x', '', '1 2', `${'['.repeat(1e5)}`])
    t.equal(openNative({ native: json } as unknown as Manifest, {}, Buffer.from(bad)), undefined, bad.slice(0, 10))
})

t.test('XML: local names, attributes, empty elements, CDATA', async (t) => {
  const soap = { codec: 'soap-1.1', encoding: 'utf-8' } as const
  const text =
    '<s:Envelope xmlns:s="u"><s:Body><p:A xmlns:p="v" p:m="1&lt;2"><!-- c --><p:B>x&amp;y</p:B><p:B/><p:C><![CDATA[<z>]]></p:C></p:A></s:Body></s:Envelope>'
  const source = open(soap, text)
  const body = '/Envelope/0/Body/0/A/0'
  t.strictSame(leaves(source), [
    [`${body}/@m`, '/A/@m', '1<2'],
    [`${body}/B/0`, '/A/B', 'x&y'],
    [`${body}/B/1`, '/A/B', ''],
    [`${body}/C/0`, '/A/C', '<z>'],
  ])
  const changed = (pointer: string, value: string) => textOf(replaced(at(source, body + pointer), say(value)))
  t.equal(changed('/B/0', 'q<'), text.replace('x&amp;y', 'q&lt;'))
  t.equal(changed('/B/1', 'w'), text.replace('<p:B/>', '<p:B>w</p:B>'))
  t.equal(changed('/B/1', ''), text)
  t.equal(changed('/@m', 'a"b'), text.replace('1&lt;2', 'a&quot;b'))
  t.equal(changed('/B/0', '\0'), undefined, 'XML has no way to write NUL')
  t.equal(textOf(removed(at(source, `${body}/@m`))), text.replace(' p:m="1&lt;2"', ''))
  t.equal(textOf(doubled(at(source, `${body}/B/1`))), text.replace('<p:B/>', '<p:B/><p:B/>'))
  t.equal(
    textOf(replaced(at(source, `${body}/B/0`), { kind: 'name', text: 'D' })),
    text.replace('<p:B>x&amp;y</p:B>', '<p:D>x&amp;y</p:D>'),
  )
})

t.test(
  'an XML document attached to an edXML message has paths of its own, and is written back in base64',
  async (t) => {
    const message = (inner: string) =>
      `<edXML><AttachmentEncoded><Attachment><ContentTransferEncoded>${Buffer.from(inner).toString('base64')}</ContentTransferEncoded></Attachment></AttachmentEncoded></edXML>`
    const inner = '<HoSoVuAn muc="HC"><So>12/2026</So></HoSoVuAn>'
    const source = open({ codec: 'edxml', encoding: 'utf-8' }, message(inner))
    const base = '/edXML/0/AttachmentEncoded/0/Attachment/0/ContentTransferEncoded/0'
    t.strictSame(leaves(source), [
      [`${base}/HoSoVuAn/0/@muc`, '/HoSoVuAn/@muc', 'HC'],
      [`${base}/HoSoVuAn/0/So/0`, '/HoSoVuAn/So', '12/2026'],
    ])
    t.equal(
      textOf(replaced(at(source, `${base}/HoSoVuAn/0/So/0`), say('13'))),
      message('<HoSoVuAn muc="HC"><So>13</So></HoSoVuAn>'),
    )
  },
)

t.test('CSV in an encoding of its own, with a syntax in its cells', async (t) => {
  const kit: Kit = {
    partsOf: (path, text) =>
      path !== '/*/Tên'
        ? []
        : [...text.matchAll(/[^|]+/g)].map(({ 0: value, index }, n) => {
            const span = { from: index, to: index + value.length }
            return { pointer: `/${n}`, path: '/*', value: value.replace('\\', ''), ...span, separator: '|' }
          }),
    escape: (value) => value.replace('~', '\\~'),
  }
  const utf8 = { codec: 'csv', encoding: 'utf-8' } as const
  const text = 'Mã;Tên\r\n1;"a;b"\r\n2;c|d|e\r\n#HET;2;\r\n'
  const source = open(utf8, text, kit)
  t.strictSame(leaves(source), [
    ['/0/Mã', '/*/Mã', '1'],
    ['/0/Tên/0', '/*/Tên/*', 'a;b'],
    ['/1/Mã', '/*/Mã', '2'],
    ['/1/Tên/0', '/*/Tên/*', 'c'],
    ['/1/Tên/1', '/*/Tên/*', 'd'],
    ['/1/Tên/2', '/*/Tên/*', 'e'],
  ])
  t.equal(textOf(replaced(at(source, '/0/Tên/0'), say('q~"'))), text.replace('"a;b"', '"q\\~"""'))
  t.equal(textOf(removed(at(source, '/1/Tên/1'))), text.replace('c|d|e', 'c|e'))
  t.equal(textOf(doubled(at(source, '/1/Tên/2'))), text.replace('c|d|e', 'c|d|e|e'))
  t.equal(textOf(removed(at(source, '/0/Mã'))), text.replace('1;"a', ';"a'))

  const tcvn3 = open({ codec: 'csv', encoding: 'tcvn3' }, Buffer.from('a\r\n\xb8\r\n', 'latin1'))
  t.strictSame(leaves(tcvn3), [['/0/a', '/*/a', 'á']])
  t.strictSame(replaced(at(tcvn3, '/0/a'), say('à')), new Uint8Array(Buffer.from('a\r\n\xb5\r\n', 'latin1')))
  t.equal(replaced(at(tcvn3, '/0/a'), say('漢')), undefined, 'TCVN3 can not carry it')
})

t.test('XML in an encoding of its own', async (t) => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
  const source = open({ codec: 'xml', encoding: 'windows-1258' }, bytes('<a><b>\xea\xec</b></a>'))
  t.strictSame(leaves(source), [['/a/0/b/0', '/a/b', 'ế']])
  t.strictSame(replaced(at(source, '/a/0/b/0'), say('ơ<')), bytes('<a><b>\xf5&lt;</b></a>'))
  t.equal(replaced(at(source, '/a/0/b/0'), say('漢')), undefined, 'no byte, and no character reference')
})
