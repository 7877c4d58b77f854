"""What the sources of the tables lack or have wrong, mended by hand."""

from __future__ import annotations

FREE_WORDS = frozenset(
    "Astrakhan Bologna Bursa Canton Delft Derby Hamburg Manila Muscat Oxford Phoenix Perm"
    " Shanghai Trier Wellington Hull Anchorage Buffalo Concord Providence Cork Limerick"
    " Shoreline Paisley".split()
)
"""Words in the dictionary by chance of spelling or after the city; a capital makes the city."""
FREE_NAMES = frozenset(
    "Paris London Berlin Rome Vienna Madrid Moscow Dublin Lyon Geneva Florence Milan Sydney"
    " Melbourne Verona Venice Vienna Lisbon Warsaw Bristol Belfast Edinburgh Leeds Manchester"
    " Liverpool Birmingham Glasgow Sofia Helsinki Oslo Riga Havana Damascus Lima Santiago"
    " Kabul Odessa Brisbane Perth Adelaide Canberra Boston Dallas Houston Denver Seattle"
    " Cleveland Detroit Chicago Memphis Nashville Minneapolis Albuquerque Sacramento Portland"
    " Baltimore Cincinnati Pittsburgh Orlando Tampa Honolulu Tulsa Omaha Cambridge Kherson"
    " Mariupol Nuremberg Bremen Dresden Leipzig Nantes Bordeaux Marseille Toulouse Strasbourg"
    " Kingston Bergen Basel Bern Salzburg Brighton Sheffield Coventry Bradford Plymouth"
    " Preston York Lancaster Durham Winnipeg Hamilton Windsor Cardiff Swansea Kent"
    " Frankfurt Stuttgart Cologne Aleppo Mosul Basra Tikrit Jenin Nablus Hebron Rafah"
    " Atlanta Bilbao Zaragoza Sevilla Seville Valencia Murcia Chihuahua Goma Córdoba"
    " Kerman".split()
) - {"Kent", "York", "Preston", "Bradford", "Hamilton", "Lancaster", "Durham", "Windsor"}
NEVER = frozenset(
    "Of Police University Airport Republic Central Federal Same Time March Date Best Most Much"
    " Say Sale Deal Officer Commonwealth Union Summit Mission Metro Opportunity Normal Boo"
    " Bimbo Parole Man Buy Ye Young Enterprise City Centre Center Along Bar Pop Sue Superior"
    " Imperial Liberal Liberty Paramount Alliance Butterfly Meta Adobe Presidente Monte Cruz"
    " Lent Georgia Prince Saint Santa San Los Las Zone District Indian Spring Independence"
    " Sport General Asia Europa Asad Chi Bo Kara Progress Pravda Victory Kos Goma Mexico"
    " Westminster".split()
) - {"Goma"}
"""Cities that no rule can tell from the word."""
ALIASES = {
    "US": "United States|United States of America|U.S.|US|USA|U.S.A.|America|the States"
    "|Stati Uniti|Estados Unidos|EE.UU.|EEUU|États-Unis|Vereinigte Staaten|Vereinigten Staaten"
    "|США|Соединенные Штаты|美国|美國|EUA",
    "GB": "United Kingdom|U.K.|UK|Britain|Great Britain|Großbritannien|Grande-Bretagne"
    "|Gran Bretaña|Gran Bretagna|Grã-Bretanha|Reino Unido|Royaume-Uni|Regno Unito"
    "|Vereinigtes Königreich|Великобритания|Британия|英国|英國",
    "AE": "United Arab Emirates|UAE|U.A.E.",
    "KR": "South Korea|Republic of Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud"
    "|Coreia do Sul|韩国|한국|Южная Корея|ROK",
    "KP": "North Korea|DPRK|Nordkorea|Corée du Nord|Corea del Norte|Coreia do Norte|朝鲜|북한"
    "|Северная Корея",
    "RU": "Russia|Russian Federation|Россия|РФ|俄罗斯|俄国",
    "CN": "China|People's Republic of China|PRC|mainland China|中国|中國",
    "CZ": "Czech Republic|Czechia",
    "MM": "Myanmar|Burma",
    "CI": "Ivory Coast|Côte d'Ivoire|Cote d'Ivoire",
    "CD": "Democratic Republic of Congo|Democratic Republic of the Congo|DRC|DR Congo"
    "|Congo-Kinshasa",
    "CG": "Congo|Republic of Congo|Republic of the Congo|Congo-Brazzaville",
    "PS": "Palestine|Palestinian Territories|Palestinian territories",
    "TR": "Turkey|Türkiye|Turkiye",
    "NL": "Netherlands|The Netherlands|Holland",
    "MK": "North Macedonia|Macedonia",
    "SZ": "Eswatini|Swaziland",
    "CV": "Cape Verde|Cabo Verde",
    "TL": "East Timor|Timor-Leste",
    "VA": "Vatican City|Vatican|Holy See",
    "XK": "Kosovo",
    "TW": "Taiwan|台湾|臺灣",
    "HK": "Hong Kong|香港",
    "BA": "Bosnia|Bosnia and Herzegovina|Bosnia-Herzegovina",
    "SY": "Syria",
    "LA": "Laos",
    "VN": "Vietnam|Viet Nam",
    "IR": "Iran|Islamic Republic of Iran",
    "BS": "Bahamas|The Bahamas",
    "GM": "Gambia|The Gambia",
    "FM": "Micronesia",
    "ST": "Sao Tome and Principe|São Tomé and Príncipe",
    "BY": "Belarus|Weißrussland|Беларусь|Белоруссия",
    "SV": "El Salvador",
    "SA": "Saudi Arabia|Saudi-Arabien",
    "VC": "St. Vincent and the Grenadines|Saint Vincent and the Grenadines",
    "LC": "St. Lucia|Saint Lucia",
    "KN": "St. Kitts and Nevis|Saint Kitts and Nevis",
    "TT": "Trinidad and Tobago|Trinidad",
    "GE": "Georgia",
    "JO": "Jordan",
    "TD": "Chad",
    "AQ": "Antarctica",
}
DEMONYMS = {
    "US": "American|Americans|US|U.S.", "GB": "British|Briton|Britons|UK", "NL": "Dutch",
    "FR": "French", "DE": "German|Germans", "ES": "Spanish|Spaniard|Spaniards", "CH": "Swiss",
    "IE": "Irish", "DK": "Danish|Dane|Danes", "SE": "Swedish|Swede|Swedes",
    "PL": "Polish|Pole|Poles",
    "FI": "Finnish|Finn|Finns", "TR": "Turkish|Turk|Turks",
    "PH": "Filipino|Filipina|Filipinos|Philippine",
    "IL": "Israeli|Israelis", "PS": "Palestinian|Palestinians", "SA": "Saudi|Saudis",
    "AE": "Emirati|Emiratis", "KR": "South Korean|South Koreans",
    "KP": "North Korean|North Koreans",
    "CZ": "Czech|Czechs", "SK": "Slovak|Slovaks", "SI": "Slovenian|Slovene|Slovenes",
    "RS": "Serbian|Serb|Serbs", "HR": "Croatian|Croat|Croats", "BA": "Bosnian|Bosnians",
    "GR": "Greek|Greeks", "PT": "Portuguese", "NO": "Norwegian|Norwegians", "IS": "Icelandic",
    "NZ": "New Zealander|Kiwi", "TH": "Thai|Thais", "VN": "Vietnamese", "MM": "Burmese|Myanmar",
    "KZ": "Kazakh|Kazakhstani", "UZ": "Uzbek", "TJ": "Tajik", "KG": "Kyrgyz", "TM": "Turkmen",
    "AF": "Afghan|Afghans", "PK": "Pakistani|Pakistanis", "BD": "Bangladeshi",
    "IN": "Indian|Indians",
    "LK": "Sri Lankan|Sri Lankans", "IQ": "Iraqi|Iraqis", "IR": "Iranian|Iranians",
    "YE": "Yemeni|Yemenis", "KW": "Kuwaiti", "QA": "Qatari", "BH": "Bahraini", "OM": "Omani",
    "AR": "Argentine|Argentinian|Argentines", "CU": "Cuban|Cubans",
    "HK": "Hong Konger|Hong Kongers",
    "TW": "Taiwanese", "VA": "Vatican", "ME": "Montenegrin", "MK": "Macedonian",
    "XK": "Kosovan|Kosovar",
    "CD": "Congolese", "CI": "Ivorian", "NE": "Nigerien", "SO": "Somali|Somalis",
    "LU": "Luxembourgish", "MC": "Monegasque", "CY": "Cypriot", "BE": "Belgian|Belgians",
    "RU": "Russian|Russians", "UA": "Ukrainian|Ukrainians", "CN": "Chinese", "JP": "Japanese",
    "SY": "Syrian|Syrians", "LB": "Lebanese",
}  # fmt: skip
NOT_ALIASES = frozenset(
    "Island Indie Mali Man Dominique Domenica Reunion Guam Jersey Martinique Niger Tonga"
    " Cuba Saint-Martin Iran Irland Island Islands Chile Eire Ida Indi Sudan Benim Katar Çin"
    " Aland Malo Samo Cipro Viet Nam Nigeria Guinea Malta Peru Togo Congo Georgia".split()
)
"""Names in other languages that mean something else in one we read more often."""
NOT_FIRST_NAMES = frozenset(
    "May Will Peace Grant Faith Hope Grace Joy Art Price Bank Case Dean Major General Judge"
    " King Queen Prince Princess Duke Earl Baron Royal Justice Chance Christian Summer April"
    " June August Autumn Winter Sunday Monday Tuesday Wednesday Thursday Friday Saturday"
    " January February March September October November December North South East West"
    " America Europe Asia Africa India China Israel London Paris Berlin Sydney Dallas Austin"
    " Houston Phoenix Jordan Chad Georgia Kenya Savannah Florence Vienna Lourdes Trinidad"
    " Santa San Saint Star Angel Blue Green Red Black White Gold Silver Forest River Lake"
    " Ocean Rain Sky Sunny Storm Rose Lily Daisy Ivy Iris Violet Holly Pearl Ruby Jade Amber"
    " Crystal Diamond Precious Treasure Destiny Essence Unique Royce True Wise Noble Loyal"
    " The An In On At Of For And But Or If So As By To From With No Not Do Go My Me We He She"
    " It I You They This That These Those When Where While After Before Since Until Though"
    " Ministry Bank Group Company Party University Court Council House Senate Congress State"
    " States National Federal Central Police Army Navy Air Force Great New Old United Union"
    " English French German Russian Chinese American British Turkish Polish Irish Roman"
    " Apple Google Amazon Intel Ford Chevrolet Toyota Honda Tesla Mercedes Delta Alpha Beta"
    " World Cup League City Town County Club Team Day Night Time Year Week Happy Lucky Merry"
    " Madison Brooklyn Lincoln Washington Virginia Carolina Dakota Montana Nevada Arizona"
    " Tennessee Alabama Indiana Louisiana Maryland Texas Utah Kansas Denver Boston Memphis"
    " Cleveland Orlando Chelsea Milan Lyon Lima Santiago Sofia Havana Valencia Petra Medina"
    " Salem Bethlehem Jerusalem Nazareth Genesis Trinity Angels Heaven Nevaeh Bishop Pope"
    " Deacon Marshall Sergeant Captain Doctor Mister Miss Lady Lord Sir".split()
) - {"Jordan", "Grace", "Angel", "Rose", "Dean", "Faith", "Holly", "Sofia", "Petra", "Virginia",
     "Chelsea", "Florence", "Austin", "Jade", "Ruby", "Lily", "Daisy", "Amber", "Iris",
     "Marshall", "Earl", "Christian", "Georgia", "Dakota"}  # fmt: skip
COMMON_FIRST_NAMES = frozenset(
    "John Johnny Peter Charlie Angelica Amber Bailey Barney Billy Bobby Brad Brandy Charity"
    " Chip"
    " Clement Clementine Curt Daisy Dawn Derrick Dieter Dolly Eddy Emerald Ernest Eve Fay Fern"
    " Fritz Garrison Genie Griffin Hazel Heather Hector Holly Homer Hunter Iris Ivory Jade"
    " Jasmine Joey Ken Kip Kitty Lacy Lane Laurel Lea Liberty Lily Linden Lionel Lulu Mac"
    " Madden Maria Marina Mason Maxim Maxima Meg Melody Mercy Mick Mickey Miller Molly Myrtle"
    " Napoleon Noel Octave Ole Pascal Patsy Patty Patience Phoebe Pierce Pippa Polly Poppy"
    " Prudence Rick Rocky Rod Romeo Rosemary Rosy Ruby Sawyer Scarlet Serge Sheila Sherry"
    " Sierra"
    " Sonny Stein Sterling Tad Tanner Tate Ted Teddy Tiny Timothy Trey Urban Val Valentine"
    " Verena Veronica Victory Viola Waldo Willow Willy Wolf Wolfram Woody Zed Beau Brook Carter"
    " Chandler Chase Cooper Drake Duff Emir Foster Freeman Garnet Jun Kelvin Kirk Leo Marvel"
    " Mercer Quint Rand Sandor Shay Sol Wilfred Fanny Florin Benedict Bonny Barb Babe Celesta"
    " Joy Rhea Lei Min Yang Jin Hung Rose Angel Grace Christian Jordan Aurora Magnus"
    " Mark Bill Bob Jack Frank Rob Pat Nick Pete Dick Sue Drew Grant Max Art Gene Ray Carol"
    " Rich Don Guy Ed Al Bo Jo Ty Cy Josh Chuck Buck Rusty Randy Sandy Penny Robin Marian"
    " Olive Rosemary Ginger Basil Dean Earl Victor Martin Graham Nelson Tucker Cliff Dale"
    " Glen Heath Jasper Kit Lance Miles Morris Pierce Reed Ross Rowan Skip Stew Ward Warren"
    " Wade Clay Colt Dirk Hank Harry Harley Jay Jean Jenny Jerry Jimmy Josh Lee Lou Mike"
    " Nat Sally Sean Terry Tim Tom Tony Troy Walter Wally Wang Wendy Will-Smith Bashar"
    " Volodymyr Vladimir Recep Emmanuel Joe Donald Barack Kamala Narendra Xi Kim Benjamin"
    " Mahmoud Ursula Olaf Angela Rishi Keir Boris Theresa Giorgia Pedro Viktor Mateusz Sanna"
    " Jens Antony Lloyd Sergei Sergey Dmitry Yevgeny Ramzan Alexei Alexander Lula Jair Gabriel"
    " Gustavo Nicolas Javier Justin Jacinda Fumio Shinzo Yoon Moon Ferdinand Joko Prabowo"
    " Imran Shehbaz Nawaz Sheikh Abiy Cyril Muhammadu Bola Paul Uhuru William Yoweri Abdel"
    " Mohammed Mohammad Mohamed Muhammad Ebrahim Hassan Ali Hossein Bezalel Itamar Yair Yoav"
    " Ismail Yahya Khaled Saad Najib Lionel Cristiano Kylian Erling Novak Rafael Roger Serena"
    " Naomi Iga Carlos Jannik Lewis Max Usain Simone LeBron Stephen Elon Jeff Mark Satya"
    " Sundar Tim Jamie Warren Christine Jerome Janet Kristalina Tedros Antonio Anthony Tadej"
    " Mikaela Eliud Faith Femke Armand Marcell Gianmarco Ons Coco Aryna Steph Jalen Patrick"
    " Travis Tom Aaron Shohei Mao Hu Wen Qin Li Zhao Sun Zhu Lin Chen Liu Yang Huang".split()
) - {"Will-Smith", "Xi", "Kim", "Moon", "Wang", "Mao", "Hu", "Wen", "Qin", "Li", "Zhao", "Sun",
     "Zhu", "Lin", "Chen", "Liu", "Yang", "Huang", "Sheikh", "Skip", "Yoon",
     "Buck"}  # fmt: skip
NEWS_STOPWORDS = (
    "said says say told added according also would could may might one two three four five six"
    " seven eight nine ten first second last new year years day days week weeks month months"
    " time monday tuesday wednesday thursday friday saturday sunday january february march"
    " april june july august september october november december mr mrs ms people many much"
    " including since however among made make made get got go going still back since per cent"
    " percent million billion thousand reuters ap afp dpa"
).split()
NOT_STOPWORDS = frozenset(
    "work computer economic invention research test system state states case cases fire face"
    " group groups area areas order bill problem problems member members room rooms interest"
    " interests side sides point points number numbers world".split()
)
