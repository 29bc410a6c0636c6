/**
 * Words of the taxonomy list that physicians and everybody use in another sense: cells (`polymorphs`),
 * stages that people pass too (`blastocyst`), ways of life, names, gaits and meats.
 */
export const ordinary: ReadonlySet<string> = new Set(
  (
    'abortus polymorph aerobe anaerobe blastocyst blastosphere blastula gastrula morula critter amphidiploid ' +
    'heteroploid dihybrid monohybrid congenator ectoparasite endoparasite entoparasite eukaryote eucaryote ' +
    'pollinator predator agua agouti accentor bigeye bonnethead biddy bedder bronco broncho cayman cero cleg clegg ' +
    'cochin constrictor coot cooter cootie daw dobbin dogie dogy dory eft egger eggar elater gar gnawer goby jaeger ' +
    'kob kine lapdog largemouth ling loach lobefin longhorn longlegs lory lotte mademoiselle margate mavis merl merle ' +
    'milker milcher mollie molly molter moulter mudder nightwalker nightcrawler pacer poler prancer puffer pug ' +
    'rasher raptor ridgel riflebird robin sawbill setter shorthorn silverback slater spawner stocker stablemate ' +
    'sumpter tatou titi trotter tusker twitterer underwing varment wader whiting whooper wirehair punk punkie punky ' +
    'phasmid planula jument polyzoan redtail roughleg shovelhead thickhead tripletail walkingstick impala jaguar cougar ' +
    'mustang periwinkle bluebottle python puma silverfish cuttle chinch capiz biotype abalone accumulator ' +
    'pia coco cassie clocks blinks trumpets milo mei ramona cole rowan saprobe saprophyte exogen endogen polyanthus ' +
    'cive cion scion gum apomict autophyte autotroph myrtle daisy petal heather rosebay columbo marguerite nopal'
  ).split(' '),
)

/** Animals whose names are surnames, firms, cars and programs when written with a capital inside a sentence. */
export const surnameLike =
  /^(?:Chicks?|Fox|Fox(?:e)?s|Wolf|Wolfs?|Birds?|Hares?|Lambs?|Drakes?|Swans?|Cranes?|Bulls?|Finch|Finches|Sparrows?|Crows?|Hawks?|Falcons?|Salmons?|Herrings?|Pike|Bass|Roach|Buck|Marten|Beavers?|Badgers?|Ducks?|Peacocks?|Nightingale|Woodcock|Partridge|Robin|Jay|Martin|Lyons?|Lions?|Tigers?|Leopards?|Zebras?|Jaguars?|Pumas?|Cougars?|Panthers?|Pandas?|Pythons?|Cobras?|Vipers?|Otters?|Owls?|Eagles?|Ravens?|Herons?|Kites?|Storks?|Doves?|Pigeons?|Rooks?|Wrens?|Cocks?|Bantams?|Stags?|Rams?|Colts?|Steers?|Hogs?|Bears?|Moles?|Shrews?|Voles?|Camels?|Elephants?|Whales?|Dolphins?|Sharks?|Seals?|Trout|Carp|Eels?|Lobsters?|Crabs?|Oysters?|Turtles?|Frogs?|Toads?|Newts?|Lizards?|Geckos?|Iguanas?|Dragons?|Spiders?|Scorpions?|Hornets?|Wasps?|Bees?|Ants?|Moths?|Butterfl(?:y|ies)|Crickets?|Ladybirds?|Kangaroos?|Koalas?|Wombats?|Possums?|Gorillas?|Orang\w*|Lemurs?|Mustangs?|Ponies|Pony|Buffalo|Bison|Moose|Elks?|Deer|Goose|Gull|Grouse|Quails?|Condors?|Penguins?|Flamingos?|Parrots?|Canary|Canaries|Squirrels?|Raccoons?|Hedgehogs?|Squids?|Octopus|Starfish|Jellyfish|Barracuda|Piranha|Hydra)$/
