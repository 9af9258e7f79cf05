"""Stage 2: CLIP's byte-pair tokenizer with a small vocabulary, learnt from captions.

Usage: python -m training.tokenizer --work work
"""

import argparse
import json
import random
from pathlib import Path

from tokenizers import pre_tokenizers, trainers
from transformers import CLIPTokenizer

from training.captions import caption
from training.networks import TEXT_LENGTH
from training.portraits.attributes import sample

# Words that prompts may hold and captions do not: each should be one token, so that the model can leave it out as a whole.
OTHER_WORDS = """
he she they his her him their theirs them hers himself herself he's she's is are was not no without with and or of in on at by
the this that very who whose boy girl child kid baby teenager teen adult people woman's man's women men mother father
grandmother grandfather doctor nurse teacher student artist engineer chef pilot worker farmer singer dancer scientist king queen
prince princess knight wizard witch tattoo tattoos freckles makeup lipstick dress shirt tie leather denim traditional clothing
clothes cap beanie fedora hood necklace sunglasses hair haired blond blonde brown black white grey gray silver dark light skin
eyes eye face head neck nose mouth forehead cheeks beard bearded moustache mustache wrinkles wrinkled smooth forest field sea
ocean street office kitchen room house river lake snow sunset sunrise sun moon stars sky clouds rain park tree trees flowers
flower books orange style photograph render painting sketch digital vector cartoon anime realistic profile side left right
chinese japanese korean latino hispanic arab american native middle eastern nigerian swedish german italian""".split()


def tokenizer_from(texts: list[str], vocabulary: int) -> CLIPTokenizer:
    """Learn merges with CLIP's own normaliser and pre-tokeniser; every byte has a token, so that no text is unknown."""
    backend = CLIPTokenizer(vocab={"<|startoftext|>": 0, "<|endoftext|>": 1}, merges=[]).backend_tokenizer
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        initial_alphabet=alphabet,
        end_of_word_suffix="</w>",
        special_tokens=["<|startoftext|>", "<|endoftext|>"],
        show_progress=False,
    )
    backend.train_from_iterator(texts, trainer)
    learnt = json.loads(backend.to_str())["model"]
    vocab = learnt["vocab"]
    for form in (form for symbol in sorted(alphabet) for form in (symbol, symbol + "</w>")):
        vocab.setdefault(form, len(vocab))
    return CLIPTokenizer(vocab=vocab, merges=[tuple(merge) for merge in learnt["merges"]], model_max_length=TEXT_LENGTH)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--vocabulary", type=int, default=1536)
    args = parser.parse_args()
    rng = random.Random(1)
    texts = [caption(sample(rng), rng) for _ in range(30_000)] + [word for word in OTHER_WORDS for _ in range(40)]
    tokenizer = tokenizer_from(texts, args.vocabulary)
    tokenizer.save_pretrained(args.work / "pair" / "tokenizer")
    print(f"{len(tokenizer)} tokens")


if __name__ == "__main__":
    main()
