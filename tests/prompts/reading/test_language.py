"""What is not English is refused; English with names, places and loanwords is not."""

import re

import pytest

from obclip.errors import NotEnglish
from obclip.prompts.rules import Rules
from obclip.prompts.safeguard import candidate_prompts

OTHERS = """femme âgée dans un jardin|porträt einer jungen frau|retrato de una niña|ragazza coreana con capelli corti|vrouw met hoed|
młoda kobieta w parku|genç bir kadın|người phụ nữ trẻ|perempuan muda|mulher negra sorrindo|gammal man med skägg|nuori nainen|fiatal nő|
ung kvinne|starší muž|tânără femeie|mlada žena|jauna meitene|wanita tua|un homme|1girl, mujer joven|a photo of a mujer in a park|
beautiful mujer, garden, 8k|eine alte Frau und ein Kind|onnanoko, kimono|kız çocuğu|dziewczynka|bambina che gioca a palla|
un vieil homme noir assis sur un banc|dos mujeres árabes bailando|cô gái|man met baard in het park|en gammel dame|
старая женщина|1girl, 黒髪|a 女の子 in rain|여자 초상화|امرأة عجوز|एक बूढ़ी औरत|γυναίκα""".replace("\n", "").split("|")

ENGLISH = """a femme fatale in a film noir|a café in São Paulo, an old man|tom hanks in wallace and gromit|a woman by Zdzisław Beksiński|
an oil painting of a naïve young man, art by Ilya Kuvshinov, greg rutkowski and alphonse mucha|a matryoshka on a table|
Donald Trump eats poutine in Reykjavík|a dog named Hüseyin|portrait of a bearded king, artgerm, wlop, gaston bussiere|
a woman at the Champs-Élysées, haute couture|Studio Ghibli style, a boy on a hill|8k, hdr, octane render, a soldier|hatsune miku|
an el greco painting of a man|a man in La Paz, de Chirico style|a girl eating crème brûlée and sushi""".replace("\n", "").split("|")


OTHERS_IN_TAGS_AND_SENTENCES = """
Porträt einer alten Frau mit Falten, natürliches Licht
Bergsee, Nebel, Spiegelung, Langzeitbelichtung
un chevalier en armure devant un dragon
anciana tejiendo junto al fuego
mercado callejero en Oaxaca, colores vivos
un vecchio pescatore sul molo, tramonto
due bambini che corrono in un prato
garota lendo um livro na biblioteca
gato preto dormindo no sofá
molens in de mist, zonsopgang
pojke med fräknar, sommaräng
ung kvinne i bunad foran en stavkirke
vanha mies saunassa, höyryä
młoda kobieta w czerwonej sukience
starý muž s dlouhým plnovousem
fiatal lány piros ruhában, napraforgómező
un băiat cu un câine pe plajă
sena moteris prie lango
vana mees paadis, udune hommik
seorang wanita muda di pasar tradisional
anak kecil bermain layang-layang
cô gái mặc áo dài trắng bên hồ sen
em bé cười, ảnh chân dung
noia amb ulleres llegint un llibre
rapaza con pelo longo na praia
obìnrin arẹwà kan pẹ̀lú gèlè
ek sundar ladki lal saree mein
krasivaya devushka v lesu
starik s borodoy
kobieta
vieja
Mädchen mit Katze, anime style, trending on artstation
by greg rutkowski, guerrera élfica, bosque oscuro
château au bord d'un lac
las we mgle, poranek
schwangere Frau am Strand, im Stil von Gustav Klimt
un boulanger moustachu, four à bois, style Norman Rockwell
garçon handicapé en fauteuil roulant
señora mayor con gafas, retrato
monja rezando en la catedral, Goya
nonno con il nipote, orto
mulher grávida, luz natural
menino jogando futebol na favela
zwangere vrouw, zachte belichting
äldre herre med käpp, höstpark
dreng med briller, skolebillede
mummo kutoo villasukkaa
ksiądz przed kościołem, akwarela
mladý voják, zákopy, olejomalba
țăran bătrân cu căciulă
başörtülü genç kız, sokak fotoğrafı
ibu hamil di tepi pantai
cụ bà bán hoa, phố cổ Hà Nội
àvia cuinant a la cuina
avoa calcetando xunto ao lume
vojnik sa bradom, rov
vecmāmiņa cep maizi
cinematic, anciano con bastón, fog, 35mm
studio photo, kobieta w ciąży, white background
halmeoni kimchi
soldat s borodoy, okop
yiayia sto chorio
ouma bak koekies
Schmied in seiner Werkstatt, Funkenflug
kleiner Bub mit Drachen
jeune homme noir, costume bleu, studio
pescador viejo en su barca, amanecer
chica con pelo azul, cyberpunk, neon lights, highly detailed
una bambina cieca con il cane guida
pescador idoso no barco, amanhecer
heks in het bos, volle maan
fiskare i båt, morgonljus
seppä takoo rautaa
boszorkány az erdőben, telihold
vještica u šumi, pun mjesec
penyihir di hutan, bulan purnama
phù thủy trong rừng, trăng tròn
raganos miške, pilnatis
nõid metsas, täiskuu
jaadugarni jungle mein, poori chaand
vedma v lesu, polnolunie
""".strip().split("\n")

ENGLISH_OF_MANY_PLACES = """
portrait of a woman by Pablo Picasso and Henri de Toulouse-Lautrec
crème brûlée on a café table, natural light
her fiancé holds a bouquet of flowers
Björk in concert, dramatic light
Pokémon trainer with Pikachu
painting by Caspar David Friedrich, Hieronymus Bosch and Pieter Bruegel the Elder
la la land movie poster
a bride at the Piazza San Marco, Venice
San Francisco fog, Golden Gate
boy eating a croissant and pain au chocolat
vis-à-vis, two women at a table
art nouveau poster by Alphonse Mucha
Thomas Mann reading a book
painting by jeremy mann, rainy street
a dancer in the Palais Garnier, Edgar Degas
Naruto Uzumaki and Sasuke Uchiha
Zaha Hadid architecture in Baku
pad thai and tom yum on a wooden table
the Champs-Élysées in the rain
Neuschwanstein castle, Bavaria
mahou shoujo, sparkles, pastel
paolo rossi, andrea bianchi, giulia ferrari
João Gilberto on the beach of Ipanema
Leonardo da Vinci, Vitruvian man
Count Dracula in Transylvania, Vlad Țepeș
portrait of Penélope Cruz by Annie Leibovitz
a monk in the Potala Palace, Lhasa
an old woman praying at Santiago de Compostela
Machu Picchu, llamas, morning fog
a Māori warrior with moko, Rotorua
chihuahua wearing a sombrero and serape
hombre with a mustache, spaghetti western
Hello Kitty and My Melody, kawaii, Sanrio
ross tran, sakimichan, guweiz, wlop, artgerm, 4k
by marco mazzoni and sergio toppi and milo manara
franz marc, wassily kandinsky, august macke, paul klee
the Ponte Vecchio in Florence
Unter den Linden, Berlin, winter
Playa Blanca, Lanzarote, surfers
feijoada and caipirinha at a bar in Bahia
boeuf bourguignon, cast iron pot
tiramisu and panna cotta, cafe
Bollywood dancer, lehenga, Aishwarya Rai
sari seller in Jaipur, Rajasthan
Wangari Maathai planting trees
Zinedine Zidane and Kylian Mbappé
hatsune miku, kagamine rin, megurine luka
neon genesis evangelion, asuka langley soryu, rei ayanami
Škoda car in Český Krumlov
a pierogi stand in Kraków
ballet, pas de deux, Swan Lake
a blacksmith at Neuschwanstein, Albrecht Dürer engraving
a witch on the Brocken, Walpurgisnacht
Vincent van Gogh, Arles, sunflowers
la catrina makeup, woman, marigolds
Copacabana beach, two girls playing volleyball
a mariachi band in Guadalajara
Tove Jansson, Moomin valley
Don Quixote and Sancho Panza, Gustave Doré
Cirque du Soleil acrobats
Shaolin monk doing wushu, Zhang Yimou
jeepney in Manila, Quiapo church
a dhow near Zanzibar, Swahili coast
a woman wearing a shalwar kameez, Lahore
Dubrovnik old town, game of thrones
Bela Lugosi as Dracula
""".strip().split("\n")

TAGS = "masterpiece, best quality, 8k, highly detailed, sharp focus, bokeh, night, rain, city lights, neon, street, fog, film grain"


@pytest.mark.parametrize("prompt", OTHERS + OTHERS_IN_TAGS_AND_SENTENCES)
def test_another_language_is_refused_whole_or_in_part(prompt: str) -> None:
    with pytest.raises(NotEnglish, match="only English is read"):
        candidate_prompts(prompt)


def long_words(prompt: str) -> tuple[list[str], list[str]]:
    """The words of four letters and more that every candidate has, and all that the prompt has."""
    words = re.findall(r"\w{4,}", prompt)
    candidates = [set(re.findall(r"\w+", candidate)) for candidate in candidate_prompts(prompt).prompts]
    return [word for word in words if all(word in candidate for candidate in candidates)], words


def test_names_places_and_loanwords_are_no_other_language() -> None:
    """None of these prompts is refused, and most of what says nothing of a person stays."""
    stay, words = map(list, zip(*map(long_words, ENGLISH + ENGLISH_OF_MANY_PLACES), strict=True))
    assert sum(map(len, stay)) >= 0.65 * sum(map(len, words))
    shown = {word for found in stay for word in found}
    assert shown >= {"croissant", "sombrero", "Florence", "Ghibli", "kandinsky", "Zanzibar", "tiramisu", "kawaii"}


def test_it_is_read_as_far_as_it_goes_where_the_user_says_so() -> None:
    assert candidate_prompts("eine alte Frau", Rules(language="any")).prompts == ("Herr", "Frau")


@pytest.mark.parametrize("words", ["chica guapa", "kobieta", "cheveux blonds, robe, yeux bleus", "黒髪"])
def test_a_few_foreign_words_among_many_english_tags_are_enough(words: str) -> None:
    with pytest.raises(NotEnglish):
        candidate_prompts(f"{TAGS}, {words}, {TAGS}")


@pytest.mark.parametrize(
    "prompt", ["1girl, robe rouge, cheveux longs", "dicker Koch mit Hut", "torero en la plaza", "elefante verde bajo el agua"]
)
def test_a_prompt_of_words_that_english_has_as_well_is_told_by_those_between(prompt: str) -> None:
    with pytest.raises(NotEnglish):
        candidate_prompts(prompt)


def test_the_error_shows_the_words_that_were_seen() -> None:
    with pytest.raises(NotEnglish, match="words of another language \\(kobieta\\)"):
        candidate_prompts("portrait of a kobieta in a garden")


@pytest.mark.parametrize("prompt", ["a street by jeremy mann", "a lake, art by thomas mann", "thomas mann, portrait"])
def test_a_surname_that_means_a_person_elsewhere_is_a_name(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt.replace("thomas mann, portrait", "Someone, portrait"),)


def test_the_same_word_without_a_first_name_is_none() -> None:
    with pytest.raises(NotEnglish):
        candidate_prompts("alter mann, bart")


@pytest.mark.parametrize("prompt", ["a trip to Casa Bellagio", "Ponte Sereno in Verona", "a walk to Playa Lucente, watercolor"])
def test_foreign_words_with_capitals_in_english_are_parts_of_names(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize(
    "prompt",
    [
        "a harbour at dawn, by dorota kaszuba and piotr jesienny and marek wieczorny",
        "tervo quandrix, morvik shandle, blorven tack, qued zarmello",
    ],
)
def test_names_of_makers_and_lists_of_names_that_nobody_knows_tell_no_language(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts == (prompt,)


@pytest.mark.parametrize("prompt", ["zorvel mantiku praxo dellin", "un zorvel mantiku praxo"])
def test_a_sentence_of_unknown_words_is_refused(prompt: str) -> None:
    with pytest.raises(NotEnglish, match="not known in English"):
        candidate_prompts(prompt)


@pytest.mark.parametrize(
    "who", ["a woman", "a young girl", "an old man with her daughter", "a middle-aged, dark-skinned man", "Anna", "he"]
)
def test_who_is_shown_never_decides(who: str) -> None:
    """One foreign word and another unknown one: refused where they are a sixth of the words that say nothing of a person."""
    few = "zorvel, jurk, street, night, lights"
    with pytest.raises(NotEnglish):
        candidate_prompts(f"{few}, {who}")
    more = "rain, fog, bokeh, moon, film, trees, river, bridge, clouds, sky, stone"
    prompts = candidate_prompts(f"{few}, {more}, {who}").prompts
    assert all(prompt.startswith(f"street, night, lights, {more}, ") for prompt in prompts)


@pytest.mark.parametrize("prompt", ["a {да|yes} woman", "{да|нет}, a woman", "a woman in a {red|红色} dress"])
def test_letters_of_another_script_in_an_option_are_refused_as_they_are_elsewhere(prompt: str) -> None:
    with pytest.raises(NotEnglish):
        candidate_prompts(prompt)
    assert candidate_prompts(prompt, Rules(language="any")).prompts


def test_words_in_a_mark_of_the_user_do_not_count() -> None:
    assert candidate_prompts("a {mujer|hombre} in a garden").prompts == ("a hombre in a garden", "a mujer in a garden")


@pytest.mark.parametrize("prompt", ["street, un {red|blue} car", "un {a|b} in a garden"])
def test_a_mark_after_an_article_of_another_language_is_no_word_of_it(prompt: str) -> None:
    assert len(candidate_prompts(prompt).prompts) == 2


@pytest.mark.parametrize("prompt", ["schöne Frau, portrait, bokeh", "Frau", "un garçon", "une fée, portrait"])
def test_few_words_of_another_language_are_refused_too(prompt: str) -> None:
    with pytest.raises(NotEnglish):
        candidate_prompts(prompt)


@pytest.mark.parametrize("prompt", ["a crème brûlée", "a señorita in a bar", "a café in León", "Frau Müller on a horse"])
def test_loans_are_english(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts
