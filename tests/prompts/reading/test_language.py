"""What is not English is refused; English with names, places and loanwords is not."""

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


@pytest.mark.parametrize("prompt", OTHERS)
def test_another_language_is_refused_whole_or_in_part(prompt: str) -> None:
    with pytest.raises(NotEnglish, match="only English is read"):
        candidate_prompts(prompt)


@pytest.mark.parametrize("prompt", ENGLISH)
def test_names_places_and_loanwords_are_no_other_language(prompt: str) -> None:
    assert candidate_prompts(prompt).prompts


def test_it_is_read_as_far_as_it_goes_where_the_user_says_so() -> None:
    assert candidate_prompts("eine alte Frau", Rules(language="any")).prompts
