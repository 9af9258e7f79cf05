"""How people word the values of the attributes: tables, without a decision of which wording is taken.

The first wording of an attribute's value is the plain one. Filled in later: {his} and {him} (pronouns), {years} (age),
{a} (a piece of clothing with its article), {c} (its colour), {tint} (a hair colour), {People} ("African").
"""

Words = tuple[str, ...]

LEADS: Words = (
    "portrait of", "portrait of", "a portrait of", "a high-quality portrait of", "close-up portrait photo of",
    "a photo of", "photo of", "a close-up portrait photo of", "a close-up portrait of", "", "",
)  # fmt: skip
OTHER_LEADS: Words = (
    "a picture of", "picture of", "an image of", "a headshot of", "headshot of", "a close-up of", "a face shot of",
    "an illustration of", "a drawing of", "a flat illustration of", "an avatar of", "a professional portrait of",
    "a professional photo of", "profile picture of", "a face portrait of", "a detailed portrait of",
    "generate a portrait of", "show me", "draw", "please make a picture of",
)  # fmt: skip
AGE: dict[str, Words] = {
    "young": ("young", "youthful", "twentysomething"),
    "middle-aged": ("middle-aged", "middle aged", "middle-age", "mature", "fortysomething"),
    "old": ("old", "elderly", "elderly", "senior", "aged", "aging", "older", "very old"),
}
AGE_CLAUSE: dict[str, Words] = {
    "young": (
        "in {his} twenties", "in {his} 20s", "in {his} early twenties", "in {his} late 20s", "of young age",
        "aged {years}", "{years} years old",
    ),
    "middle-aged": (
        "in {his} forties", "in {his} fifties", "in {his} 40s", "in {his} 50s",
        "in {his} mid-forties", "in {his} early 50s", "of middle age",
        "in middle age", "aged {years}",
        "{years} years old",
    ),
    "old": (
        "in {his} sixties", "in {his} seventies", "in {his} eighties", "in {his} 60s", "in {his} 70s", "in {his} 80s",
        "in {his} late sixties", "in {his} early 70s", "of old age", "advanced in years", "aged {years}", "{years} years old",
    ),
}  # fmt: skip
YEARS = {"young": (20, 32), "middle-aged": (40, 59), "old": (61, 89)}
ETHNICITY = {name: name.capitalize() for name in ("african", "asian", "indian", "european", "caucasian")}
LAND = {"african": "Africa", "asian": "Asia", "indian": "India", "european": "Europe", "caucasian": ""}
# Peoples that the captions tell by a narrower name; the picture shows no more than the wider one.
NATION: dict[str, Words] = {
    "african": ("Nigerian", "Kenyan", "Ghanaian", "Black African"),
    "asian": ("Chinese", "Japanese", "Korean", "East Asian", "Vietnamese"),
    "indian": ("South Asian",),
    "european": ("German", "Swedish", "Italian", "French", "Polish"),
    "caucasian": (),
}  # fmt: skip
ORIGIN: Words = (
    "of {People} descent", "of {People} origin", "of {People} ethnicity", "with {People} features",
    "{People} by origin",
)  # fmt: skip
NOUN: dict[str, Words] = {
    "male": ("man", "guy", "gentleman", "male", "male", "male person", "dude", "fellow", "chap"),
    "female": ("woman", "lady", "lady", "female", "female", "female person", "gal", "female adult"),
}
NEUTRAL: Words = ("person", "individual", "adult", "human", "human being", "adult person")
BUSINESS: dict[str, Words] = {"male": ("businessman",), "female": ("businesswoman",)}
GRANDPARENT: dict[str, Words] = {"male": ("grandfather", "grandpa"), "female": ("grandmother", "grandma")}
HAIR: dict[str, Words] = {
    "short": ("short hair", "a short haircut", "hair cut short", "{tint} short hair", "short {tint} hair"),
    "long": ("long hair", "long {tint} hair", "{tint} long hair", "{his} long hair", "hair worn long"),
    "bun": ("a bun", "hair in a bun", "hair in a bun", "{his} hair tied in a bun", "{tint} hair in a bun"),
    "curly": ("curly hair", "curls", "curly {tint} hair", "{tint} curly hair", "{his} curly hair"),
    "bald": ("a bald head",),
}
SHAVED: Words = ("a bald head", "no hair", "a shaved head")
TINT: dict[str, Words] = {
    "european": ("blond", "blonde", "red", "brown"),
    "caucasian": ("brown",),
    "african": ("black",),
    "asian": ("black",),
    "indian": ("black",),
}
CLOTHES: dict[str, Words] = {
    "t-shirt": ("t-shirt", "tee", "tshirt", "t shirt"),
    "sweater": ("sweater", "jumper", "pullover", "turtleneck", "high-neck sweater", "knitted sweater"),
    "suit": ("suit", "blazer", "business suit"),
    "hoodie": ("hoodie", "hooded sweatshirt", "sweatshirt", "hooded top"),
    "jacket": ("jacket", "coat", "open jacket"),
}
WEAR: Words = ("wearing {a}", "wearing {a}", "wearing {a}", "in {a}", "in {a}", "dressed in {a}", "with {a}")
COLOR: dict[str, Words] = {
    "red": ("red", "crimson", "scarlet"),
    "yellow": ("yellow", "golden"),
    "green": ("green", "emerald"),
    "blue": ("blue", "navy"),
    "purple": ("purple", "violet"),
    "pink": ("pink", "rose"),
    "black": ("black",),
    "white": ("white",),
}
IN_COLOR: Words = (
    "in {c} clothes", "in {c} clothes", "in {c} clothing", "in {c}", "dressed in {c}", "wearing {c}",
    "wearing {c} clothes",
)  # fmt: skip
ACCESSORY: dict[str, Words] = {
    "glasses": ("glasses", "eyeglasses", "spectacles", "{his} glasses", "a pair of glasses"),
    "hat": ("a hat", "a hat", "{his} hat", "a hat on {his} head"),
    "scarf": ("a scarf", "{his} scarf", "a scarf around {his} neck"),
    "earrings": ("earrings", "{his} earrings", "a pair of earrings"),
}
EXPRESSION: dict[str, Words] = {
    "smiling": (
        "smiling", "with a smile", "with a smile", "grinning", "cheerful", "happy", "looking happy",
        "with a happy face", "with a smile on {his} face", "with a cheerful expression", "with a big smile",
    ),
    "serious": (
        "serious", "stern", "with a serious face", "looking serious", "with a serious expression", "not smiling",
        "with a neutral expression", "looking stern",
    ),
    "surprised": (
        "surprised", "shocked", "amazed", "astonished", "looking surprised", "with a surprised face",
        "with a surprised expression", "with {his} mouth open", "looking astonished", "looking amazed",
    ),
}  # fmt: skip
BACKGROUND: dict[str, Words] = {
    "garden": (
        "in a garden", "in the garden", "in a botanical garden", "among flowers", "in a park", "in the park",
        "with a garden in the background",
    ),
    "beach": (
        "on a beach", "at the beach", "on the beach", "by the sea", "at the seaside", "by the ocean",
        "with a beach in the background",
    ),
    "city": (
        "in a city", "in the city", "in front of skyscrapers", "downtown", "with a city in the background",
        "with an urban background", "with a skyline behind {him}",
    ),
    "library": (
        "in a library", "in the library", "in front of bookshelves", "in front of a bookshelf", "among books",
        "with bookshelves behind {him}", "with a library in the background",
    ),
    "mountains": (
        "in the mountains", "in front of mountains", "with mountains in the background", "in front of snowy peaks",
        "with peaks behind {him}", "in a mountain landscape",
    ),
    "studio": (
        "in a studio", "on a plain background", "with a plain backdrop", "with a studio background",
        "in front of a plain wall", "in the studio",
    ),
    "night sky": (
        "under the night sky", "at night", "at night", "under a starry sky", "on a starry night",
        "with stars behind {him}", "with the night sky in the background",
    ),
}  # fmt: skip
BEARD: dict[str, Words] = {
    "none": ("clean-shaven", "without a beard", "with no beard"),
    "stubble": ("with stubble", "with a five o'clock shadow", "with a short stubble"),
    "beard": ("with a beard", "with a full beard", "with {his} beard"),
}
FOREHEAD = "with fine lines on the forehead"  # a hat hides them
LINES: dict[str, Words] = {
    "old": ("with wrinkles", FOREHEAD, "with laugh lines around {his} eyes", "with delicate lines across the cheeks"),
    "middle-aged": ("with fine lines around {his} eyes",),
    "young": ("with smooth skin",),
}
# Noise that prompts carry: the model must learn to leave it out.
FILLERS: Words = (
    "highly detailed", "high quality", "sharp focus", "soft light", "beautiful", "elegant", "cinematic", "4k", "8k",
    "8k", "RAW", "50mm", "photorealistic", "flat style", "vector art", "simple shapes", "clean design", "minimalist",
    "award winning", "trending", "natural skin texture", "looking at the camera", "facing the viewer", "front view",
    "head and shoulders", "shallow depth of field", "blurred background", "professional", "masterpiece", "soft shading",
    "depth of field", "fashion", "detailed face", "close-up", "high resolution",
)  # fmt: skip
BY_DAY: Words = ("natural light", "golden hour light", "dappled light", "outdoors", "daylight")
PLACE_FILLERS: dict[str, Words] = {
    **dict.fromkeys(("garden", "beach", "city", "mountains"), BY_DAY),
    "library": ("indoors",),
    "studio": ("studio lighting",),
    "night sky": ("outdoors",),
}
MOOD_FILLERS: dict[str, Words] = {
    "smiling": ("friendly", "confident"),
    "serious": ("calm", "confident"),
    "surprised": (),
}
PRONOUNS = {"male": ("his", "him", "he"), "female": ("her", "her", "she"), None: ("their", "them", "they")}
