/** Organisms without tissue: alone on a slide they are not human; inside tissue they decide nothing. */
export const microbeCues = [
  {
    kind: 'microorganism',
    weight: 2,
    pattern:
      /\b(?:(?:culture|isolate|colony|growth) (?:isolated |grown |obtained |taken )?from (?:the|a) patient\w*|bacterial pellets?|virus particles|(?:bacterial|yeast|fungal|viral|single|pure) (?:colon(?:y|ies)|cultures?|cells|particles?|suspension|growth|strains?)|colony morphology|agar|broth|biofilms?|Gram[- ](?:stain of (?:the )?(?:isolate|culture|colon)|negative rods in culture|positive cocci in culture)|isolates?\b|strain [A-Z]\w*\d+|tape (?:preparation|mount)|lactophenol|slide culture|wet mount of (?:a )?(?:culture|colony)|plasmids?|CFU|MIC\b|minimum inhibitory|virions?|capsids?|cryo-?EM|negatively stained|negative stain(?:ing|ed)? (?:EM|electron)|phages?|promastigotes?|epimastigotes?|tachyzoites?|trophozoites? in culture|E\. coli|Escherichia|S\. cerevisiae|Saccharomyces|B\. subtilis|Streptomyces|Pseudomonas|nanoparticles?|adult worms?|sporulated oocysts?|oocysts? in culture|cercariae?|miracidi\w+|sporocysts?|scolex|proglottids?|tegument)\b/gi,
  },
  {
    kind: 'fungus',
    weight: 1,
    pattern: /\b(?:spores?|hyphae?|mycelium|mycelia|conidia|yeasts?)\b/gi,
  },
] as const
