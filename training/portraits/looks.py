"""Colours and proportions: of clothes, and of people by ethnicity."""

from dataclasses import dataclass

from training.portraits.drawing import Color

CLOTH: dict[str, Color] = {
    "red": (201, 52, 50),
    "yellow": (240, 194, 58),
    "green": (62, 148, 84),
    "blue": (52, 102, 190),
    "purple": (128, 78, 170),
    "pink": (240, 142, 174),
    "black": (44, 44, 50),
    "white": (243, 243, 240),
}
HATS: tuple[Color, ...] = ((52, 62, 92), (150, 52, 50), (116, 84, 58), (58, 104, 92), (196, 150, 70), (90, 90, 98))
FRAMES: tuple[Color, ...] = ((30, 28, 32), (112, 64, 34), (150, 30, 40))
FRAMES_ON_DARK: tuple[Color, ...] = ((240, 236, 228), (226, 180, 88), (226, 70, 70))
DARK_SKIN = 150  # of 255, the mean of the channels: dark frames are lost on what is darker
GOLD: Color = (255, 214, 90)
GOLD_EDGE: Color = (140, 92, 16)
INK: Color = (36, 24, 24)  # lashes and lids
GREYING: Color = (178, 174, 170)  # what hair turns to in middle age, evenly
BROW_GREYED: Color = (150, 148, 146)


@dataclass(frozen=True)
class Look:
    """What the people of one ethnicity have in common here; sizes in units of the 256-unit picture."""

    skin: tuple[Color, Color]  # the two ends of a range
    hair: tuple[Color, ...]
    iris: tuple[Color, ...]
    eye: float  # opening of the eye
    nose: float  # half width of the nose
    lip: float  # fullness
    brow: float  # thickness
    flush: float  # redness of the cheeks


LOOKS = {
    "european": Look(
        skin=((255, 226, 212), (248, 207, 190)),
        hair=((229, 194, 122), (214, 172, 98), (186, 84, 40), (168, 120, 74)),
        iris=((82, 140, 200), (96, 150, 110), (120, 150, 172)),
        eye=6.9,
        nose=8.0,
        lip=1.0,
        brow=0.9,
        flush=0.20,
    ),
    "caucasian": Look(
        skin=((234, 192, 152), (219, 172, 130)),
        hair=((72, 44, 28), (58, 36, 24), (88, 54, 34)),
        iris=((104, 64, 32), (92, 56, 30)),
        eye=6.9,
        nose=8.6,
        lip=1.0,
        brow=1.05,
        flush=0.12,
    ),
    "african": Look(
        skin=((122, 78, 52), (80, 49, 34)),
        hair=((30, 23, 21), (24, 19, 18)),
        iris=((46, 26, 16),),
        eye=7.1,
        nose=11.6,
        lip=1.45,
        brow=1.0,
        flush=0.05,
    ),
    "asian": Look(
        skin=((250, 219, 172), (240, 203, 152)),
        hair=((26, 24, 30), (34, 28, 30)),
        iris=((48, 30, 20),),
        eye=5.3,
        nose=9.2,
        lip=1.0,
        brow=0.85,
        flush=0.10,
    ),
    "indian": Look(
        skin=((184, 126, 80), (152, 98, 60)),
        hair=((24, 18, 18), (36, 25, 20)),
        iris=((58, 34, 18),),
        eye=7.6,
        nose=9.6,
        lip=1.15,
        brow=1.3,
        flush=0.05,
    ),
}
