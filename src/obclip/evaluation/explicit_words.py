"""Words that say a gender, an age or a people, for a check that does not trust the safeguard: written apart from its vocabulary.

It is to be read, not to be complete. `THINGS` are what such a word says nothing of a person before: an old house, an African elephant;
`TITLES` are names in which they say nothing either.
"""

_GENDER = """
    man men woman women boy boys girl girls guy guys gal gals lad lads lass lasses lady ladies gentleman gentlemen male males female
    females he she him her his hers himself herself king kings queen queens prince princes princess princesses duke dukes duchess emperor
    emperors empress empresses baron baroness countess lord lords mother mothers father fathers mom moms mum mums mommy mama dad dads
    daddy papa son sons daughter daughters brother brothers sister sisters uncle uncles aunt aunts aunty nephew niece grandfather
    grandmother grandpa grandma granddad grandson granddaughter granny husband husbands wife wives bride brides groom grooms bridegroom
    boyfriend girlfriend widow widower bachelor actress actresses waitress hostess stewardess goddess goddesses priestess priestesses
    sorceress enchantress seductress witch witches wizard wizards warlock heroine businessman businessmen businesswoman businesswomen
    policeman policemen policewoman fireman firemen fisherman fishermen mailman milkman salesman nobleman noblewoman cowboy cowboys
    cowgirl cowgirls gentlewoman madam sir mister mr mrs ms masculine feminine manly womanly girly boyish girlish monk monks nun nuns
    friar abbess schoolboy schoolgirl tomboy ballerina maiden maidens damsel dude dudes bloke bro chap matriarch patriarch stepmother
    stepfather godfather godmother mermaid mermaids merman huntress murderess seamstress housewife waifu husbando catgirl catboy 1girl
    1boy 2girls 2boys 3girls 3boys 1woman 1man shota loli femboy
"""
_AGE = """
    young younger youngest old older oldest elder elders elderly aged teen teens teenager teenagers teenage adolescent adolescents child
    children kid kids baby babies infant infants toddler toddlers newborn adult adults grown senior seniors septuagenarian octogenarian
    nonagenarian centenarian youth youths youthful youngster preteen tween juvenile mature grandfather grandmother grandpa grandma granny
    granddad geriatric twenties thirties forties fifties sixties seventies eighties nineties shota loli
"""
_PEOPLE = """
    african africans asian asians european europeans caucasian caucasians american americans hispanic latino latinos latina latinas latinx
    arab arabs arabian arabic afghan albanian algerian argentinian armenian australian austrian azerbaijani belgian bolivian brazilian
    british bulgarian burmese cambodian canadian chilean chinese colombian congolese croatian cuban czech danish dutch egyptian english
    estonian ethiopian filipino filipina finnish french georgian german ghanaian greek haitian hungarian icelandic indian indians
    indonesian iranian iraqi irish israeli italian jamaican japanese jewish kazakh kenyan korean kurdish laotian latvian lebanese libyan
    lithuanian malaysian mexican mongolian moroccan nepali nepalese nigerian norwegian pakistani palestinian persian peruvian polish
    portuguese romanian russian samoan saudi scandinavian scottish senegalese serbian siberian sicilian slavic slovak somali spanish
    sudanese swedish swiss syrian taiwanese tanzanian thai tibetan tunisian turkish ugandan ukrainian uzbek venezuelan vietnamese welsh
    yemeni zulu aboriginal maori inuit cherokee navajo apache mulatto biracial ebony
"""
_THINGS = """
    airplane airplanes aircraft album album alley anime apartment archive architecture art armchair attic band bank bar bark barn barrel
    bathroom beach bear bed bench bicycle bike bird birds boat boats book books boot boots bottle box brick bridge building buildings
    bulldog bus cabin cafe camera canvas car cars castle cat cats cathedral cave cemetery chair chest church cinema city clock coat coin
    coffee computer cottage countryside cruiser cuisine curtains desk desert dog dogs door doors dragon dragons dress drawing eagle
    elephant elephants embroidery empire engine english era europe factory fan farm farmhouse fashioned fence film flag flags folklore
    food forest furniture garden gardens gate ghost gothic graveyard hall hat hen hospital horror horse horses hotel house houses hut ink
    kimono kitchen kitten lamp landscape language lantern lanterns leather leopard letters library lighthouse lion lions lizard manga
    manor mansion manuscript map market master masters mill mine mirror monastery monument mosque motorcycle mountain mountains movie
    museum mythology newspaper oak oats ocean opera ornaments owl owls page paint painting paintings palace paper parchment park parrot
    pattern penguin phone photo photograph photographs photos piano picture pirate plane plant poster pottery pub puppy quarter radio
    railway restaurant revolution river road robot room rope ruin ruins rug savanna savannah school script sculpture seas ship ships
    shepherd shoes sign soup spaniel stadium station statue steam stone stories street streets style suitcase swamp sword symbols table
    tapestry tarot tea telephone television temple temples terrier text theatre theater tiger tigers times toaster town towns toy tractor
    train trees tree truck trucks tv typewriter van vessel vhs video village villages volcano wall walls war warehouse well west whiskey
    window wine wolf wood wooden world yacht zebra
"""

TITLES = ("lord of the rings", "lord of the flies", "elder scrolls", "stephen king", "lion king", "spider man", "iron man", "ant man")
THINGS = frozenset(_THINGS.split())
_OF_THINGS = frozenset(("male", "female", "masculine", "feminine", "king", "queen"))  # "her hat" says something, and so does "man cave"
_LISTS = {"gender": frozenset(_GENDER.split()), "age": frozenset(_AGE.split()), "ethnicity": frozenset(_PEOPLE.split())}


def attributes_of(word: str) -> tuple[str, ...]:
    """What the word says of a person, if anything."""
    return tuple(attribute for attribute, words in _LISTS.items() if word in words)


def may_be_of_a_thing(word: str) -> bool:
    """Whether the word says nothing of a person when a thing follows."""
    return word in _OF_THINGS or word not in _LISTS["gender"]
