/**
 * Parasites, fungi and bacteria that live in people and animals alike: in tissue they say nothing
 * about whose it is. Genera as manuals of medical microbiology and parasitology list them.
 */
const genera =
  'Acanthamoeba|Acinetobacter|Actinomyces|Aeromonas|Alternaria|Anaplasma|Ancylostoma|Angiostrongylus|Anisakis|Ascaris|Aspergillus|' +
  'Babesia|Bacillus|Bacteroides|Balamuthia|Balantidium|Bartonella|Basidiobolus|Baylisascaris|Blastocystis|Blastomyces|Bordetella|' +
  'Borrelia|Borreliella|Brucella|Brugia|Burkholderia|Campylobacter|Candida|Capillaria|Chlamydia|Chlamydophila|Citrobacter|Cladophialophora|' +
  'Clonorchis|Clostridi(?:um|oides)|Coccidioides|Conidiobolus|Cordylobia|Corynebacterium|Coxiella|Cryptococcus|Cryptosporidium|' +
  'Cunninghamella|Curvularia|Cutibacterium|Cyclospora|Cystoisospora|Demodex|Dermatobia|Dicrocoelium|Dientamoeba|Dioctophyma|Diphyllobothrium|' +
  'Dipylidium|Dirofilaria|Dracunculus|Echinococcus|Ehrlichia|Encephalitozoon|Entamoeba|Enterobius|Enterococcus|Enterocytozoon|' +
  'Escherichia|Exophiala|Fasciola|Fasciolopsis|Fonsecaea|Francisella|Fusarium|Fusobacterium|Giardia|Gnathostoma|Haemophilus|' +
  'Halicephalobus|Helicobacter|Heterophyes|Histoplasma|Hymenolepis|Klebsiella|Lacazia|Legionella|Leishmania|Leptospira|Lichtheimia|' +
  'Linguatula|Listeria|Loa|Lomentospora|Madurella|Malassezia|Mansonella|Metagonimus|Microsporum|Moraxella|Mucor|Mycobacterium|Mycoplasma|' +
  'Naegleria|Necator|Neisseria|Nocardia|Oesophagostomum|Onchocerca|Opisthorchis|Paracoccidioides|Paragonimus|Pasteurella|Pediculus|' +
  'Phialophora|Pneumocystis|Prevotella|Propionibacterium|Proteus|Prototheca|Pseudomonas|Pthirus|Rhinosporidium|Rhizomucor|Rhizopus|' +
  'Rhodococcus|Rickettsia|Salmonella|Sarcocystis|Sarcoptes|Scedosporium|Schistosoma|Serratia|Shigella|Spirometra|Sporothrix|' +
  'Staphylococcus|Streptococcus|Strongyloides|Taenia|Talaromyces|Toxocara|Toxoplasma|Treponema|Trichinella|Trichomonas|Trichophyton|' +
  'Trichosporon|Trichuris|Tropheryma|Trypanosoma|Tunga|Ureaplasma|Vibrio|Wuchereria|Yersinia|Plasmodium|Penicillium|Enterobacter|Cryptocotyle'

export const pathogenGenus = new RegExp(`^(?:${genera})$`)
/** `Toxocara canis`, `Strongyloides larvae`, `C. albicans`: with what follows. */
export const pathogenName = new RegExp(`\\b(?:${genera})\\b(?: [a-z]{3,})?`, 'g')

/** Common names; `dog heartworm` and `sheep liver fluke` are worms of people too. */
export const parasiteWord =
  /\b(?:(?:tape|hook|pin|thread|round|whip|lung|heart|flat|eye|blood)-?worms?|worms?|helminths?|(?:liver |lung |blood |intestinal )?flukes?|ticks?|lice|louse|mites?|fleas?|maggots?|bot ?fl(?:y|ies)|microfilariae?|filariae?|hydatids?|cysticerc\w+|protoscol\w+|proglottids?|schistosom\w+|nematodes?|trematodes?|cestodes?|protozoa\w*|amoeb\w+|amastigotes?|trypomastigotes?|bradyzoites?|leishman\w+|parasit\w+)\b/gi
