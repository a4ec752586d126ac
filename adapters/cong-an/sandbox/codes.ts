/** The sandbox system's own code lists, as its writer uses them: shared code first. Kept apart from the adapter's tables. */
import type { Coded } from '../../../schemas/generated/types.ts'

const table = (rows: string): ReadonlyMap<string, string> =>
  new Map(
    rows
      .trim()
      .split(/\s+/)
      .map((row) => row.split('=') as [string, string]),
  )

const lists = {
  kinds: table('TO_GIAC=1 TIN_BAO=2 TIN_BAO_TTDC=3 KIEN_NGHI_KHOI_TO=4 TU_THU=5 TRUC_TIEP_PHAT_HIEN=6 KHAC=9'),
  channels: table(`TRUC_TIEP=A DIEN_THOAI=B BUU_CHINH=C VAN_BAN_CO_QUAN=D TRUC_VAN_BAN=E CONG_DVC=F CONG_TTDT=G
    UNG_DUNG_DI_DONG=H BAO_CHI=I MANG_XA_HOI=K TIEP_CONG_DAN=L THANH_TRA=M KIEM_TOAN=N MTTQ=O DOAN_GIAM_SAT=P
    TO_TUNG_TRUC_TIEP=Q`),
  stages: table(`TIEP_NHAN=10 PHAN_LOAI=11 CHUYEN_DI=12 PHAN_CONG=20 XAC_MINH=21 GIA_HAN=22 TAM_DINH_CHI=23 PHUC_HOI=24
    KHOI_TO=30 KHONG_KHOI_TO=31 CHUYEN=32 NHAP=33 DIEU_TRA=40 TRUY_TO=50 XET_XU_ST=60 XET_XU_PT=61 THI_HANH_AN=70
    DINH_CHI=34 TRA_HO_SO=51`),
  decisions: table(
    `PHAN_CONG=PC KHOI_TO=KT KHONG_KHOI_TO=KKT TAM_DINH_CHI=TDC PHUC_HOI=PH CHUYEN=CT GIA_HAN=GH HUY_BO=HB
    KHOI_TO_BI_CAN=KTBC KET_LUAN_DIEU_TRA=KLDT CAO_TRANG=CTR THU_LY=TL DUA_RA_XET_XU=DXX TRA_HO_SO=THS
    BAN_AN_SO_THAM=BAST KET_LUAN_THANH_TRA=KLTT KIEN_NGHI_KHOI_TO=KNKT
    GIAI_QUYET_TRANH_CHAP=GQTC HUY_BO_TAM_DINH_CHI=HTDC THAY_DOI_KHOI_TO=TDKT BO_SUNG_KHOI_TO=BSKT
    HUY_BO_KHOI_TO=HKT HUY_BO_KHONG_KHOI_TO=HKKT THAY_DOI_KHOI_TO_BI_CAN=TDBC BO_SUNG_KHOI_TO_BI_CAN=BSBC
    HUY_BO_KHOI_TO_BI_CAN=HBC PHE_CHUAN=PHC PHE_CHUAN_KHOI_TO_BI_CAN=PCBC NHAP_VU_AN=NVA TACH_VU_AN=TVA
    CHUYEN_VU_AN=CVA GIA_HAN_DIEU_TRA=GHDT TAM_DINH_CHI_DIEU_TRA=TDDT TAM_DINH_CHI_DIEU_TRA_BI_CAN=TDDTBC
    DINH_CHI=DC DINH_CHI_DIEU_TRA=DCDT DINH_CHI_DIEU_TRA_BI_CAN=DCDTBC PHUC_HOI_DIEU_TRA=PHDT
    PHUC_HOI_DIEU_TRA_BI_CAN=PHDTBC TRUY_NA=TNA KET_LUAN_DE_NGHI_TRUY_TO=KLDN KET_LUAN_DINH_CHI=KLDC
    GIA_HAN_TRUY_TO=GHTT QUYET_DINH_TRUY_TO=QDTT TAM_DINH_CHI_VU_AN=TDVA TAM_DINH_CHI_VU_AN_BI_CAN=TDVABC
    DINH_CHI_VU_AN=DCVA DINH_CHI_VU_AN_BI_CAN=DCVABC PHUC_HOI_VU_AN=PHVA PHUC_HOI_VU_AN_BI_CAN=PHVABC
    KHANG_CAO=KCAO KHANG_NGHI=KNGHI BAN_AN_PHUC_THAM=BAPT QD_THI_HANH_AN=THA PHAN_CONG_THAM_PHAN=PCTP
    GIA_HAN_CHUAN_BI_XET_XU=GHXX GIAM_DOC_THAM=GDT TAI_THAM=TTH GUI_VKS=GVKS THONG_BAO=TBAO GIAO_BAN_AN=GBA`,
  ),
  roles: table(`NGUOI_BI_TO_GIAC=DT BI_HAI=BH NGUOI_LAM_CHUNG=LC NGUOI_LIEN_QUAN=LQ BI_CAN=BC BI_CAO=BCO
    NGUOI_BI_KIEN_NGHI_KHOI_TO=KN NGUOI_BI_GIU_KHAN_CAP=GKC NGUOI_BI_BAT=BB NGUOI_BI_TAM_GIU=TGI
    NGUYEN_DON_DAN_SU=NDS BI_DON_DAN_SU=BDS NGUOI_CHUNG_KIEN=CK NGUOI_GIAM_DINH=GD NGUOI_DINH_GIA=DG
    NGUOI_PHIEN_DICH=PD NGUOI_BAO_CHUA=BCH NGUOI_BAO_VE_BI_HAI=BVH NGUOI_BAO_VE_NGUOI_BI_TO_GIAC=BVT
    NGUOI_DAI_DIEN=DD`),
  urgency: table('THUONG=0 KHAN=1 THUONG_KHAN=2 HOA_TOC=3'),
  corruptionFields: table(`DAT_DAI=L01 DAU_TU=L02 TAI_CHINH=L03 XAY_DUNG_CO_BAN=L04 DOANH_NGHIEP_NHA_NUOC=L05
    TAI_SAN_CONG=L06 MUA_SAM=L07 TUYEN_SINH_DAO_TAO=L08 TUYEN_DUNG=L09 HOAT_DONG_TU_PHAP=L10 TIEP_CONG_DAN=L11`),
  agencies: table(
    'CA=01 VKS=02 TA=03 TTr=04 MTTQ=05 QS=06 BP=07 NC=08 UBKT=09 UBND=10 SO=11 HQ=12 KL=13 KN=14 CSB=15 KTNN=16 CAX=17',
  ),
  reporterKinds: table('CA_NHAN=C CO_QUAN_TO_CHUC=T AN_DANH=A'),
  sexes: table('NAM=1 NU=2 KHAC=3'),
  tasks: table('GIAI_QUYET=GQ KIEM_SAT=KS XET_XU=XX'),
  clockStates: table('DANG_CHAY=1 DUNG_HAN=2 QUA_HAN=3 TAM_DUNG=4'),
  absenceReasons: table('unknown=CR inapplicable=KAD pending=CBS'),
  levels: table('CONG_KHAI=K NOI_BO=NB HAN_CHE=HC MAT=C TOI_MAT=B TUYET_MAT=A'),
  tags: table(
    'NGUOI_TO_GIAC=TG NGUOI_CHUA_THANH_NIEN=CTN BAO_VE_NHAN_CHUNG=BV DLCN_CO_BAN=CB DLCN_NHAY_CAM=NC CAN_BO_QUAN_LY=QL',
  ),
  grounds: table(`TDC_148_1_A=148.1a TDC_148_1_B=148.1b TDC_148_1_C=148.1c KKT_1=157.1 KKT_2=157.2 KKT_3=157.3
    KKT_4=157.4 KKT_5=157.5 KKT_6=157.6 KKT_7=157.7 KKT_8=157.8
    TDC_229_1_A=229.1a TDC_229_1_B=229.1b TDC_229_1_C=229.1c TDC_229_1_D=229.1d DC_230_1_A=230.1a DC_230_1_B=230.1b
    TDC_247_1_A=247.1a TDC_247_1_B=247.1b TDC_247_1_C=247.1c TDC_247_1_D=247.1d
    TDC_281_1_A=281.1a TDC_281_1_B=281.1b TDC_281_1_C=281.1c`),
  flags: table(`THAM_NHUNG=TN TIEU_CUC=TC LANG_PHI=LP DU_LUAN_BUC_XUC=DL BAO_CHI_PHAN_ANH=BCH PHUC_TAP_KEO_DAI=PT
    LIEN_QUAN_CBCCVC=CB YEU_CAU_BAO_MAT=BM`),
  severity: table('IT_NGHIEM_TRONG=1 NGHIEM_TRONG=2 RAT_NGHIEM_TRONG=3 DAC_BIET_NGHIEM_TRONG=4'),
  suspensionStates: table('DANG_TAM_DINH_CHI=1 DA_PHUC_HOI=2 DA_CHAM_DUT=3'),
  approvals: table('CHO_PHE_CHUAN=0 DA_PHE_CHUAN=1 KHONG_PHE_CHUAN=2'),
  relations: table('NHAP_VAO=NV TACH_TU=TT TRUNG_VOI=TV LIEN_QUAN=LQ'),
  numberTypes: table('SO_TIEP_NHAN=TN SO_QUYET_DINH=QD SO_HO_SO=HS'),
  instruments:
    table(`YC_KIEM_TRA_XAC_MINH=KTXM YC_GIAI_QUYET=GQ YC_CUNG_CAP_TL=CCTL YC_CHUYEN=CH YC_KHOI_TO=KT YC_THAY_DOI=TD
    YC_BO_SUNG=BS YC_HUY=H TRUC_TIEP_KIEM_SAT=TTKS KIEN_NGHI_KHAC_PHUC=KNKP KIEN_NGHI_PHONG_NGUA=KNPN KHANG_NGHI=KN
    PHE_CHUAN=PC HUY_BO=HB`),
  organisationKinds: table(
    'CO_QUAN_NHA_NUOC=1 DON_VI_SU_NGHIEP=2 DOANH_NGHIEP_NHA_NUOC=3 DOANH_NGHIEP=4 TO_CHUC_KHAC=9',
  ),
  recommendationKinds: table('KHOI_TO=KT THU_HOI_TAI_SAN=TH XU_LY_HANH_CHINH=HC CHAN_CHINH_QUAN_LY=QL'),
  recommendationStates: table('CHUA_THUC_HIEN=0 DANG_THUC_HIEN=1 DA_THUC_HIEN=2'),
  petitionKinds: table('TO_GIAC=TG TIN_BAO=TB TO_CAO=TC KHIEU_NAI=KN KIEN_NGHI_PHAN_ANH=PA'),
  petitionStates: table('DANG_XU_LY=1 DA_CHUYEN=2 DA_TRA_LOI=3 LUU=4'),
  instances: table('SO_THAM=ST PHUC_THAM=PT GIAM_DOC_THAM=GDT TAI_THAM=TT'),
  appeals: table('KHONG=0 KHANG_CAO=1 KHANG_NGHI=2 CA_HAI=3'),
  penalties: table(`CANH_CAO=01 PHAT_TIEN=02 CAI_TAO_KHONG_GIAM_GIU=03 TRUC_XUAT=04 TU_CO_THOI_HAN=05 TU_CHUNG_THAN=06
    TU_HINH=07 CAM_DAM_NHIEM_CHUC_VU=11 CAM_CU_TRU=12 QUAN_CHE=13 TUOC_QUYEN_CONG_DAN=14 TICH_THU_TAI_SAN=15 AN_TREO=20
    MIEN_HINH_PHAT=21 KHONG_CO_TOI=22`),
}

/** The system's own code; throws on one that its lists lack, a fault of the made-up world. */
export function nativeCode(list: keyof typeof lists, code: string): string {
  const native = lists[list].get(code)
  if (native === undefined) throw new Error(`${list} has no code for ${code}`)
  return native
}

/** Whether one of the system's own lists has a code. */
export const isNativeCode = (list: keyof typeof lists, native: string): boolean =>
  [...lists[list].values()].includes(native)

/** The same for a coded value or a plain one; undefined for none. */
export const code = (list: keyof typeof lists, value: Coded | string | undefined): string | undefined =>
  value === undefined ? undefined : nativeCode(list, typeof value === 'string' ? value : value.code)

/** The number printed on a form: the police's own alone, the procuracy's with `/HS`. */
export function formNumber(form: Coded | undefined): string | undefined {
  const [, agency, number] = /^(CA|VKS)\.(\d+)$/.exec(form?.code ?? '') ?? []
  if (form !== undefined && number === undefined) throw new Error(`no number for form ${form.code}`)
  return agency === 'VKS' ? `${number}/HS` : number
}
