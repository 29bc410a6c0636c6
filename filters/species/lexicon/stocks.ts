import { byFirstLetter } from '../../../pipeline/alternatives.ts'

/**
 * Stocks, lines and mutants of laboratories beyond the commonest (see strains.ts), after the catalogues
 * of the large breeders and the nomenclature rules of each organism's community.
 */
const mice =
  'CBA(?:\\/?\\w+)?|CAST\\/\\w+|PWK\\/\\w+|WSB\\/\\w+|SPRET\\/\\w+|SM\\/J|LP\\/J|SWR(?:\\/J)?|KK-?A[y]|NZO|TALLYHO|TSOD|SAM[PR]-?\\d+|STR\\/ort|BXSB|BALB-?[cC]|Balb-?[cC]|B6C3F1|B6D2F1?|CB6F1|BDF1|CF-?1|OF-?1|' +
  'Swiss-Webster|[Bb]lack[- ]?6|BKS|Parkes|BUB\\/BnJ|PL\\/J|RIIIS|MOLF|C58|C57(?!\\w)|A\\/WySn|129(?:X1|P\\d|T\\d|\\/Ola)\\w*|APP23|APPPS1|TgF344|Tg-?SwDI|PS19|rTg\\d+|THY-Tau\\d*|Thy1-\\w+|SOD1[- ]?\\(?G93A\\)?(?= (?:mice|mouse|rats?|spinal|animals))|zQ175|' +
  'YAC128|BACHD|HdhQ\\d+|MitoPark|dy(?:2J|W)?\\/dy\\w*|mdx\\w*|D2-?mdx|[Rr]eeler|[Ss]hiverer|[Tt]witcher|[Jj]impy|[Ss]taggerer|[Ll]urcher|[Ww]eaver mut\\w+|[Qq]uaking viable|[Tt]rembler-?J|[Ww]altzer|[Mm]otheaten|[Ss]curfy|' +
  'rd\\d{1,2}|rds\\b|P23H|cpk\\/cpk|pcy\\/pcy|jck\\/jck|gld\\/gld|lpr|nmd\\/nmd|pmn\\/pmn|W\\/Wv|WBB6F1|Kit(?:W-sh|Wsh)|A[vy]y?\\/a|\\w{1,4}\\/\\w{1,4}(?= (?:mice|mouse|littermates?))|E[μu]-?(?:[Mm]yc|TCL1)|Vk\\*?MYC|Hi-?Myc|' +
  'LSL-\\w+|Kras(?:LSL|G12\\w)[\\w-]*|p53(?:fl|LSL|R172H)[\\w/-]*|RIP-?(?:Tag|OVA|LCMV)\\w*|OT-?I{1,2}(?= (?:cells|mice|T))|DO11\\.10|2D2 (?:mice|TCR)|SKG mice|hTNF-?tg|TNF-?tg|GEMMs?|Tg26|Col4a3\\w*|K14-\\w+|K5-\\w+|MMTV-\\w+|' +
  '(?:Alb|Tie2|Cdh5|Villin|Lgr5|Pdx1|Ptf1a|Nestin|Nes|GFAP|Sox\\d+|Krt\\d+|K14|Myh6|αMHC|alpha-?MHC|Prx1|Col2a1|Osx|Dmp1|LysM|Cx3cr1|CaMKII\\w?|Synapsin|Foxd1|Six2|Pax\\d|Wnt1|Rosa26|ROSA26)(?:-|::)?(?:Cre\\w*|tTA|rtTA|LacZ|lacZ|tdTomato)|Rosa26|ROSA26(?:R|-\\w+)?|TGN\\d+\\w+|\\bTg\\(\\w[^)]{1,24}\\)'
const rats =
  'Sprague-?Dawleys?|SD rats?|Wistars|Lewis (?:animals|females?|males?|rats?|strain)|PVG|Hooded Lister|Holtzman|Charles Foster|Druckrey|Lobund|Copenhagen(?= (?:rats?|males?))|Noble rats?|Eker|PCK rats?|Han:SPRD|GAERS|LEC rats?|BBDP|BB\\/Wor|RNU|SHROB|Dahl[- ]?S\\w*|ISIAH|Munich Wistar\\w*|TGR\\(\\w+\\)|mRen2|Brattleboro|Nagase|Rowett'
const others =
  'Dunkin[- ]Hartley|[Ss]train 13 guinea|New Zealand Whites?|NZW|Dutch[- ][Bb]elted|Flemish [Gg]iant|Californian (?:does?|rabbits?)|Hyplus|BIO ?14\\.6|[Gg]olden hamsters?|Djungarian|Sinclair swine|Ossabaw|Micro-?Yucatan|Aachen minipigs?|Danish Landrace|Topigs\\w*|Göttingens|Shaver|Isa Brown|ISA Brown|Hubbard|Ross[- ]?\\d{3}|Cobb[- ]?\\d{3}|SPF (?:eggs|chicks|birds|layers)|Lohmann \\w+'
const small =
  '[a-z]{2,8}>[A-Z]\\w+|TM[36]B?,? ?(?:Sb|Tb|Ser)|CyO\\b|MARCM|[Cc]anton-?S|w1118|Gal80|dsRNA-?fed|dauer|NF (?:stages? )?\\d{2}|Nieuwkoop\\w*|hpf\\b|dpf\\b|mpf\\b|\\d+ ?dph\\b|casper fish|nacre|wild-?type AB|Tübingen (?:fish|larvae)|T[üu]\\/AB|AB\\/T[üuL]\\w?|tp53-null fish'

/** Genera of laboratories and farms that stand for themselves without an epithet. */
const genera =
  'Drosophila|Caenorhabditis|Xenopus|Danio|Oryzias|Nothobranchius|Rattus|Macaca|Papio|Callithrix|Chlorocebus|Saimiri|Microcebus|Mesocricetus|Cricetulus|Meriones|Oryctolagus|Heterocephalus|Spalax|Peromyscus|Microtus|Sigmodon|Mastomys|Acomys|Monodelphis|Ambystoma|Pleurodeles|Salmo|Oncorhynchus|Cyprinus|Carassius|Oreochromis|Dicentrarchus|Fundulus|Poecilia|Anolis|Bombyx|Tribolium|Manduca|Locusta|Schistocerca|Gryllus|Daphnia|Artemia|Aplysia|Lymnaea|Nematostella|Ciona|Strongylocentrotus|Schmidtea|Dugesia|Crassostrea|Mytilus|Haliotis|Penaeus|Litopenaeus|Branchiostoma|Petromyzon|Coturnix|Taeniopygia|Meleagris'
/** `M. mulatta`, `D. rerio`: the epithet tells. */
const epithets =
  'mulatta|fascicularis|nemestrina|arctoides|fuscata|jacchus|anubis|hamadryas|ursinus|papio|norvegicus|rattus|musculus|domesticus|cuniculus|porcellus|auratus|griseus|unguiculatus|familiaris|lupus|catus|taurus|indicus|scrofa|aries|hircus|caballus|asinus|gallus|gallopavo|coturnix|japonica|platyrhynchos|laevis|tropicalis|mexicanum|rerio|latipes|furzeri|salar|trutta|mykiss|carpio|niloticus|labrax|aurata|maculatus|reticulata|melanogaster|simulans|elegans|mellifera|mori|castaneum|californica|stagnalis|gigas|edulis|galloprovincialis|vannamei|monodon|purpuratus|mediterranea|intestinalis|glaber|ehrenbergi|leucopus|maniculatus|putorius|furo|vison|vulpes|sapiens(?!)'

export const stockCues = [
  {
    kind: 'strain',
    weight: 2.8,
    pattern: new RegExp(`(?<![\\w/-])${byFirstLetter(mice)}(?![\\w])`, 'g'),
  },
  {
    kind: 'strain',
    weight: 2.8,
    pattern: new RegExp(`(?<![\\w/-])${byFirstLetter(`${rats}|${others}`)}(?![\\w])`, 'g'),
  },
  {
    kind: 'model organism',
    weight: 2.6,
    pattern: new RegExp(`(?<![\\w/-])${byFirstLetter(small)}`, 'g'),
  },
  {
    kind: 'scientific name',
    weight: 1.8,
    pattern: new RegExp(
      `(?<![\\w-])${byFirstLetter(genera)}\\b(?! (?:cells?|S2|homolog|gene|protein))`,
      'g',
    ),
  },
  {
    kind: 'scientific name',
    weight: 2.6,
    pattern: new RegExp(`\\b[A-Z]\\. ?(?:${epithets})\\b`, 'g'),
  },
] as const
