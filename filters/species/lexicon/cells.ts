/**
 * Cell lines by origin, from the public catalogues (ATCC, DSMZ, ECACC). Names are compared without
 * hyphens, spaces and case, so `MDA-MB-231`, `MDA MB 231` and `MDAMB231` are one line.
 */

const human = `
HEK293 HEK293T 293T HEK HeLa MCF7 MCF10A MCF12A MDAMB231 MDAMB468 MDAMB436 MDAMB435 MDAMB453 MDAMB157 T47D BT474
BT549 BT20 SKBR3 ZR751 HS578T SUM149 SUM159 HCC1937 HCC1954 HCC1806 HCC38 HCC70 CAL51 CAMA1 HMEC HUMEC A549 H1299 H1975
H460 H358 H226 H441 H520 H522 H1650 H1703 H1792 H2030 H2122 H2228 H23 H3122 H3255 H446 H69 H82 H526 H322 NCIH460 NCIH1299
NCIH1975 NCIH23 NCIH358 PC9 HCC827 HCC4006 HCC78 Calu1 Calu3 Calu6 A427 SKMES1 SPCA1 95D LK2 BEAS2B 16HBE 16HBE14o NuLi1
HBEC HBEC3KT MRC5 WI38 IMR90 HFL1 HepG2 Hep3B Huh7 Huh75 HuH7 HCCLM3 MHCC97H MHCC97L SMMC7721 SKHEP1 SNU449 SNU398 SNU182
SNU387 SNU475 PLCPRF5 LO2 L02 THLE2 THLE3 HepaRG LX2 HuCCT1 RBE QBC939 TFK1 EGI1 GBCSD NOZ HCT116 HCT8 HCT15 HT29 SW480
SW620 SW48 SW1116 SW403 DLD1 LoVo LS174T LS180 Caco2 Colo205 Colo320 Colo201 RKO T84 KM12 NCM460 FHC HIEC6 NCIN87 AGS
MKN45 MKN28 MKN74 MKN1 KATOIII SNU1 SNU5 SNU16 SNU638 SGC7901 BGC823 MGC803 HGC27 GES1 AZ521 KYSE30 KYSE150 KYSE410
KYSE450 KYSE510 KYSE70 TE1 TE10 TE8 Eca109 EC9706 OE19 OE33 FLO1 HET1A PANC1 MIAPaCa2 BxPC3 AsPC1 Capan1 Capan2 CFPAC1
HPAFII SW1990 SU8686 PaTu8988 HPDE HPNE LNCaP PC3 PC3M DU145 22Rv1 VCaP C42 C42B RWPE1 BPH1 PrEC WPMY1 LAPC4 T24 5637
UMUC3 J82 RT4 RT112 RT112D SW780 TCCSUP 253J EJ SVHUC1 786O 769P A498 ACHN Caki1 Caki2 OSRC2 RCC4 HK2 HKC8 RPTEC TK10
SKOV3 OVCAR3 OVCAR4 OVCAR5 OVCAR8 A2780 CAOV3 ES2 TOV21G TOV112D IGROV1 Kuramochi OV90 HEY HO8910 IOSE80 Ishikawa HEC1A
HEC1B AN3CA KLE RL952 SiHa CaSki C33A ME180 HaCaT NHEK HEKn HEKa A431 A375 SKMEL2 SKMEL28 SKMEL5 SKMEL103 WM115 WM239A WM266
WM35 WM793 1205Lu 451Lu Mel501 501Mel MeWo G361 M14 UACC62 HEMn NHDF HDF BJ HFF HFF1 U87 U87MG U251 U373 U118 LN229 LN18 T98G
A172 SF268 SF295 SF539 SNB19 SNB75 DBTRG SHSY5Y SKNSH SKNAS SKNBE2 SKNBE BE2C IMR32 Kelly LAN1 LAN5 NB4 SHEP D283 DAOY
D425 D341 ONS76 NT2 NTERA2 LUHMES ReNcell U2OS Saos2 MG63 HOS 143B SJSA1 MNNG hFOB hFOB119 SW1353 C28I2 TC28a2 VMM18 VMM5A VMM39 VMM917 HEL299 hTCEpi A673 TC71
SKES1 TC32 RD4 RH30 RH41 RD18 HT1080 SKUT1 SKLMS1 GIST882 GISTT1 GIST48 SYO1 HSSYII K562 HL60 U937 THP1 MonoMac6 KG1 KG1a
MOLM13 MOLM14 MV411 OCIAML3 OCIAML2 Kasumi1 ML2 TF1 HEL Jurkat CCRFCEM MOLT4 MOLT3 HuT78 HuT102 HH SupT1 RPMI8226 U266
MM1S MM1R NCIH929 KMS11 KMS12 OPM2 JJN3 LP1 L363 AMO1 Raji Daudi Ramos Namalwa BJAB SUDHL4 SUDHL6 SUDHL2 OCILY1 OCILY3
OCILY7 OCILY10 OCILY19 TMD8 HBL1 Karpas299 Karpas422 DOHH2 RL Toledo Farage Granta519 Mino Jeko1 REC1 Z138 Maver1 MEC1 REH
Nalm6 RS411 SEM 697 L428 L1236 KMH2 HDLM2 GM12878 LCL TPC1 BCPAP K1 FTC133 FTC238 8505C 8305C CAL62 SW1736 C643 TT KAT18 NThyOri
NThyOri31 H295R NCIH295R SW13 BON1 QGP1 KRJI CA20948 FaDu CAL27 CAL33 SCC4 SCC9 SCC15 SCC25 SCC47 SCC154 HSC2 HSC3 HSC4
SAS HN4 HN6 HN30 UMSCC1 UMSCC10B UMSCC22A UMSCC47 UDSCC2 OECM1 Ca922 Detroit562 HEp2 Tu686 CNE1 CNE2 HONE1 SUNE1 HK1 C6661 5-8F
NP69 NP460 HIOEC ARPE19 RPE1 hTERTRPE1 Y79 WERIRB1 Mel270 OMM1 92.1 MP41 HLEB3 SRA0104 HCEC HTM HUVEC HUVECs HMEC1 HDMEC
HMVEC HCMEC HCMECD3 hCMECD3 HCAEC HAEC HPAEC HPMEC HBMEC HLMVEC EAhy926 HASMC HPASMC HCASMC AC16 HTR8SVneo JEG3 JAR BeWo
Swan71 HESC THESC KGN COV434 HGrC1 hMSC hBMSC hASC ADSC UCMSC hESC iPSC hiPSC H9 WA09 HUES KhES1 HPF HPLF HGF HDPSC hDPC SHED RASF
FLS MH7A CHON001 PBMC PBMCs MDCs Lec2k EndoCBH1 HAP1 HT1376 NALM GTL16 SNUC1 LIM1215 LIM1863 SKCO15 HS68 IMR5 MSTO211H H28 H2052 H2452 MET5A
`

const animal = `
3T3 NIH3T3 NIH/3T3 Swiss3T3 3T3L1 BALB3T3 L929 C3H10T12 MEF MEFs STO C2C12 L6 H9c2 HL1 RAW2647 RAW J774 J774A1 J774.2 BMDM BMDMs
BMDC BMDCs MHS IC21 P388D1 P388 WEHI3 WEHI231 WEHI164 EL4 YAC1 A20 BaF3 32D FDCP1 L1210 P815 B16 B16F10 B16F1 B16F0 B16BL6 B16OVA
YUMM1.7 YUMM17 CloudmanS91 S91 MelanA LLC LLC1 LewisLung 4T1 4T07 67NR EMT6 66cl4 TUBO D2A1 NMuMG EpH4 HC11 CommaD CT26 MC38 Colon26 C26
MCA205 MCA38 MethA Renca TC1 TCC1 mEER AT84 SCCVII MOC1 MOC2 Hepa16 Hepa1c1c7 H22 Hep55.1c AML12 Hepa PanO2 Pan02 KPC TRAMPC1 TRAMPC2 RM1
MyCCaP MB49 MBT2 ID8 MOSEC MC3T3 MC3T3E1 ATDC5 ST2 MLOY4 K7M2 DunnLM8 LM8 OP9 MS5 S17 Neuro2a N2a NSC34 HT22 BV2 N9 C8D1A GL261 CT2A 4C8 P19 R1 E14TG2a
D3ES MIN6 BTC6 NIT1 INS1 INS1E RINm5F RINm BRIN AR42J 266-6 IEC6 IEC18 NRK NRK52E NRK49F mIMCD3 IMCD3 M1 MCT MPC5 mTEC TKPTS BSC40
LLCPK1 PK15 PK(15) MDCK MDBK CRFK FRhK4 FRhK MA104 Vero VeroE6 COS1 COS7 CV1 BSC1 LLCMK2 CHO CHOK1 CHODG44 CHODXB11 V79 BHK BHK21 DON
PC12 B35 B50 RBL RBL2H3 GH3 GH4C1 AtT20 C6 9L F98 RG2 RT2 S635 BDIX DITNC1 CTXTNA2 RSC96 S16 HSCT6 BRL BRL3A BRLM H4IIE FAO McARH7777 McA Walker256 MATB3 MATLyLu
NBTII R3327 AT3 A7r5 A10 RASMC VSMC-rat BAEC BAECs BPAEC PAEC PAECs BCE CPAE MACT MACT BME PSMC IPECJ2 IPEC1 IPI2I ST SK6 PAM 3D4/21 EFN EqKT E.Derm
DF1 DT40 CEF LMH QT6 QM5 Sf9 Sf21 HighFive Hi5 S2 Kc167 C636 Aag2 ZF4 EPC FHM CHSE214 RTG2 RTgill XTC XL177 A6 TS20 XLK DH82 D17 CMT12 CF41
P3X63 SP20 NS0 NS1 X63 hybridoma MPC11 IMCD RINr OK LLC-PK1 WB-F344 WBF344 RLE6TN MLE12 MLE15 LA4 TM3 TM4 MLTC1 MA10 GC1 GC2 15P1 R2C I10 SVEC410 bEnd3 bEND.3
bEnd.3 MS1 MHEC MCEC MCEC1 C166 HEI-OC1 HEIOC1 UBOC1 661W RGC5 RMC1 mK4 MM55K 1MEA 7R1 H1A RCS CAD CCL64 Mv1Lu Mv1 PtK1 PtK2 Tb1Lu
`

/** Reporters and resistances that laboratories hang on a line's name: `A549-luc`, `4T1-GFP`. */
const tagged =
  /[-/ ](?:[Ll]uc\d?|e?GFP|RFP|mCherry|tdTomato|OVA|CisR|DDP|TR|Cas9|WT|KO|sh\w+|si\w+)$/
const norm = (name: string): string =>
  name
    .replace(tagged, '')
    .replace(/[-\s/.()]/g, '')
    .toLowerCase()
const table = (text: string): Set<string> => new Set(text.trim().split(/\s+/).map(norm))

const humanLines = table(human)
const animalLines = table(animal)

/** Names that are also ordinary symbols count only with `cell`, `line` or the like beside them. */
const needsContext =
  /^(?!(?:u87|ht29|sw48|hl60|mg63)$)(?:[a-z]{1,3}|[a-z]{1,2}\d{1,2}|\d+[a-z]?|hap1|melana|raw|hek|fls|hey|hel|rl|sem|hos|sas|toledo|kelly|mino|ramos|ok|don|llc|kpc|mcas|shed|ks|tt|hepa|mef)$/
const cellContext =
  /^[- ]?(?:\w+ )?(?:cells?\b|cell lines?|tumou?rs?\b|melanomas?\b|gliomas?\b|nodules?\b|xenografts?|allografts?|organoids?|transfectants?|line\b|monolayers?|spheroids?|fibroblasts?|myotubes?|transfect)/

export type CellOrigin = 'human' | 'animal'

/** Origin of a cell line as written, or null; `after` is the text that follows it. */
const cellOrigin = (name: string, after: string): CellOrigin | null => {
  const key = norm(name)
  const origin = humanLines.has(key) ? 'human' : animalLines.has(key) ? 'animal' : null
  if (!origin) return bearer(name)
  if (needsContext.test(key) && !cellContext.test(after)) return null
  return origin
}

/** The line that bears a transgene: `U87MG-EGFRvIII`, `MCF-7/ADR`. */
const bearer = (name: string): CellOrigin | null => {
  const key = norm(name.replace(/[-/][A-Za-z]\w*$/, ''))
  if (key.length < 4 || key === norm(name) || needsContext.test(key)) return null
  return humanLines.has(key) ? 'human' : animalLines.has(key) ? 'animal' : null
}

/** Runs of letters and digits that a cell line's name is made of, one to three of them. */
const lineToken = /(?<![\w-])[A-Za-z0-9]+(?:[-/.][A-Za-z0-9]+)*/g

/** Where cell lines are named in a text, and whose they are; the longest name at a place wins. */
export const cellLines = (text: string): { origin: CellOrigin; start: number; end: number }[] => {
  const tokens = [...text.matchAll(lineToken)].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
  }))
  const found: { origin: CellOrigin; start: number; end: number }[] = []
  let free = 0
  for (const [index, { start }] of tokens.entries()) {
    if (start < free) continue
    for (let size = 3; size >= 1; size--) {
      const last = tokens[index + size - 1]
      if (!last || last.end - start > 18) continue
      const name = text.slice(start, last.end)
      if (!/^(?:[A-Z0-9]|[bhm][A-Z])/.test(name) || /[^\w\s./-]| [a-z]/.test(name)) continue
      const origin = cellOrigin(name, text.slice(last.end, last.end + 24))
      if (!origin) continue
      found.push({ origin, start, end: last.end })
      free = last.end
      break
    }
  }
  return found
}
