/** What a check can find wrong, by a stable code: what it is, and the next step. One place for these words. */
import type { Text } from '../../schemas/validation/texts.ts'

interface Words {
  readonly what: Text
  readonly next: Text
}

const words = (what: readonly [vi: string, en: string], next: readonly [vi: string, en: string]): Words => ({
  what: { vi: what[0], en: what[1] },
  next: { vi: next[0], en: next[1] },
})

export const failureTexts = {
  'manifest-invalid': words(
    ['bản kê không đúng lược đồ', 'the manifest breaks its schema'],
    ['sửa manifest.json theo schemas/manifest.json', 'mend manifest.json by schemas/manifest.json'],
  ),
  'row-repeated': words(
    ['hai dòng giống nhau trong bảng trường', 'two rows of the field table are the same'],
    ['bỏ một dòng', 'leave one of them out'],
  ),
  'directions-untrue': words(
    ['bản kê khai chiều dịch khác với mã', 'the manifest declares other directions than the code has'],
    ['sửa directions, hoặc thêm hay bỏ toNative', 'mend directions, or add or remove toNative'],
  ),
  'delivery-untrue': words(
    ['bản kê và mã không cùng nói về chuyển đến hệ thống', 'manifest and code do not agree on a delivery'],
    [
      'sửa delivery của bản kê, hoặc thêm hay bỏ delivery trong mã',
      'mend delivery of the manifest, or add or remove that of the code',
    ],
  ),
  'delivery-unsendable': words(
    ['yêu cầu chuyển đến hệ thống không gửi được', 'the request of a delivery can not be sent'],
    [
      'POST, đường dẫn trên chính hệ thống, không lớn hơn bytesMax',
      'POST, a path on the system itself, no larger than bytesMax',
    ],
  ),
  'media-type-odd': words(
    ['kiểu nội dung không phải của dạng này', 'the media type is not one of this codec'],
    ['ghi đúng kiểu mà hệ thống gửi (content-type)', 'write what the system sends as its content-type'],
  ),
  'codes-unknown': words(
    [
      'bảng trường nêu một danh mục mã mà kit.ts không có',
      'the field table names a code list that kit.ts does not have',
    ],
    ['thêm danh mục vào codeLists của kit.ts', 'add the list to codeLists of kit.ts'],
  ),
  undecided: words(
    ['trường chưa được quyết định', 'a field is undecided'],
    ['đặt relation, shared và because cho dòng này', 'give the row its relation, shared path and because'],
  ),
  'import-forbidden': words(
    ['tệp dùng thứ ngoài phạm vi của bộ chuyển đổi', 'a file uses what an adapter may not have'],
    [
      'chỉ import adapters/sdk, adapters/codecs, schemas/generated và thư mục của chính nó',
      'import only adapters/sdk, adapters/codecs, schemas/generated and its own folder',
    ],
  ),
  'global-used': words(
    [
      'mã dùng đồng hồ, số ngẫu nhiên, mạng hoặc tiến trình',
      'the code uses the clock, randomness, the network or the process',
    ],
    [
      'bỏ đi: dịch là hàm thuần; cổng dữ liệu làm mọi việc vào ra',
      'take it out: translation is pure, the gateway does all I/O',
    ],
  ),
  'not-loaded': words(
    ['không nạp được bộ chuyển đổi', 'the adapter can not be loaded'],
    [
      'sửa tệp này rồi chạy lại; npx tsc --noEmit chỉ ra mọi chỗ sai kiểu',
      'mend that file, then run again; npx tsc --noEmit shows all that does not fit together',
    ],
  ),
  'golden-missing': words(
    ['không có tài liệu mẫu', 'there is no golden document'],
    [
      'đặt tài liệu thật vào golden/ cùng dạng chung đúng: <tên>.shared.json hoặc <tên>.index.json; câu trả lời «không có hồ sơ này»: <tên>.shared.json là "absent"',
      'put a real document into golden/ with its true form beside: <name>.shared.json or <name>.index.json; an answer "no such dossier": a <name>.shared.json that is "absent"',
    ],
  ),
  'golden-unreadable': words(
    ['tài liệu mẫu không đọc được thành cây', 'a golden document can not be read as a tree'],
    ['kiểm tra codec và encoding trong bản kê', 'look at codec and encoding in the manifest'],
  ),
  'golden-invalid': words(
    ['dạng chung của tài liệu mẫu không đúng lược đồ', 'the shared form of a golden document breaks the schema'],
    [
      'sửa tệp này: nó phải là điều đúng, không phải điều adapter cho ra',
      'mend that file: it must be what is true, not what the adapter gives',
    ],
  ),
  'golden-differs': words(
    ['bản dịch khác dạng chung đã cho', 'the translation is not the form that the golden has'],
    ['sửa adapter, hoặc sửa tệp mẫu nếu nó sai', 'mend the adapter, or the golden if it is wrong'],
  ),
  'golden-rejected': words(
    ['bộ chuyển đổi từ chối tài liệu mẫu', 'the adapter rejects a golden document'],
    ['xem các phát hiện: lienthong adapter explain', 'look at the findings: lienthong adapter explain'],
  ),
  'golden-unread': words(
    ['bộ chuyển đổi không đọc được tài liệu mẫu này', 'the adapter does not read this golden document'],
    ['sửa lỗi mà phép kiểm golden nêu, rồi chạy lại', 'mend what the check golden tells of it, then run again'],
  ),
  'mark-unlisted': words(
    [
      'trường cho ra nhãn mà không có trong marks của bản kê',
      'a field gives a label and is not in marks of the manifest',
    ],
    ['thêm dòng trên vào marks: chỉ ở đó nó mới được thử', 'add the row above to marks: only there it is tried'],
  ),
  'absence-unread': words(
    ['câu trả lời «không có hồ sơ này» không được hiểu là thế', 'an answer "no such dossier" is not taken for that'],
    [
      'sửa saysAbsent trong requests.ts: mã HTTP 404 hoặc 500, kiểu và lời của hệ thống',
      'mend saysAbsent in requests.ts: the HTTP status, 404 or 500, the media type and the words of the system',
    ],
  ),
  'absence-guessed': words(
    [
      'mã HTTP 404 hay 500 một mình đã bị coi là «không có hồ sơ này»',
      'an HTTP 404 or 500 alone is taken for "no such dossier"',
    ],
    [
      'saysAbsent phải đọc cả lời của hệ thống: lỗi trên đường đi không phải là lời của nó',
      'saysAbsent must read the words of the system too: a failure on the way is not its word',
    ],
  ),
  'round-trip-differs': words(
    ['đi rồi về không còn như cũ', 'there and back is not the same'],
    ['sửa toNative, hoặc khai loss cho trường', 'mend toNative, or declare the loss of the field'],
  ),
  'output-invalid': words(
    ['bản dịch không đúng lược đồ chung', 'a translation breaks the shared schema'],
    [
      'sửa đường dẫn hoặc bảng mã cho ra giá trị ấy; giá trị của tài liệu mà không đúng thì phải là một phát hiện',
      'mend the path or the code table that gives it; a value of a document that does not fit must be a finding',
    ],
  ),
  'field-undeclared': words(
    [
      'trường có trong tài liệu mà không có trong bảng trường',
      'a native field is in a document and not in the field table',
    ],
    ['thêm một dòng cho trường này', 'add a row for it'],
  ),
  'field-untested': words(
    ['không tài liệu mẫu nào thử trường này', 'no golden document exercises this field'],
    ['thêm một tài liệu mẫu có trường này với giá trị', 'add a golden document that has it, with a value'],
  ),
  'coverage-differs': words(
    ['đo được khác với khai', 'what is measured is not what is declared'],
    ['sửa adapter, hoặc sửa relation và loss kèm lý do', 'mend the adapter, or relation and loss with their because'],
  ),
  'target-wrong': words(
    ['giá trị không bao giờ đến chỗ đã khai', 'the value never reaches the declared place'],
    ['sửa shared của dòng, hoặc sửa adapter', 'mend the row’s shared path, or the adapter'],
  ),
  'mark-lowered': words(
    ['một thay đổi ở dấu xử lý làm nhãn thấp đi', 'a change to a handling mark makes the label lower'],
    [
      'dấu thiếu hoặc không hiểu được phải cho labelWhenUnmarked',
      'a mark that is missing or not understood must give labelWhenUnmarked',
    ],
  ),
  'mark-dropped': words(
    ['dấu xử lý không ảnh hưởng gì đến nhãn', 'a handling mark has no effect on any label'],
    ['đọc dấu này, hoặc bỏ nó khỏi marks nếu không phải dấu', 'read the mark, or take it out of marks if it is none'],
  ),
  'mark-untested': words(
    ['không tài liệu mẫu nào có dấu này', 'no golden document has this mark'],
    ['thêm một tài liệu mẫu có dấu này', 'add a golden document that has it'],
  ),
  threw: words(
    ['bộ chuyển đổi ném lỗi', 'the adapter throws'],
    ['trả về ok: false kèm một phát hiện', 'give ok: false with a finding instead'],
  ),
  'shape-wrong': words(
    ['kết quả không có hình dạng của hợp đồng', 'the outcome does not have the shape of the contract'],
    [
      'xem adapters/sdk/adapter.ts: ok: false có ít nhất một phát hiện',
      'see adapters/sdk/adapter.ts: ok: false carries at least one finding',
    ],
  ),
  'time-unbounded': words(
    ['một tài liệu không được dịch xong trong giới hạn', 'a document is not translated within the bound'],
    ['tìm vòng lặp phụ thuộc nội dung; giới hạn nó', 'find the loop that depends on content, and bound it'],
  ),
  'not-deterministic': words(
    ['cùng một tài liệu cho hai kết quả', 'one document gives two results'],
    ['bỏ trạng thái của mô-đun', 'take out state of modules'],
  ),
  'bound-ignored': words(
    ['tài liệu vượt giới hạn mà vẫn được nhận', 'a document beyond a bound is taken'],
    ['giao giới hạn của bản kê cho codec', 'hand the manifest’s bounds to the codec'],
  ),
  'native-unread': words(
    [
      'tài liệu mà toNative viết ra không được chính bộ chuyển đổi đọc lại',
      'what toNative writes is not read by the adapter itself',
    ],
    [
      'viết đúng dạng và trong giới hạn của bản kê, hoặc từ chối (too-large, value-invalid)',
      'write what the form has, within the bounds of the manifest, or refuse (too-large, value-invalid)',
    ],
  ),
  'place-undeclared': words(
    [
      'dạng gốc không có chỗ cho giá trị này, và withoutPlace không khai',
      'the native form has no place for this, and withoutPlace does not say so',
    ],
    [
      'viết giá trị ấy ra, hoặc thêm dòng trên vào withoutPlace với lý do thật',
      'write the value, or add the row above to withoutPlace with the true reason',
    ],
  ),
  'place-declared': words(
    ['withoutPlace khai khác với đo được', 'withoutPlace declares another loss than is measured'],
    [
      'sửa dòng: không loss là không mang gì, có loss là mang một phần; bỏ dòng nếu không mất gì',
      'mend the row: without loss nothing is carried, with it a part; take it out when nothing is lost',
    ],
  ),
  'place-unknown': words(
    ['lược đồ chung không có chỗ này', 'the shared schema has no such place'],
    ['sửa đường dẫn trong withoutPlace', 'mend the path in withoutPlace'],
  ),
  'loss-unsaid': words(
    ['giá trị bị mất khi viết mà không phát hiện nào nói', 'a value is lost in writing, and no finding says so'],
    [
      'toNative phải cho phát hiện no-place (mất hẳn) hoặc carried-in-part (mất một phần) với target là chỗ ấy',
      'toNative must give a finding no-place (all of it) or carried-in-part (a part) whose target is that place',
    ],
  ),
  'value-invented': words(
    [
      'chỗ không có giá trị lại có giá trị sau khi viết và đọc lại',
      'a place without a value has one after writing and reading',
    ],
    [
      'bỏ trống chỗ ấy trong dạng gốc, hoặc ghi rõ là không có',
      'leave the native field out, or write that there is none',
    ],
  ),
  'mark-lowered-back': words(
    ['viết ra dạng gốc làm nhãn thấp đi hay mất dấu', 'writing the native form lowers a label or drops a tag'],
    [
      'viết dấu ấy ra, đưa lên dấu của cả bản ghi, hoặc từ chối (label-has-no-mark)',
      'write the mark, raise it to the record, or refuse (label-has-no-mark)',
    ],
  ),
  'value-astray': words(
    ['giá trị xuất hiện ở chỗ không khai', 'a value turns up at an undeclared place'],
    ['thêm dòng cho chỗ ấy, hoặc sửa adapter', 'declare that place in a row, or mend the adapter'],
  ),
  'value-in-finding': words(
    ['phát hiện mang theo giá trị', 'a finding carries a value'],
    ['phát hiện chỉ nói chỗ, loại và độ dài', 'a finding tells place, type and length only'],
  ),
  'finding-astray': words(
    ['phát hiện chỉ vào chỗ không có', 'a finding points to a place that does not exist'],
    ['dùng pointer, line, column của codec', 'use the codec’s pointer, line and column'],
  ),
} as const satisfies Readonly<Record<string, Words>>

export type FailureCode = keyof typeof failureTexts

/** One thing that a check found. Places and names of the format; never a value of a document. */
export interface Failure {
  readonly code: FailureCode
  /** Native field, file of the adapter, or place in the manifest. */
  readonly at: string
  readonly declared?: string
  readonly measured?: string
  /** `golden/name.json /a/0/b 3:12`: where to look at the counter-example. */
  readonly place?: string
  readonly detail?: string
}
